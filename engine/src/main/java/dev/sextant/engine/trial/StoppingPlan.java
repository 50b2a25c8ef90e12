// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a trial must reach, fixed before it starts, so that the worker decides alone.
 *
 * @param rungs in ascending order of epoch
 * @param enforced whether the trial stops where it falls short; false for a trial of the control group, which runs to
 *     its end and shows what stopping would have cost
 * @param switchedOff rungs that hold nobody, because what is seen there does not foretell the end
 */
public record StoppingPlan(List<Rung> rungs, boolean enforced, List<SwitchedOff> switchedOff) {
    /** Never stops a trial. */
    public static final StoppingPlan NONE = new StoppingPlan(List.of());

    /**
     * After this epoch (from 1) the trial goes on only if its best value so far is at least as good as the threshold.
     *
     * @param trials how many earlier trials the threshold was taken from; 0 where that was not recorded
     */
    public record Rung(int epoch, double threshold, int trials) {
        /** A rung whose origin is not recorded. */
        public Rung(int epoch, double threshold) {
            this(epoch, threshold, 0);
        }

        /** Whether a trial whose best value so far is {@code best} falls short. Minus zero is as good as zero. */
        boolean missedBy(double best, Direction direction) {
            return direction.compare(best + 0.0, threshold + 0.0) > 0;
        }
    }

    /**
     * A rung without a threshold: the control group's values there do not order its trials as their last ones do.
     *
     * @param correlation Spearman's, of the values after this epoch and the last ones
     * @param trials how many trials of the control group it was taken from
     */
    public record SwitchedOff(int epoch, double correlation, int trials) {}

    public StoppingPlan {
        rungs = List.copyOf(rungs);
        switchedOff = List.copyOf(switchedOff);
        for (int i = 1; i < rungs.size(); i++)
            if (rungs.get(i - 1).epoch() >= rungs.get(i).epoch())
                throw new IllegalArgumentException("rungs must ascend, got " + rungs);
    }

    /** An enforced plan. */
    public StoppingPlan(List<Rung> rungs) {
        this(rungs, true, List.of());
    }

    /** Whether a trial whose best value so far is {@code best} stops after this epoch. */
    public boolean stops(int epoch, double best, Direction direction) {
        if (!enforced) return false;
        for (Rung rung : rungs) if (rung.epoch() == epoch) return rung.missedBy(best, direction);
        return false;
    }

    /**
     * The rungs that a training was held against, or would have been if the plan had been enforced: those before its
     * own last epoch; of a pruned trial also the one at which it was stopped.
     */
    public List<Rung> passed(Outcome outcome) {
        int last = outcome.curve().epochs() - (outcome instanceof Outcome.Pruned ? 0 : 1);
        return rungs.stream().filter(rung -> rung.epoch() <= last).toList();
    }

    /** The first of {@link #passed} that the training fell short of, enforced or not; null where there is none. */
    public @Nullable Rung missed(Outcome outcome, Direction direction) {
        for (Rung rung : passed(outcome))
            if (rung.missedBy(outcome.curve().bestUpTo(rung.epoch(), direction), direction)) return rung;
        return null;
    }
}
