// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a ranking's winner, for whoever decides by it.
 *
 * <p>A short name such as {@code accuracy} means the metric on the test rows where those were opened, and otherwise the
 * one on the validation rows. A metric that is not of the test rows is the mean over the confirmation's fresh seeds, or
 * where nothing was confirmed the value in the search. {@link #GAIN} is by how much the winner betters the default
 * configuration in the first objective, positive for better; of a default that won it is 0.
 *
 * @param metric its whole name
 * @param value NaN where the winner does not tell
 * @param evidence what it was taken from
 * @param trainings how many trainings it is the mean of
 */
public record WinnerFigure(String metric, double value, Evidence evidence, int trainings) {
    /** The name of what the search has brought. */
    public static final String GAIN = "gain";

    private static final String VALIDATION = "validation";

    /** What a figure was taken from. */
    public enum Evidence {
        /** The winner's training, scored on rows that nothing was decided by. */
        TEST,
        /** Trainings on fresh seeds and splits. */
        CONFIRMATION,
        /** The one training by which the winner was found. */
        SEARCH,
        /** A comparison with the default configuration. */
        COMPARISON
    }

    /**
     * Every name that a study's winner will be known by.
     *
     * @param metrics the trainer's
     * @param tested whether the test rows are going to be opened
     */
    public static Set<String> names(Goals goals, Set<String> metrics, boolean tested) {
        Set<String> whole = new TreeSet<>(metrics);
        whole.addAll(goals.metrics());
        Set<String> names = new TreeSet<>(whole);
        names.add(GAIN);
        for (String metric : whole) {
            String brief = brief(metric);
            names.add(brief);
            if (tested) names.add(TestScore.PREFIX + capitalized(brief));
        }
        return names;
    }

    /**
     * The winner's figure of this name; null where nothing has won yet.
     *
     * @param trials those of the ranking, of all roles
     */
    public static @Nullable WinnerFigure of(String name, Ranking ranking, List<Trial> trials) {
        RankedTrial winner = ranking.winner();
        if (winner == null) return null;
        if (name.equals(GAIN)) return gain(ranking.baseline());
        String tested = name.startsWith(TestScore.PREFIX) ? name : TestScore.PREFIX + capitalized(name);
        Double score = ranking.test().metrics().get(tested);
        if (score != null && (name.equals(tested) || brief(name).equals(name)))
            return new WinnerFigure(tested, score, Evidence.TEST, 1);
        WinnerFigure exact = trained(name, winner, ranking.goals(), trials);
        if (!Double.isNaN(exact.value)) return exact;
        WinnerFigure validated = trained(VALIDATION + capitalized(name), winner, ranking.goals(), trials);
        return Double.isNaN(validated.value) ? exact : validated;
    }

    private static WinnerFigure gain(@Nullable Baseline baseline) {
        if (baseline != null && baseline.wins()) return new WinnerFigure(GAIN, 0, Evidence.COMPARISON, 1);
        Baseline.Gain gain = baseline == null ? null : baseline.gain();
        return gain == null
                ? new WinnerFigure(GAIN, Double.NaN, Evidence.COMPARISON, 0)
                : new WinnerFigure(
                        GAIN,
                        gain.interval().mean(),
                        Evidence.COMPARISON,
                        Math.max(1, gain.interval().n()));
    }

    private static WinnerFigure trained(String metric, RankedTrial winner, Goals goals, List<Trial> trials) {
        double[] fresh = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Confirmation(long of, int _) && of == winner.trial())
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .filter(trial -> trial.outcome() instanceof Outcome.Completed completed && goals.told(completed))
                .mapToDouble(trial -> value(trial.outcome(), metric, goals))
                .toArray();
        if (fresh.length > 0)
            return new WinnerFigure(metric, Interval.mean(fresh), Evidence.CONFIRMATION, fresh.length);
        return new WinnerFigure(metric, value(winner.outcome(), metric, goals), Evidence.SEARCH, 1);
    }

    private static double value(@Nullable Outcome outcome, String metric, Goals goals) {
        return outcome instanceof Outcome.Completed completed ? goals.metric(completed, metric) : Double.NaN;
    }

    /** The metric without the rows it is of. */
    private static String brief(String metric) {
        if (!metric.startsWith(VALIDATION) || metric.length() == VALIDATION.length()) return metric;
        String rest = metric.substring(VALIDATION.length());
        return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
    }

    private static String capitalized(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
