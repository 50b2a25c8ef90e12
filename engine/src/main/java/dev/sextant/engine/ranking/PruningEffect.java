// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stopping trials early saved in a search, and what it cost in rank.
 *
 * <p>Saved are the epochs that the pruned trials would have run less those that they ran. A pruned trial is taken to
 * have run as long as the median of those completed control trials that ran at least as long as it did (the lower
 * middle); where these are fewer than {@value #LENGTHS}, of all such completed trials; where there are none, it saved
 * nothing. So a training's own early stopping is not counted as the pruner's merit.
 *
 * <p>The cost is read off the control group: trials with a plan that is not enforced. The rank of those that their plan
 * would have stopped, among all completed trials by what the search alone tells of them, is the rank that would have
 * been lost.
 *
 * <p>Cost: O(n log n + n × rungs × epochs) for n trials.
 *
 * @param pruned how many trials were stopped
 * @param epochs that the search trained
 * @param saved epochs, about
 * @param control what the control group tells
 * @param switchedOff the rungs that held nobody at some time, in order of epoch
 */
public record PruningEffect(int pruned, long epochs, long saved, Control control, List<SwitchedOff> switchedOff) {
    /** Losing a rank among so many first ones is worth telling. As many leaders are confirmed where no study says. */
    public static final int FIRST = 5;

    private static final int LENGTHS = 3;

    /**
     * The control group.
     *
     * @param trials how many of its completed trials came to a rung of their plan
     * @param stopped how many of these their plan would have stopped
     * @param bestRank the best rank among the stopped, from 1; 0 where there is none
     * @param amongFirst how many of the stopped rank among the {@link #FIRST} first
     * @param completed how many trials are ranked, the control group's and the others
     */
    public record Control(int trials, int stopped, int bestRank, int amongFirst, int completed) {}

    /**
     * A rung that was switched off.
     *
     * @param plans how many trials it did not hold
     * @param correlation of the values there and the last ones, when it was last switched off
     */
    public record SwitchedOff(int epoch, int plans, double correlation) {}

    public PruningEffect {
        switchedOff = List.copyOf(switchedOff);
    }

    /** The part of an unpruned search's epochs that was saved, from 0 to 1. */
    public double share() {
        return saved == 0 ? 0 : (double) saved / (epochs + saved);
    }

    /** Null where no pruner took part. */
    static @Nullable PruningEffect of(List<Trial> trials, Goals goals) {
        List<Trial> searched = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() != null)
                .toList();
        if (searched.stream()
                .allMatch(trial ->
                        trial.plan().equals(StoppingPlan.NONE) && !(trial.outcome() instanceof Outcome.Pruned)))
            return null;
        int pruned = 0;
        long epochs = 0;
        long saved = 0;
        int[] all = lengths(searched);
        int[] control = lengths(
                searched.stream().filter(trial -> !trial.plan().enforced()).toList());
        for (Trial trial : searched) {
            int ran = epochs(trial);
            epochs += ran;
            if (!(trial.outcome() instanceof Outcome.Pruned)) continue;
            pruned++;
            saved += whole(ran, control, all) - ran;
        }
        return new PruningEffect(pruned, epochs, saved, control(searched, goals), switchedOff(searched));
    }

    private static int epochs(Trial trial) {
        return trial.outcome() == null ? 0 : trial.outcome().curve().epochs();
    }

    /** Of the completed ones, ascending. */
    private static int[] lengths(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .mapToInt(PruningEffect::epochs)
                .sorted()
                .toArray();
    }

    /** How long a trial would have run that was stopped after so many epochs. */
    private static int whole(int ran, int[] control, int[] all) {
        int[] lengths = control.length - shorter(control, ran) >= LENGTHS ? control : all;
        int first = shorter(lengths, ran);
        return first == lengths.length ? ran : lengths[(first + lengths.length - 1) / 2];
    }

    /** How many of the lengths are below this one. */
    private static int shorter(int[] lengths, int ran) {
        int low = 0;
        int high = lengths.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lengths[middle] < ran) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static Control control(List<Trial> searched, Goals goals) {
        List<Trial> ranked = Leaders.ranked(searched, goals);
        int trials = 0;
        int stopped = 0;
        int bestRank = 0;
        int amongFirst = 0;
        for (int place = 0; place < ranked.size(); place++) {
            StoppingPlan plan = ranked.get(place).plan();
            Outcome outcome = ranked.get(place).outcome();
            if (plan.enforced() || outcome == null || plan.passed(outcome).isEmpty()) continue;
            trials++;
            if (plan.missed(outcome, goals.first().direction()) == null) continue;
            stopped++;
            if (bestRank == 0) bestRank = place + 1;
            if (place < FIRST) amongFirst++;
        }
        return new Control(trials, stopped, bestRank, amongFirst, ranked.size());
    }

    private static List<SwitchedOff> switchedOff(List<Trial> searched) {
        TreeMap<Integer, SwitchedOff> byEpoch = new TreeMap<>();
        List<Trial> inOrder = searched.stream()
                .sorted(Comparator.comparingLong(Trial::number))
                .toList();
        for (Trial trial : inOrder)
            for (StoppingPlan.SwitchedOff rung : trial.plan().switchedOff()) {
                SwitchedOff before = byEpoch.get(rung.epoch());
                int plans = before == null ? 1 : before.plans() + 1;
                byEpoch.put(rung.epoch(), new SwitchedOff(rung.epoch(), plans, rung.correlation()));
            }
        return List.copyOf(byEpoch.values());
    }
}
