// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Breach;
import dev.sextant.engine.ranking.Feasibility;
import dev.sextant.engine.ranking.Front;
import dev.sextant.engine.ranking.LimitsReached;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study's further goals came to, in sentences: its front, its constraints, the clock, its early end. */
final class GoalsWording {
    /** On every report of a study whose goals are measured by the clock. */
    static final String STAMP = "depends on measured time: not reproducible";

    /** On every report of a study that was stopped by its limit of time. */
    static final String STOPPED = "stopped by time: not reproducible";
    /** On every report of a study whose trials were decided from whatever results there happened to be. */
    static final String ASYNCHRONOUS = "asynchronous: not reproducible";

    static final String ENQUEUED = "enqueued by hand: the study file alone does not give this result";

    private final Ranking ranking;
    private final GoalFigures figures;

    GoalsWording(Ranking ranking) {
        this.ranking = ranking;
        this.figures = new GoalFigures(ranking);
    }

    /** {@code parameters at most 5000}. */
    static String words(Constraint constraint) {
        return Naming.words(constraint.metric()) + " " + constraint.rule();
    }

    /** {@code validation loss, accuracy and parameters}. */
    String objectives() {
        return listed(ranking.goals().objectives().stream()
                .map(Objective::metric)
                .map(Naming::words)
                .toList());
    }

    static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** How many trials stand on the front; empty in a study with one objective. */
    String front() {
        Front front = ranking.front();
        if (front == null) return "";
        int members = front.members().size();
        long confirmed =
                front.members().stream().filter(GoalsWording::confirmed).count();
        return "%s of %s trials stand%s on the front of %s%s."
                .formatted(
                        Figures.count(members),
                        Figures.count(ranking.counts().ended()),
                        members == 1 ? "s" : "",
                        objectives(),
                        0 < confirmed && confirmed < members ? ", %d of them confirmed".formatted(confirmed) : "");
    }

    static boolean confirmed(RankedTrial trial) {
        return trial.confirmed() != null && trial.confirmed().interval().n() > 0;
    }

    /** The other metrics of a trial that the goals name, to go on with after the first: {@code , parameters 4810}. */
    String others(RankedTrial trial) {
        StringBuilder text = new StringBuilder();
        for (String metric : figures.others())
            text.append(", ")
                    .append(Naming.words(metric))
                    .append(' ')
                    .append(figures.text(metric, figures.value(trial, metric)));
        return text.toString();
    }

    /** The constraints that a trial breaks, with its values; empty where it breaks none. */
    String broken(RankedTrial trial) {
        List<String> parts = new ArrayList<>();
        for (Breach breach : trial.breaches())
            parts.add(Naming.words(breach.constraint().metric()) + " "
                    + figures.text(breach.constraint().metric(), breach.value()));
        return String.join(", ", parts);
    }

    /** The metrics whose constraints a trial breaks; empty where it breaks none. */
    static String metricsBroken(RankedTrial trial) {
        return String.join(
                ", ",
                trial.breaches().stream()
                        .map(breach -> Naming.words(breach.constraint().metric()))
                        .distinct()
                        .toList());
    }

    /** The constraints that a trial breaks, as rules; empty where it breaks none. */
    static String rulesBroken(RankedTrial trial) {
        return listed(trial.breaches().stream()
                .map(Breach::constraint)
                .map(GoalsWording::words)
                .toList());
    }

    /** The trial that breaks the constraints least, where every one does; otherwise null. */
    @Nullable
    RankedTrial nearest() {
        RankedTrial first = ranking.trials().isEmpty() ? null : ranking.trials().getFirst();
        return first == null || first.breaches().isEmpty() ? null : first;
    }

    /** Who broke which constraint: {@code 12 broke parameters at most 5000}; empty where nobody broke one. */
    String breaches() {
        List<String> parts = new ArrayList<>();
        for (Feasibility.Broken broken : ranking.feasibility().broken())
            if (broken.trials() > 0)
                parts.add("%s broke %s".formatted(Figures.count(broken.trials()), words(broken.constraint())));
        return String.join(", ", parts);
    }

    /** How the trials did by the constraints; empty where there are none, or none is kept: then the verdict says so. */
    String constraints() {
        Feasibility feasibility = ranking.feasibility();
        int completed = feasibility.completed();
        if (ranking.goals().constraints().isEmpty() || feasibility.kept() == 0) return "";
        String broken = breaches();
        String who = feasibility.kept() == completed
                ? (completed == 1 ? "the completed trial" : "all " + Figures.count(completed) + " completed trials")
                        + " kept every one"
                : "%s of %s completed trials kept every one, the winner among them"
                        .formatted(Figures.count(feasibility.kept()), Figures.count(completed));
        return "Constraints: " + who + (broken.isEmpty() ? "" : "; " + broken) + ".";
    }

    /** Why it would not come out again; empty where it would. */
    String stamp() {
        List<String> parts = new ArrayList<>();
        if (ranking.asynchronous()) parts.add("This search was " + ASYNCHRONOUS + ".");
        if (ranking.goals().timed()) parts.add("This result " + STAMP + ".");
        if (ranking.counts().enqueued() > 0) parts.add(Wording.capitalized(enqueued()) + ".");
        LimitsReached limits = ranking.reached();
        if (limits.outOfTime()) parts.add("This result was " + STOPPED + ".");
        if (limits.endedByClock() > 0)
            parts.add("This result is not reproducible: %s ended by the clock."
                    .formatted(
                            limits.endedByClock() == 1
                                    ? "a trial was"
                                    : Figures.count(limits.endedByClock()) + " trials were"));
        return String.join(" ", parts);
    }

    /** The stamp for programs; empty where the result is reproducible. */
    String shortStamp() {
        List<String> parts = new ArrayList<>();
        if (ranking.asynchronous()) parts.add(ASYNCHRONOUS);
        if (ranking.goals().timed()) parts.add(STAMP);
        if (ranking.counts().enqueued() > 0) parts.add(enqueued());
        if (ranking.reached().outOfTime()) parts.add(STOPPED);
        if (ranking.reached().endedByClock() > 0) parts.add("a trial was ended by the clock: not reproducible");
        return String.join("; ", parts);
    }

    private String enqueued() {
        int trials = ranking.counts().enqueued();
        return (trials == 1 ? "1 trial was " : Figures.count(trials) + " trials were ") + ENQUEUED;
    }

    /** How many trials the study's limit of epochs stopped; empty where it stopped none. */
    String capped() {
        LimitsReached limits = ranking.reached();
        return limits.stoppedByEpochs() == 0
                ? ""
                : "%s of the search stopped after %s, the study's limit for a trial (limits.trialEpochs)."
                        .formatted(
                                limits.stoppedByEpochs() == 1
                                        ? "1 trial"
                                        : Figures.count(limits.stoppedByEpochs()) + " trials",
                                limits.trialEpochs() == 1
                                        ? "1 epoch"
                                        : Figures.count(limits.trialEpochs()) + " epochs");
    }

    /** Why the search ended early; empty where it did not. */
    String ending() {
        SearchEnding ending = ranking.ending();
        if (ending == null) return "";
        String trials = Figures.count(ending.trials());
        String all = ending.byEpochs() ? trials : trials + " of " + Figures.count(ending.budget());
        return "The search ended after %s %s: %s."
                .formatted(all, all.equals("1") ? "trial" : "trials", ending.reason());
    }
}
