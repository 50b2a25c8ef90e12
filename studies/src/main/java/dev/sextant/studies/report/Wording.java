// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.Counts;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ranking in sentences that somebody understands who has never seen one. */
final class Wording {
    /** More parameters than this make a sentence unreadable. */
    private static final int SENTENCE = 6;

    /** A longer message of a failed trial is cut; the log and report.json have it. */
    private static final int MESSAGE = 300;

    /** A gain beyond this share of the default is told as a difference. */
    private static final double LARGEST_SHARE = 3;

    private final Ranking ranking;
    private final Figures figures;
    private final GoalsWording goals;

    private Wording(Ranking ranking) {
        this.ranking = ranking;
        this.figures = figures(ranking);
        this.goals = new GoalsWording(ranking);
    }

    static Wording of(Ranking ranking) {
        return new Wording(ranking);
    }

    /** How every value of the first objective is written: like the winner's. */
    static Figures figures(Ranking ranking) {
        RankedTrial winner = ranking.winner();
        if (winner == null) winner = new GoalsWording(ranking).nearest();
        return Figures.like(winner == null ? Double.NaN : value(winner, winner.confirmed()));
    }

    private static double value(RankedTrial trial, @Nullable Confirmed confirmed) {
        return confirmed != null && confirmed.interval().n() > 0
                ? confirmed.interval().mean()
                : trial.value();
    }

    /** The first objective in words: validation loss. */
    String metric() {
        return Naming.words(ranking.objective().metric());
    }

    /** The one thing to know. */
    String verdict() {
        RankedTrial winner = ranking.winner();
        if (winner == null) return nothing();
        StringBuilder text = new StringBuilder();
        if (ranking.front() == null) text.append("Best: ");
        else text.append(goals.front()).append(" Best ").append(metric()).append(" there: ");
        text.append(configuration(winner));
        text.append(": ").append(metric()).append(' ').append(evidence(winner));
        text.append(goals.others(winner)).append(comparison());
        text.append('.');
        if (ranking.test().opened() > 0) text.append(' ').append(capitalized(headline(ranking.test())));
        return text.toString();
    }

    private String nothing() {
        Counts counts = ranking.counts();
        if (counts.ended() == 0) return "No trial has ended yet.";
        RankedTrial nearest = goals.nearest();
        if (nearest != null)
            return "No trial kept every constraint: of %s that completed, %s. Nearest: %s: %s; %s %s."
                    .formatted(
                            Figures.count(counts.completed()),
                            goals.breaches(),
                            configuration(nearest),
                            goals.broken(nearest),
                            metric(),
                            figures.column(value(nearest, nearest.confirmed())));
        if (counts.completed() > 0)
            return "No trial told a value of %s: %s.".formatted(goals.objectives(), endings(counts));
        return "No trial succeeded: " + endings(counts) + ".";
    }

    /** Why the first trial failed that did; empty where none did. */
    private String failure() {
        for (RankedTrial trial : ranking.trials())
            if (trial.outcome() instanceof Outcome.Failed failed)
                return " Trial %d failed: %s".formatted(trial.trial(), Naming.brief(failed.message(), MESSAGE));
        return "";
    }

    private static String endings(Counts counts) {
        List<String> parts = new ArrayList<>();
        if (counts.completed() > 0) parts.add(Figures.count(counts.completed()) + " completed");
        if (counts.pruned() > 0) parts.add(Figures.count(counts.pruned()) + " pruned");
        if (counts.diverged() > 0) parts.add(Figures.count(counts.diverged()) + " diverged");
        if (counts.failed() > 0) parts.add(Figures.count(counts.failed()) + " failed");
        if (counts.unfinished() > 0) parts.add(Figures.count(counts.unfinished()) + " not finished");
        return String.join(", ", parts);
    }

