// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameter that a response is drawn over: the learning rate where it varies, otherwise the first range.
 *
 * @param name for people
 */
record PlottedParameter(String path, String name, PlotScale scale) {
    /** Null where nothing of the study is a range of numbers. */
    static @Nullable PlottedParameter of(Space space) {
        Parameter rate = space.find(Axes.RATE);
        PlotScale scale = rate == null ? null : scale(rate.domain());
        if (scale != null) return new PlottedParameter(Axes.RATE, "learning rate", scale);
        for (Parameter parameter : space.parameters())
            if (!(parameter.domain() instanceof Domain.Choice)) {
                PlotScale range = scale(parameter.domain());
                if (range != null)
                    return new PlottedParameter(
                            parameter.path(), Naming.words(space.shortName(parameter.path())), range);
            }
        return null;
    }

    private static @Nullable PlotScale scale(Domain domain) {
        return switch (domain) {
            case Domain.Range range -> new PlotScale(range.low(), range.high(), range.scale() == Scale.LOG);
            case Domain.Whole whole ->
                whole.low() < whole.high()
                        ? new PlotScale(whole.low(), whole.high(), whole.scale() == Scale.LOG)
                        : null;
            case Domain.Choice choice -> numbers(choice.options());
        };
    }

    /** A choice of numbers spans a range, too. */
    private static @Nullable PlotScale numbers(List<Option> options) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Option option : options) {
            double number = number(option.label());
            if (!Double.isFinite(number)) return null;
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        return low < high ? new PlotScale(low, high, low > 0) : null;
    }

    private static double number(String label) {
        try {
            return Double.parseDouble(label);
        } catch (NumberFormatException word) {
            return Double.NaN;
        }
    }

    /** NaN where the parameter is not active. */
    double of(Configuration configuration) {
        return switch (configuration.get(path)) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> number(chosen.label());
            case null -> Double.NaN;
        };
    }
}
