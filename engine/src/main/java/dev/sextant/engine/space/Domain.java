// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that one parameter may take, and their mapping to and from the unit interval.
 *
 * <p>Mapping: a continuous range is stretched over [0, 1] by its {@link Scale}; a domain of k values gives each the
 * same share 1/k (on its scale), with half a share beyond the first and the last, so that rounding favours none.
 */
public sealed interface Domain {
    /** Points that a grid takes of a range that does not say how many. */
    int DEFAULT_GRID = 5;

    /** More points than this of one domain are refused: a grid lists them. */
    int MOST_GRID = 100_000;

    /** Beyond so many steps, and so far from 0, a double no longer holds every whole number. */
    long MOST_STEPS = 1L << 53;

    /** The value whose share of [0, 1] holds {@code unit}; {@code unit} in [0, 1]. */
    Value fromUnit(double unit);

    /** The middle of the value's share of [0, 1]; {@code fromUnit(toUnit(v))} equals v up to rounding. */
    double toUnit(Value value);

    /** What of [0, 1] {@link #fromUnit} takes to the value: an interval, of a continuous range its place alone. */
    Share share(Value value);

    /** Whether the value is one of this domain's. */
    boolean contains(Value value);

    private static void requireGrid(int grid) {
        if (grid < 1 || grid > MOST_GRID)
            throw new IllegalArgumentException("grid (%d) must lie in 1 … %d".formatted(grid, MOST_GRID));
    }

    /** An interval of [0, 1]. */
    record Share(double from, double to) {
        public double width() {
            return to - from;
        }
    }