    /** learning rate 0.0123 with cosine (adam, hidden [64,32], batch size 32). */
    private String configuration(RankedTrial trial) {
        List<String> axes = new ArrayList<>();
        if (Double.isFinite(trial.rate())) axes.add("learning rate " + Figures.number(trial.rate()));
        if (trial.schedule() != null) axes.add(Naming.brief(trial.schedule()));
        List<String> others = new ArrayList<>();
        Space space = ranking.template().space();
        trial.configuration().values().forEach((path, value) -> {
            if (!path.equals(Axes.SCHEDULE) && !path.equals(Axes.RATE))
                others.add(Naming.named(path, Naming.words(Naming.name(space, trial.configuration(), path)), value));
        });
        String rest = others.size() <= SENTENCE
                ? String.join(", ", others)
                : String.join(", ", others.subList(0, SENTENCE - 1)) + " and " + (others.size() - SENTENCE + 1)
                        + " more";
        if (axes.isEmpty()) return rest.isEmpty() ? "the only configuration" : rest;
        return String.join(" with ", axes) + (rest.isEmpty() ? "" : " (" + rest + ")");
    }

    private String evidence(RankedTrial trial) {
        Confirmed confirmed = trial.confirmed();
        if (confirmed == null || confirmed.interval().n() == 0)
            return figures.column(trial.value()) + " in one training, not confirmed";
        Interval interval = confirmed.interval();
        int all = interval.n() + confirmed.missing();
        String over = confirmed.whole() ? seeds(all) : interval.n() + " of " + seeds(all);
        return figures.column(interval.mean()) + (interval.n() > 1 ? spaced(ends(interval)) : "") + " over " + over;
    }

    private static String spaced(String text) {
        return text.isEmpty() ? "" : " " + text;
    }

    /** {@code [0.0651, 0.0773]}; empty where numbers are too large for an interval. */
    String ends(Interval interval) {
        if (!Double.isFinite(interval.low()) || !Double.isFinite(interval.high())) return "";
        return "[" + figures.column(interval.low()) + ", " + figures.column(interval.high()) + "]";
    }

    static String seeds(int n) {
        return n == 1 ? "1 seed" : n + " seeds";
    }

    private String comparison() {
        Baseline baseline = ranking.baseline();
        if (baseline == null) return "";
        if (alike()) return "; nothing varies, so the trials differ by chance alone";
        if (baseline.wins())
            return ranking.counts().ended() == 1
                    ? "; it is the default configuration, the only one tried"
                    : "; it is the default configuration: the search found nothing better";
        Baseline.Gain gain = baseline.gain();
        if (gain == null)
            return "; the default configuration did not complete (%s)"
                    .formatted(baseline.trial().outcome().state());
        boolean below = (ranking.objective().direction() == Direction.MINIMIZE)
                == gain.interval().mean() > 0;
        double share = Math.abs(gain.relative());
        String size = share <= LARGEST_SHARE
                ? Figures.number(100 * share, 2) + " %"
                : figures.column(Math.abs(gain.interval().mean()));
        String doubt = gain.interval().n() > 1 && !gain.certain() ? ", a difference that may be chance" : "";
        String reference =
                figures.column(value(baseline.trial(), gain.interval().n() > 0 ? baseline.confirmed() : null))
                        + breaks(baseline.trial());
        if (gain.interval().mean() == 0) return "; equal to the default (%s)".formatted(reference);
        return "; %s %s the default (%s)%s".formatted(size, below ? "below" : "above", reference, doubt);
    }

    private static String breaks(RankedTrial trial) {
        return trial.breaches().isEmpty() ? "" : "; it breaks " + GoalsWording.rulesBroken(trial);
    }

    /** Whether several trials trained the one configuration that there is. */
    private boolean alike() {
        return ranking.template().space().dimensions() == 0 && ranking.trials().size() > 1;
    }

    private String headline(TestScore test) {
        String name = test.metrics().containsKey("testAccuracy")
                ? "testAccuracy"
                : test.metrics().keySet().iterator().next();
        return Naming.words(name) + " " + Figures.number(metric(test, name)) + " (opened " + times(test.opened())
                + ").";
    }

