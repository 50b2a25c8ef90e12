// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.BestEpoch;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial that was asked for and has not ended, and what was reported of it. Threads: confined to one. */
final class OpenTrial {
    private final Attempt attempt;
    private final Trial trial;
    private final int most;
    private final BestEpoch best;
    private final CurveRecorder curve = new CurveRecorder();

    /** @param most epochs that the trial can have */
    OpenTrial(Attempt attempt, Trial trial, StudySpec spec, int most) {
        this.attempt = attempt;
        this.trial = trial;
        this.most = most;
        this.best = new BestEpoch(
                trial.plan(), spec.objective().direction(), spec.limits().trialEpochs());
    }

    Attempt attempt() {
        return attempt;
    }

    /** The most epochs that it can have. */
    int most() {
        return most;
    }

    /** Epochs that were reported. */
    int epochs() {
        return curve.epochs();
    }

    double at(int epoch) {
        return curve.at(epoch);
    }

    /** What was reported. */
    LearningCurve curve() {
        return curve.curve();
    }

    /** The next epoch has ended; how the trial ends by it, or null where it goes on. */
    @Nullable
    Outcome report(double value, Map<String, Double> readings) {
        return add(value, readings, curve.epochs() + 1 == most);
    }

    /** @param last whether it is the training's last, which is held against no plan */
    private @Nullable Outcome add(double value, Map<String, Double> readings, boolean last) {
        curve.add(value, readings);
        return last && Double.isFinite(value) ? null : best.end(curve);
    }

    /**
     * How the trial ends: as told, or before that where its plan stops it or a value is not finite. The last epoch of a
     * training comes with its own end and is held against nothing, so that a whole curve comes to what a worker makes
     * of it.
     *
     * @throws RefusedCommandException where what was told does not go on after what was reported
     */
    Outcome end(Outcome told) throws RefusedCommandException {
        LearningCurve said = told.curve();
        if (said.epochs() > most)
            throw new RefusedCommandException("a curve of %d epochs was told of trial %d, which has %s"
                    .formatted(said.epochs(), trial.number(), length()));
        checkContinues(said, told instanceof Outcome.Failed);
        boolean prunes = told instanceof Outcome.Pruned;
        for (int epoch = curve.epochs() + 1; epoch <= said.epochs(); epoch++) {
            Outcome end = add(said.at(epoch), said.readings().at(epoch), epoch == said.epochs() && !prunes);
            if (end != null) return end;
        }
        if (prunes)
            throw new RefusedCommandException(
                    "nothing stops trial %d after epoch %d; only its plan does that, and says so when an epoch is reported"
                            .formatted(trial.number(), said.epochs()));
        return told.with(curve());
    }

    private void checkContinues(LearningCurve said, boolean mayBeLess) throws RefusedCommandException {
        if (said.epochs() < curve.epochs() && !mayBeLess)
            throw new RefusedCommandException("a curve of %d epochs was told of trial %d, and %d were reported of it"
                    .formatted(said.epochs(), trial.number(), curve.epochs()));
        for (int epoch = 1; epoch <= Math.min(said.epochs(), curve.epochs()); epoch++) checkSame(epoch, said.at(epoch));
    }

    private String length() {
        return most == 1
                ? "1, its end; the trainer's \"epochs\" say how many there are at most: \"epochs\": 30"
                : most + " at most";
    }

    void checkPossible(int epoch) throws RefusedCommandException {
        if (epoch < 1)
            throw new RefusedCommandException(
                    "epochs are counted from 1, got epoch %d of trial %d".formatted(epoch, trial.number()));
        if (epoch > most)
            throw new RefusedCommandException("epoch %d of trial %d cannot be reported: of epochs a trial has %s"
                    .formatted(epoch, trial.number(), length()));
    }

    /** Refuses to leave epochs out. */
    void checkNext(int epoch) throws RefusedCommandException {
        int next = curve.epochs() + 1;
        if (epoch > next)
            throw new RefusedCommandException("epoch %d of trial %d cannot be reported %s: report epoch %d first"
                    .formatted(
                            epoch, trial.number(), next == 1 ? "before any other" : "after epoch " + (next - 1), next));
    }

    /** Refuses another value of an epoch that was reported. */
    void checkSame(int epoch, double value) throws RefusedCommandException {
        if (Double.compare(curve.at(epoch), value) != 0)
            throw new RefusedCommandException(
                    "epoch %d of trial %d was reported before and differently (%s), which stands"
                            .formatted(epoch, trial.number(), curve.at(epoch)));
    }
}
