// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.ChoiceResponse;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a study grouped by the options of one choice: which option is best, and which schedules and learning
 * rates suit each.
 *
 * <p>Best learning rates are compared by the model of the response where that is to be trusted, in joint draws of all
 * options' optima; otherwise by {@link RateResamples} of the trials, where these were drawn independently. Of a search
 * that chose its trials by their results, and whose model is not to be trusted, no interval is told and nothing
 * compared: its trials lie where it went.
 *
 * @param path of the choice
 * @param values its options, first-ranked first, those never tried last: each as a schedule in its place, the option's
 *     label for its name
 * @param inactive search trials that ended without the choice: it stands below an option that they did not choose
 * @param believed what the model believes of the options, in the study's order; empty where there is no model to be
 *     trusted
 * @param method how best rates are found
 * @param rates the best learning rates, in the order of {@code values}
 * @param contrasts every pair of options whose best rates are compared: of the {@link ChoiceResponse#COMPARED}
 *     first-ranked, pairs in the order of {@code values}
 * @param buckets the learning rates tried; null where they do not vary, and where there are none
 * @param schedules how every schedule did with every option; null where the two do not both vary
 * @param apart other choices in which the best trials of the options differ, too
 */
public record Grouping(
        String path,
        List<RankedSchedule> values,
        int inactive,
        List<ScheduleResponse> believed,
        Method method,
        List<BestRate> rates,
        List<RateContrast> contrasts,
        @Nullable RateBuckets buckets,
        @Nullable Matrix schedules,
        List<Apart> apart) {
    /** How best learning rates are found. */
    public enum Method {
        /** By the model of the response. */
        MODEL,
        /** By trials that were drawn independently, drawn again with replacement. */
        RESAMPLES,
        /** By the trials of a search that chose them: a middle, no interval. */
        TRIALS,
        /** Not at all: there is no learning rate that varies beside the choice. */
        NONE
    }

    public Grouping {
        values = List.copyOf(values);
        believed = List.copyOf(believed);
        rates = List.copyOf(rates);
        contrasts = List.copyOf(contrasts);
        apart = List.copyOf(apart);
    }

    /**
     * How these trials compare by the options of a choice. A function of its arguments.
     *
     * <p>Cost: O(n log n) for n trials, and {@link RateResamples} of every option.
     *
     * @param path of a choice of the study's space
     * @param chance of the study's reports
     * @param drawn whether the search trial of this number was proposed without a look at any result
     * @param model what a model to be trusted says of the choice; null where there is none
     */
    static Grouping of(
            Ranking ranking, String path, Draws chance, LongPredicate drawn, @Nullable ChoiceResponse model) {
        Template template = ranking.template();
        Parameter choice = template.space().find(path);
        if (choice == null || !(choice.domain() instanceof Domain.Choice))
            throw new IllegalArgumentException("%s is no choice of the study".formatted(path));
        List<RankedTrial> trials = ranking.trials();
        List<RankedSchedule> values = Parts.ofOptions(
                template,
                path,
                trials,
                Letters.of(trials, Overlap.of(template)),
                ranking.objective().direction());
        boolean varies = template.space().find(Axes.RATE) != null && !path.equals(Axes.RATE);
        List<double[]> draws = new ArrayList<>();
        List<BestRate> rates = new ArrayList<>();
        Method method = !varies
                ? Method.NONE
                : model != null && model.options().stream().anyMatch(option -> option.rate() != null)
                        ? Method.MODEL
                        : trials.stream().anyMatch(trial -> drawn.test(trial.trial()))
                                ? Method.RESAMPLES
                                : Method.TRIALS;
        boolean logarithmic = Axes.logarithmic(template);
        for (RankedSchedule value : values) {
            double[] tried = rates(value.trials(), logarithmic, method == Method.RESAMPLES ? drawn : _ -> true);
            boolean enough = tried.length >= BestRate.LEAST;
            double[] own = new double[0];
            if (enough && method == Method.RESAMPLES)
                own = RateResamples.of(
                        tried, logarithmic, chance.of("grouping." + path, place(template, path, value.schedule())));
            if (enough && method == Method.MODEL && model != null) own = own(model, value.schedule());
            draws.add(own);
            rates.add(best(value.schedule(), enough, tried, own, logarithmic, method, model));
        }
        return new Grouping(
                path,
                values,
                trials.size()
                        - values.stream().mapToInt(value -> value.trials().size()).sum(),
                model == null ? List.of() : model.options(),
                method,
                method == Method.NONE ? List.of() : rates,
                contrasts(values, draws),
                varies ? RateBuckets.of(values, draws) : null,
                path.equals(Axes.SCHEDULE) ? null : Matrix.of(ranking, path),
                method == Method.NONE ? List.of() : Apart.of(values, path, template.space()));
    }

    /** Of the completed, first-ranked first. */
    private static double[] rates(List<RankedTrial> trials, boolean logarithmic, LongPredicate counts) {
        return trials.stream()
                .filter(trial -> trial.succeeded()
                        && counts.test(trial.trial())
                        && Double.isFinite(trial.rate())
                        && (!logarithmic || trial.rate() > 0))
                .mapToDouble(RankedTrial::rate)
                .toArray();
    }

    private static int place(Template template, String path, String label) {
        return Parts.labels(template, path).indexOf(label);
    }

    private static double[] own(ChoiceResponse model, String option) {
        for (int at = 0; at < model.options().size(); at++)
            if (model.options().get(at).schedule().equals(option)) return model.rates()[at];
        return new double[0];
    }

    private static BestRate best(
            String option,
            boolean enough,
            double[] tried,
            double[] draws,
            boolean logarithmic,
            Method method,
            @Nullable ChoiceResponse model) {
        if (!enough) return BestRate.none(option, tried.length);
        if (method == Method.MODEL && model != null) {
            for (ScheduleResponse one : model.options()) {
                RateResponse rate = one.rate();
                if (rate != null && one.schedule().equals(option))
                    return new BestRate(
                            option, rate.best().mean(), rate.best().low(), rate.best().high(), tried.length);
            }
            return BestRate.none(option, tried.length);
        }
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        int low = RateContrast.low(sorted.length);
        return new BestRate(
                option,
                RateResamples.middle(tried, logarithmic),
                sorted.length == 0 ? Double.NaN : sorted[low],
                sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1 - low],
                tried.length);
    }

    private static List<RateContrast> contrasts(List<RankedSchedule> values, List<double[]> draws) {
        List<Integer> compared = new ArrayList<>();
        for (int at = 0; at < values.size() && compared.size() < ChoiceResponse.COMPARED; at++)
            if (draws.get(at).length > 0) compared.add(at);
        int pairs = compared.size() * (compared.size() - 1) / 2;
        List<RateContrast> contrasts = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++)
            for (int j = i + 1; j < compared.size(); j++)
                contrasts.add(RateContrast.of(
                        values.get(compared.get(i)).schedule(),
                        draws.get(compared.get(i)),
                        values.get(compared.get(j)).schedule(),
                        draws.get(compared.get(j)),
                        pairs));
        return contrasts;
    }
}