    private static double metric(TestScore test, String name) {
        Double value = test.metrics().get(name);
        return value == null ? Double.NaN : value;
    }

    private static String times(int n) {
        return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
    }

    /** How the default configuration did, and by how much it was beaten. */
    String baseline() {
        Baseline baseline = ranking.baseline();
        if (baseline == null) return "The default configuration has not been tried.";
        RankedTrial trial = baseline.trial();
        StringBuilder text =
                new StringBuilder("Default: ").append(configuration(trial)).append(": ");
        if (!(trial.outcome() instanceof Outcome.Completed))
            text.append(trial.outcome().state());
        else if (baseline.confirmed() != null && baseline.confirmed().interval().n() > 0)
            text.append(interval(baseline.confirmed()));
        else text.append(figures.column(trial.value()));
        text.append(", rank ")
                .append(trial.rank())
                .append(" of ")
                .append(ranking.trials().size())
                .append(breaks(trial));
        Baseline.Gain gain = baseline.gain();
        if (alike()) text.append("; every trial is this configuration");
        else if (baseline.wins()) text.append("; nothing beat it");
        else if (gain != null && !trial.breaches().isEmpty() && gain.interval().mean() < 0)
            text.append("; the winner, which keeps every constraint, is worse by ")
                    .append(figures.column(-gain.interval().mean()));
        else if (gain != null) {
            text.append("; the winner is better by ")
                    .append(figures.column(gain.interval().mean()));
            if (gain.interval().n() > 1) text.append(spaced(ends(gain.interval())));
        }
        return text.append('.').toString();
    }

    /** 0.0712 ± 0.0031, with a star where a replicate is missing. */
    String interval(@Nullable Confirmed confirmed) {
        if (confirmed == null) return "";
        Interval interval = confirmed.interval();
        String star = confirmed.whole() ? "" : "*";
        if (interval.n() == 0) return "none of " + confirmed.missing() + star;
        return figures.column(interval.mean())
                + (Double.isFinite(interval.half()) ? " ± " + figures.column(interval.half()) : "")
                + star;
    }

    /** What the test rows said, or why they did not. */
    String test() {
        TestScore test = ranking.test();
        if (test.opened() == 0) return "Test rows: not opened, " + test.reason() + ".";
        List<String> parts = new ArrayList<>();
        test.metrics()
                .forEach((name, value) -> parts.add(
                        Naming.words(name.substring(TestScore.PREFIX.length())).strip() + " " + Figures.number(value)));
        return "Test rows (opened " + times(test.opened()) + "): " + String.join(", ", parts) + ".";
    }

    /** How the trainings ended. */
    String counts() {
        Counts counts = ranking.counts();
        int all = counts.ended() + counts.unfinished();
        return "%s trial%s: %s%s; %s epochs in all."
                        .formatted(
                                Figures.count(all),
                                all == 1 ? "" : "s",
                                all == 0 ? "none ended" : endings(counts),
                                counts.confirmations() == 0
                                        ? ""
                                        : "; %s confirmation%s"
                                                .formatted(
                                                        Figures.count(counts.confirmations()),
                                                        counts.confirmations() == 1 ? "" : "s"),
                                Figures.count(counts.allEpochs()))
                + failure();
    }

    /** Everything that is worth a sentence beside the verdict, in order. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(baseline(), ChanceWording.of(ranking), test()));
        sentences.addAll(new InsightWording(ranking).sentences());
        sentences.addAll(List.of(
                goals.constraints(),
                goals.ending(),
                counts(),
                goals.capped(),
                PruningWording.of(ranking.pruning()),
                AbsenceWording.of(ranking)));
        sentences.removeIf(String::isEmpty);
        return sentences;
    }

    /** That the clock has a part in the result; empty where it has none. */
    String stamp() {
        return goals.stamp();
    }

    static String capitalized(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
