// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.ChoiceResponse;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import java.util.ArrayList;
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
 * @param rates the best learning rates, in the order of {@code values}; those of {@link Method#NONE} are not told
 * @param within the same with each optimizer, like with like, in the study's order; empty where optimizers do not vary
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
        RateAnswer rates,
        List<RateAnswer> within,
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
        within = List.copyOf(within);
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
        Method method = BestRates.method(trials, varies, drawn, model);
        BestRates rates = new BestRates(method, path, Axes.logarithmic(template), chance, drawn, model);
        BestRates.Answered overall = rates.answered(values, List.of(), "");
        List<RateAnswer> within = new ArrayList<>();
        String beside = beside(template, path);
        List<String> optimizers = beside == null ? List.of() : Parts.labels(template, beside);
        if (method != Method.NONE && optimizers.size() * values.size() <= ChoiceResponse.CROSSED)
            for (String optimizer : optimizers)
                within.add(rates.answered(values, optimizers, optimizer).answer());
        return new Grouping(
                path,
                values,
                trials.size()
                        - values.stream()
                                .mapToInt(value -> value.trials().size())
                                .sum(),
                model == null ? List.of() : model.options(),
                method,
                overall.answer(),
                within,
                varies ? RateBuckets.of(values, overall.draws()) : null,
                path.equals(Axes.SCHEDULE) ? null : Matrix.of(ranking, path),
                method == Method.NONE ? List.of() : Apart.of(values, path, template.space()));
    }

    /**
     * Path of the choice within each of whose options learning rates are compared: a rate means another thing to each
     * optimizer. Null where trials are grouped by that itself, or by what stands below it, and where it does not vary.
     */
    static @Nullable String beside(Template template, String path) {
        boolean own = path.equals(Axes.OPTIMIZER) || path.startsWith(Axes.OPTIMIZER + ".");
        return own || Parts.labels(template, Axes.OPTIMIZER).size() < 2 ? null : Axes.OPTIMIZER;
    }
}
