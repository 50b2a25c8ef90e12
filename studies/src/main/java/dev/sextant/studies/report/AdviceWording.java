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
                    if (ChanceWording.constant(ranking).isEmpty())
                        sentences.add("None of the %d confirmed trials can be told from the winner by %s: more seeds would be needed."
                                    .formatted(tied.candidates(), Wording.seeds(tied.seeds())));
                }
                case Advice.PruneLess less ->
                    sentences.add(
                            "The pruner would have stopped %d of the first %d trials: let it begin at a later epoch, or take a milder one."
                                    .formatted(less.lost(), PruningEffect.FIRST));
            }
        // Where nothing completed at all, more of the same would not either.
        if (!thin.isEmpty() && ranking.winner() != null)
            sentences.add("Too few completed trials to judge %s: allow more trials."
                    .formatted(String.join(
                            ", ",
                            thin.stream()
                                    .map(one -> "%s (%s)"
                                            .formatted(one.schedule(), one.completed() == 0 ? "none" : one.completed()))
                                    .toList())));
        return sentences;
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
