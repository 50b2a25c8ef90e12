// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.ranking.Grouping.Method;
import dev.sextant.engine.response.ChoiceResponse;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.JointRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Finds the best learning rates with the options of a choice. */
final class BestRates {
    private final Method method;
    private final String path;
    private final boolean logarithmic;
    private final Draws chance;
    private final LongPredicate drawn;
    private final @Nullable ChoiceResponse model;

    /** What was found of one option. */
    private record Found(BestRate rate, double[] draws) {}

    BestRates(
            Method method,
            String path,
            boolean logarithmic,
            Draws chance,
            LongPredicate drawn,
            @Nullable ChoiceResponse model) {
        this.method = method;
        this.path = path;
        this.logarithmic = logarithmic;
        this.chance = chance;
        this.drawn = drawn;
        this.model = model;
    }

    /** Which method there is for these trials. */
    static Method method(
            List<RankedTrial> trials, boolean varies, LongPredicate drawn, @Nullable ChoiceResponse model) {
        if (!varies) return Method.NONE;
        if (model != null && model.options().stream().anyMatch(option -> option.rate() != null)) return Method.MODEL;
        return trials.stream().anyMatch(trial -> drawn.test(trial.trial())) ? Method.RESAMPLES : Method.TRIALS;
    }

    /**
     * Of all trials, or of those with one optimizer.
     *
     * @param values the choice's options, ranked
     * @param optimizers the labels of all optimizers
     * @param within one of them; empty for all trials
     * @return the answer, and the draws that it rests on, option by option
     */
    Answered answered(List<RankedSchedule> values, List<String> optimizers, String within) {
        List<BestRate> rates = new ArrayList<>();
        List<double[]> draws = new ArrayList<>();
        for (RankedSchedule value : values) {
            Found found = found(value, within, 1 + optimizers.indexOf(within));
            rates.add(found.rate());
            draws.add(found.draws());
        }
        int answers = within.isEmpty() ? 1 : optimizers.size();
        return new Answered(RateAnswer.of(within, rates, draws, answers), draws);
    }

    /** An answer, and the draws of every option's best rate. */
    record Answered(RateAnswer answer, List<double[]> draws) {}

    private Found found(RankedSchedule value, String within, int stream) {
        double[] tried = rates(value.trials(), within);
        String option = value.schedule();
        if (tried.length < BestRate.LEAST) return new Found(BestRate.none(option, tried.length), new double[0]);
        if (method == Method.MODEL && model != null) return believed(option, within, tried.length, model);
        double middle = RateResamples.middle(tried, logarithmic);
        if (method != Method.RESAMPLES)
            return new Found(new BestRate(option, middle, Double.NaN, Double.NaN, tried.length), new double[0]);
        // One stream for each option, whatever its rank, with each optimizer.
        double[] draws = RateResamples.of(tried, logarithmic, chance.of("grouping " + path + " " + option, stream));
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        int low = RateContrast.low(sorted.length);
        return new Found(
                new BestRate(option, middle, sorted[low], sorted[sorted.length - 1 - low], tried.length), draws);
    }

    private static Found believed(String option, String within, int trials, ChoiceResponse model) {
        JointRates rates = within.isEmpty() ? model.rates() : model.within().get(within);
        for (int at = 0; rates != null && at < model.options().size(); at++) {
            Estimate best = rates.best().get(at);
            if (best != null && model.options().get(at).schedule().equals(option))
                return new Found(new BestRate(option, best.mean(), best.low(), best.high(), trials), rates.draws()[at]);
        }
        return new Found(BestRate.none(option, trials), new double[0]);
    }

    /** Of the completed, first-ranked first. */
    private double[] rates(List<RankedTrial> trials, String within) {
        return trials.stream()
                .filter(trial -> trial.succeeded()
                        && (method != Method.RESAMPLES || drawn.test(trial.trial()))
                        && (within.isEmpty() || within.equals(Parts.label(trial, Axes.OPTIMIZER)))
                        && Double.isFinite(trial.rate())
                        && (!logarithmic || trial.rate() > 0))
                .mapToDouble(RankedTrial::rate)
                .toArray();
    }
}
