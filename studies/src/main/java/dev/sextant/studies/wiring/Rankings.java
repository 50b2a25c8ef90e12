// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.study.EarlyEnd;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.function.LongPredicate;
import org.slf4j.LoggerFactory;

/** What trials come to. Functions of the study and its trials alone, hence the same wherever they are called. */
final class Rankings {
    private Rankings() {}

    /**
     * Their ranking, without {@link Insights}: milliseconds.
     *
     * @param searcher the study's
     * @param outOfTime whether the study was stopped because it had taken as long as it may
     */
    static Ranking of(StudySpec spec, Searcher searcher, List<Trial> trials, boolean outOfTime) {
        boolean asynchronous = !spec.parallelism().reproducible();
        return Ranking.of(
                        spec.name(),
                        asynchronous,
                        spec.template(),
                        spec.goals(),
                        trials,
                        EarlyEnd.of(spec, searcher.capacity(), trials))
                .limited(spec.limits().reached(trials, spec.objective().direction(), outOfTime), spec.pruner() != null);
    }

    /** The same with what the trials say together, for which a model of the response is fitted: seconds at most. */
    static Ranking analysed(StudySpec spec, Searcher searcher, List<Trial> trials, boolean outOfTime) {
        return analysed(spec, searcher, trials, outOfTime, List.of());
    }

    /**
     * The same, and how the options of some choices compare.
     *
     * @param choices their paths, as {@link GroupedBy} finds them
     */
    static Ranking analysed(
            StudySpec spec, Searcher searcher, List<Trial> trials, boolean outOfTime, List<String> choices) {
        Ranking ranking = of(spec, searcher, trials, outOfTime);
        LongPredicate drawn = spec.drawn(searcher.independent(), trials);
        try {
            return ranking.with(Insights.of(ranking, choices, spec.seed(), drawn, Services.surrogate()));
        } catch (RuntimeException broken) {
            // A defect of the model must not cost the ranking, which stands without it.
            LoggerFactory.getLogger(Rankings.class)
                    .atError()
                    .setCause(broken)
                    .log("the model of the response could not be fitted");
            Insights without = Insights.of(ranking, choices, spec.seed(), drawn, null);
            return ranking.with(new Insights(
                    null,
                    "the model of the response could not be fitted (%s)".formatted(broken),
                    without.importance(),
                    without.expectedBest(),
                    without.matrix(),
                    without.groupings()));
        }
    }
}
