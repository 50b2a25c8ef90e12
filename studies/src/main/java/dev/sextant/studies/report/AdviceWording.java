// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Advice;
import dev.sextant.engine.ranking.PruningEffect;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What to do next, in sentences. */
final class AdviceWording {
    /** Schedules named in a sentence; the others are counted. */
    private static final int NAMED = 8;

    private AdviceWording() {}

    /** A sentence each; empty where all is well. */
    static List<String> of(Ranking ranking) {
        List<String> sentences = new ArrayList<>();
        List<Advice.UnderSampled> thin = new ArrayList<>();
        for (Advice advice : ranking.advice())
            switch (advice) {
                case Advice.WidenRate edge ->
                    sentences.add(
                            "The best learning rate (%s) lies at the %s end of its range (%s … %s): widen the range %s."
                                    .formatted(
                                            Figures.number(edge.rate()),
                                            edge.upwards() ? "upper" : "lower",
                                            Figures.number(edge.low()),
                                            Figures.number(edge.high()),
                                            edge.upwards() ? "upwards" : "downwards"));
                case Advice.NarrowRate many ->
                    sentences.add("%d of %d trials diverged: lower the upper end of the learning rate's range (%s)%s."
                            .formatted(
                                    many.diverged(),
                                    many.ended(),
                                    Figures.number(many.high()),
                                    lower(ranking, many.high())));
                case Advice.ManyDiverged many ->
                    sentences.add("%d of %d trials diverged: a smaller learning rate would help."
                            .formatted(many.diverged(), many.ended()));
                case Advice.UnderSampled schedule -> thin.add(schedule);
                case Advice.FewSeeds few ->
                    sentences.add("Confirmed on %s only: take at least %d for an interval worth its name."
                            .formatted(Wording.seeds(few.seeds()), Advice.ENOUGH_SEEDS));
                case Advice.AllTied tied -> {
                    // Values that are all the same are not told apart by more of them.
                    if (!ChanceWording.constant(ranking))
                        sentences.add("None of the %d confirmed trials can be told from the winner by %s: %s."
                                .formatted(tied.candidates(), Wording.seeds(tied.seeds()), more(tied)));
                }
                case Advice.MoreSeeds more ->
                    sentences.add("Trials %d and %d cannot be told apart by %s: about %d would probably tell."
                            .formatted(more.winner(), more.second(), Wording.seeds(more.seeds()), more.needed()));
                case Advice.WidenRange edge ->
                    sentences.add(
                            "The best %s (%s) lies at the %s end of its range (%s … %s): widen the range %s, if such values make sense."
                                    .formatted(
                                            Naming.brief(edge.parameter()),
                                            Figures.number(edge.value()),
                                            edge.upwards() ? "upper" : "lower",
                                            Figures.number(edge.low()),
                                            Figures.number(edge.high()),
                                            edge.upwards() ? "upwards" : "downwards"));
                case Advice.PartlyUsed part ->
                    sentences.add(
                            "The best %d trials that have %s used it from %s to %s only: consider the range %s … %s."
                                    .formatted(
                                            part.best(),
                                            Naming.brief(part.parameter()),
                                            Figures.number(part.usedLow()),
                                            Figures.number(part.usedHigh()),
                                            Figures.number(part.low(), 2),
                                            Figures.number(part.high(), 2)));
                case Advice.ConstantMetric constant ->
                    sentences.add(
                            "All %d completed trials came to the same %s (%s): nothing can be learned from it; is it the right one?"
                                    .formatted(
                                            constant.completed(),
                                            Naming.words(ranking.objective().metric()),
                                            Figures.number(constant.value())));
                case Advice.DefaultNotBeaten not ->
                    sentences.add(
                            "The winner is not surely better than the default (by %s, 95 %% interval %s … %s): take the default unless something else speaks for the winner."
                                    .formatted(
                                            Figures.number(not.gain().mean(), 2),
                                            Figures.number(not.gain().low(), 2),
                                            Figures.number(not.gain().high(), 2)));
                case Advice.Overtuned luck ->
                    sentences.add(
                            "The winner's value in the search was too good by %s, most of the %s by which it seemed to beat the default: go by the confirmed values."
                                    .formatted(Figures.number(luck.luck(), 2), Figures.number(luck.promised(), 2)));
                case Advice.PruneLess less ->
                    sentences.add(
                            "The pruner would have stopped %d of the first %d trials: let it begin at a later epoch, or take a milder one."
                                    .formatted(less.lost(), PruningEffect.FIRST));
            }
        // Where nothing completed at all, more of the same would not either.
        if (!thin.isEmpty() && ranking.winner() != null)
            sentences.add("Too few completed trials to judge %s: allow more trials.".formatted(named(thin)));
        return sentences;
    }

    private static String named(List<Advice.UnderSampled> thin) {
        List<String> named = new ArrayList<>();
        for (Advice.UnderSampled one : thin.subList(0, Math.min(NAMED, thin.size())))
            named.add(
                    "%s (%s)".formatted(Naming.brief(one.schedule()), one.completed() == 0 ? "none" : one.completed()));
        if (thin.size() > NAMED) named.add((thin.size() - NAMED) + " more schedules");
        return String.join(", ", named);
    }

    private static String more(Advice.AllTied tied) {
        if (tied.needed() == 0) return "even %d seeds would hardly tell them".formatted(Advice.MOST_SEEDS);
        return tied.needed() > tied.seeds()
                ? "about %d would probably tell it from the second".formatted(tied.needed())
                : "more seeds would be needed";
    }

    /** A suggestion above which every schedule diverges, or nothing. */
    private static String lower(Ranking ranking, double high) {
        TreeSet<Double> thresholds = new TreeSet<>();
        for (RankedSchedule schedule : ranking.schedules())
            if (schedule.learningRate() != null)
                thresholds.add(schedule.learningRate().divergesAbove());
        thresholds.remove(Double.NaN);
        return thresholds.isEmpty() || thresholds.last() >= high
                ? ""
                : ", to about " + Figures.number(thresholds.last(), 1);
    }
}
