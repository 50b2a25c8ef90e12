// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How the model sees one parameter: as a number, in [0, 1] for all but categories. */
sealed interface Coordinate {
    /** The coordinate of an active parameter's value. */
    double of(Value value);

    /** The value nearest to a coordinate. */
    Value at(double x);

    /** Where a uniform number in [0, 1] falls; every value of a discrete domain gets its share. */
    double fromUnit(double unit);

    /** The nearest coordinate that a value has. */
    double settle(double x);

    /** What stands where the parameter is inactive. */
    default double neutral() {
        return 0.5;
    }

    /** How many values there are; 0 for a continuum. */
    long levels();

    /** The coordinate of one of the values, in ascending order from 0. */
    double level(long index);

    /** Which of the values is nearest. */
    long indexOf(double x);

    static Coordinate of(Domain domain) {
        return switch (domain) {
            case Domain.Range range -> range.step() > 0 ? Ordered.of(range) : new Continuous(range);
            case Domain.Whole whole -> Ordered.of(whole);
            case Domain.Choice choice -> choice.numeric() ? Ranked.of(choice) : new Categorical(choice);
        };
    }

    /** A continuous range on its scale. */
    record Continuous(Domain.Range range) implements Coordinate {
        @Override
        public double of(Value value) {
            return range.toUnit(value);
        }

        @Override
        public Value at(double x) {
            return range.fromUnit(x);
        }

        @Override
        public double fromUnit(double unit) {
            return unit;
        }

        @Override
        public double settle(double x) {
            return Math.clamp(x, 0, 1);
        }

        @Override
        public long levels() {
            return 0;
        }

        @Override
        public double level(long index) {
            throw new UnsupportedOperationException("a continuum has no levels");
        }

        @Override
        public long indexOf(double x) {
            throw new UnsupportedOperationException("a continuum has no levels");
        }
    }

    /** A range with steps, or whole numbers: the domain's own cells, with half a cell beyond both ends. */
    record Ordered(Domain domain, double low, double step, long levels, boolean whole) implements Coordinate {
        static Ordered of(Domain.Whole domain) {
            return new Ordered(domain, (double) domain.low(), (double) domain.step(), domain.count(), true);
        }

        static Ordered of(Domain.Range domain) {
            long count = (long) StrictMath.floor((domain.high() - domain.low()) / domain.step() + 1e-9) + 1;
            return new Ordered(domain, domain.low(), domain.step(), count, false);
        }

        @Override
        public double of(Value value) {
            return domain.toUnit(value);
        }

        @Override
        public Value at(double x) {
            return domain.fromUnit(x);
        }

        @Override
        public double fromUnit(double unit) {
            return settle(unit);
        }

        @Override
        public double settle(double x) {
            return domain.toUnit(domain.fromUnit(Math.clamp(x, 0, 1)));
        }

        @Override
        public double level(long index) {
            double number = low + index * step;
            return domain.toUnit(whole ? new Value.Whole((long) number) : new Value.Real(number));
        }

        @Override
        public long indexOf(double x) {
            double number = switch (domain.fromUnit(Math.clamp(x, 0, 1))) {
                case Value.Whole value -> value.number();
                case Value.Real value -> value.number();
                case Value.Chosen value -> value.index();
            };
            return Math.clamp(Math.round((number - low) / step), 0, levels - 1);
        }
    }

    /**
     * A choice among numbers: equally spaced by rank.
     *
     * @param order the place in the choice of each rank
     * @param ranks the rank of each place in the choice
     */
    record Ranked(Domain.Choice choice, int[] order, int[] ranks) implements Coordinate {
        static Ranked of(Domain.Choice choice) {
            int[] order = IntStream.range(0, choice.options().size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> number(choice, i)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] ranks = new int[order.length];
            for (int rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
            return new Ranked(choice, order, ranks);
        }

        private static double number(Domain.Choice choice, int place) {
            JsonNode content = choice.options().get(place).content();
            return content.doubleValue();
        }

        @Override
        public double of(Value value) {
            return level(ranks[((Value.Chosen) value).index()]);
        }

        @Override
        public Value at(double x) {
            return choice.chosen(order[(int) indexOf(x)]);
        }

        @Override
        public double fromUnit(double unit) {
            return level(Math.clamp((long) (unit * order.length), 0, order.length - 1));
        }

        @Override
        public double settle(double x) {
            return level(indexOf(x));
        }

        @Override
        public long levels() {
            return order.length;
        }

        @Override
        public double level(long index) {
            return index / Math.max(1.0, order.length - 1.0);
        }

        @Override
        public long indexOf(double x) {
            return Math.clamp(Math.round(x * (order.length - 1)), 0, order.length - 1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ranked ranked && choice.equals(ranked.choice);
        }

        @Override
        public int hashCode() {
            return choice.hashCode();
        }

        @Override
        public String toString() {
            return "Ranked" + Arrays.toString(order);
        }
    }

    /** A choice among names: its place, of which only sameness counts. */
    record Categorical(Domain.Choice choice) implements Coordinate {
        @Override
        public double of(Value value) {
            return ((Value.Chosen) value).index();
        }

        @Override
        public Value at(double x) {
            return choice.chosen((int) indexOf(x));
        }

        @Override
        public double fromUnit(double unit) {
            return ((Value.Chosen) choice.fromUnit(unit)).index();
        }

        @Override
        public double settle(double x) {
            return indexOf(x);
        }

        @Override
        public double neutral() {
            return 0;
        }

        @Override
        public long levels() {
            return choice.options().size();
        }

        @Override
        public double level(long index) {
            return index;
        }

        @Override
        public long indexOf(double x) {
            return Math.clamp(Math.round(x), 0, choice.options().size() - 1);
        }
    }
}