    /**
     * Real numbers from low to high, both included.
     *
     * @param step distance between allowed values counted from low, or 0 when every value is allowed
     * @param grid points that a grid takes
     */
    record Range(double low, double high, Scale scale, double step, int grid) implements Domain {
        public Range {
            if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high))
                throw new IllegalArgumentException(
                        "low (%s) must be below high (%s), both finite".formatted(low, high));
            if (scale == Scale.LOG && !(low > 0))
                throw new IllegalArgumentException("a log range must start above 0, got " + low);
            if (!Double.isFinite(high - low))
                throw new IllegalArgumentException("high (%s) - low (%s) must be a finite number".formatted(high, low));
            if (!(step >= 0) || step > high - low)
                throw new IllegalArgumentException("step (%s) must lie in [0, high - low]".formatted(step));
            if (step > 0 && !((high - low) / step < MOST_STEPS))
                throw new IllegalArgumentException(
                        "step (%s) must divide high - low (%s) into fewer than 2^53 steps".formatted(step, high - low));
            requireGrid(grid);
        }

        public Range(double low, double high, Scale scale) {
            this(low, high, scale, 0, DEFAULT_GRID);
        }

        /** How many values there are; 0 where every value is allowed. */
        public long count() {
            return step > 0 ? (long) StrictMath.floor((high - low) / step + 1e-9) + 1 : 0;
        }

        @Override
        public Value fromUnit(double unit) {
            if (step > 0) {
                double from = from();
                double to = scale.forward(low + (count() - 0.5) * step);
                double at = scale.backward(from + unit * (to - from));
                long index = Math.clamp(Math.round((at - low) / step), 0, count() - 1);
                return new Value.Real(Math.min(low + index * step, high)); // rounding may pass high
            }
            double from = scale.forward(low);
            double to = scale.forward(high);
            return new Value.Real(Math.clamp(scale.backward(from + unit * (to - from)), low, high));
        }

        @Override
        public double toUnit(Value value) {
            double number = ((Value.Real) value).number();
            double from = step > 0 ? from() : scale.forward(low);
            double to = scale.forward(step > 0 ? low + (count() - 0.5) * step : high);
            return Math.clamp((scale.forward(number) - from) / (to - from), 0, 1);
        }

        /** Where the first step's share begins, on the scale. */
        private double from() {
            return scale.forward(low - (scale == Scale.LOG ? Math.min(low, step) * 0.5 : step * 0.5));
        }

        @Override
        public Share share(Value value) {
            if (!(step > 0)) return new Share(toUnit(value), toUnit(value));
            long index = Math.clamp(Math.round((((Value.Real) value).number() - low) / step), 0, count() - 1);
            return new Share(edge(index), edge(index + 1));
        }

        /** Between the shares of two steps, in the unit interval. */
        private double edge(long index) {
            if (index == 0 || index == count()) return index == 0 ? 0 : 1;
            double to = scale.forward(low + (count() - 0.5) * step);
            return (scale.forward(low + (index - 0.5) * step) - from()) / (to - from());
        }

        @Override
        public boolean contains(Value value) {
            return value instanceof Value.Real real && low <= real.number() && real.number() <= high;
        }
    }

    /**
     * Whole numbers from low to high, both included.
     *
     * @param step distance between allowed values counted from low, at least 1
     * @param grid points that a grid takes, at most
     */
    record Whole(long low, long high, Scale scale, long step, int grid) implements Domain {
        public Whole {
            if (low >= high)
                throw new IllegalArgumentException("low (%d) must be below high (%d)".formatted(low, high));
            if (low < -MOST_STEPS || high > MOST_STEPS)
                throw new IllegalArgumentException(
                        "whole numbers must lie within ±2^53, got %d … %d".formatted(low, high));
            if (scale == Scale.LOG && low < 1)
                throw new IllegalArgumentException("a logInt range must start at 1 or above, got " + low);
            if (step < 1 || step > high - low)
                throw new IllegalArgumentException("step (%d) must lie in [1, high - low]".formatted(step));
            requireGrid(grid);
        }

        public Whole(long low, long high, Scale scale) {
            this(low, high, scale, 1, DEFAULT_GRID);
        }

        /** How many values there are. */
        public long count() {
            return (high - low) / step + 1;
        }

        @Override
        public Value fromUnit(double unit) {
            double at = scale.backward(from() + unit * (to() - from()));
            long index = Math.clamp(Math.round((at - low) / step), 0, count() - 1);
            return new Value.Whole(low + index * step);
        }

        @Override
        public double toUnit(Value value) {
            double number = ((Value.Whole) value).number();
            return Math.clamp((scale.forward(number) - from()) / (to() - from()), 0, 1);
        }

        @Override
        public Share share(Value value) {
            long index = (((Value.Whole) value).number() - low) / step;
            return new Share(edge(index), edge(index + 1));
        }

        private double edge(long index) {
            if (index == 0 || index == count()) return index == 0 ? 0 : 1;
            return (scale.forward(low + (index - 0.5) * step) - from()) / (to() - from());
        }

        @Override
        public boolean contains(Value value) {
            return value instanceof Value.Whole whole
                    && low <= whole.number()
                    && whole.number() <= high
                    && (whole.number() - low) % step == 0;
        }

        private double from() {
            return scale.forward(scale == Scale.LOG ? Math.max(low - 0.5 * step, 0.5) : low - 0.5 * step);
        }

        private double to() {
            return scale.forward(low + (count() - 0.5) * step);
        }
    }

    /** One of at least one option, in the order written. */
    record Choice(List<Option> options) implements Domain {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) throw new IllegalArgumentException("a choice needs at least one option");
            Set<String> labels = new HashSet<>();
            for (Option option : options)
                if (!labels.add(option.label()))
                    throw new IllegalArgumentException(
                            "option %s stands twice in one choice".formatted(option.label()));
        }

        /** Whether every option is a plain number, so that the options have an order and may be interpolated. */
        public boolean numeric() {
            return options.stream()
                    .allMatch(option -> !option.branch() && option.content().isNumber());
        }

        public Value.Chosen chosen(int index) {
            return new Value.Chosen(index, options.get(index).label());
        }

        /** The place of the option with this label, or -1. */
        public int indexOf(String label) {
            for (int i = 0; i < options.size(); i++) if (options.get(i).label().equals(label)) return i;
            return -1;
        }

        @Override
        public Value fromUnit(double unit) {
            return chosen(Math.clamp((int) (unit * options.size()), 0, options.size() - 1));
        }

        @Override
        public double toUnit(Value value) {
            return (((Value.Chosen) value).index() + 0.5) / options.size();
        }

        @Override
        public Share share(Value value) {
            double index = ((Value.Chosen) value).index();
            return new Share(index / options.size(), (index + 1) / options.size());
        }

        @Override
        public boolean contains(Value value) {
            return value instanceof Value.Chosen chosen && indexOf(chosen.label()) == chosen.index();
        }
    }
}
