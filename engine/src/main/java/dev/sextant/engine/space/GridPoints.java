// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that a grid takes of one domain: all options of a choice; of a range as many as it says, evenly spread on
 * its scale from end to end, or all its values where there are no more than that. A range that says one point gives its
 * middle.
 */
public final class GridPoints {
    /**
     * Inner points are rounded to so many digits, so that a decade's tenth reads 0.001 and not 0.0010000000000000002.
     */
    private static final MathContext DIGITS = new MathContext(12);

    private GridPoints() {}

    /** Ascending, without repetition; at least one. */
    public static List<Value> of(Domain domain) {
        return switch (domain) {
            case Domain.Choice choice -> {
                List<Value> options = new ArrayList<>();
                for (int i = 0; i < choice.options().size(); i++) options.add(choice.chosen(i));
                yield options;
            }
            case Domain.Whole whole -> {
                List<Value> points = new ArrayList<>();
                for (long index : indexes(
                        whole.count(), whole.grid(), (double) whole.low(), (double) whole.step(), whole.scale()))
                    points.add(new Value.Whole(whole.low() + index * whole.step()));
                yield points;
            }
            case Domain.Range range
            when range.step() > 0 -> {
                long count = (long) StrictMath.floor((range.high() - range.low()) / range.step() + 1e-9) + 1;
                List<Value> points = new ArrayList<>();
                for (long index : indexes(count, range.grid(), range.low(), range.step(), range.scale()))
                    points.add(new Value.Real(Math.min(range.low() + index * range.step(), range.high())));
                yield points;
            }
            case Domain.Range range -> {
                List<Value> points = new ArrayList<>();
                for (int i = 0; i < range.grid(); i++) {
                    Value point = new Value.Real(real(range, i));
                    // Of neighbouring numbers, rounding makes one.
                    if (points.isEmpty() || !points.getLast().equals(point)) points.add(point);
                }
                yield points;
            }
        };
    }

    /**
     * How many combinations of these and of all below them there are: an option multiplies only with its own children.
     * The largest long where there are more.
     */
    public static long count(List<Parameter> parameters) {
        long product = 1;
        for (Parameter parameter : parameters) product = times(product, count(parameter));
        return product;
    }

    private static long count(Parameter parameter) {
        if (!(parameter.domain() instanceof Domain.Choice choice))
            return of(parameter.domain()).size();
        long sum = 0;
        for (Option option : choice.options()) {
            sum += count(option.children());
            if (sum < 0) return Long.MAX_VALUE;
        }
        return sum;
    }

    /** Saturates at the largest long. */
    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    private static double real(Domain.Range range, int index) {
        if (range.grid() > 1 && index == 0) return range.low();
        if (range.grid() > 1 && index == range.grid() - 1) return range.high();
        double unit = range.grid() == 1 ? 0.5 : index / (range.grid() - 1.0);
        double exact = ((Value.Real) range.fromUnit(unit)).number();
        return Math.clamp(new BigDecimal(exact).round(DIGITS).doubleValue(), range.low(), range.high());
    }

    /** Which of {@code count} steps are taken: the nearest to even spacing on the scale, each once. */
    private static List<Long> indexes(long count, int grid, double low, double step, Scale scale) {
        List<Long> taken = new ArrayList<>();
        if (count <= grid) {
            for (long i = 0; i < count; i++) taken.add(i);
            return taken;
        }
        for (int i = 0; i < grid; i++) {
            double unit = grid == 1 ? 0.5 : i / (grid - 1.0);
            double last = low + (count - 1) * step;
            double at = switch (scale) {
                case LINEAR -> low + unit * (last - low);
                case LOG -> low * StrictMath.pow(last / low, unit);
            };
            long index = Math.clamp(Math.round((at - low) / step), 0, count - 1);
            if (taken.isEmpty() || taken.getLast() < index) taken.add(index);
        }
        return taken;
    }
}
