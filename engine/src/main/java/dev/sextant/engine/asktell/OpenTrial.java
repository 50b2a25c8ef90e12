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
    private final StudySpec spec;
    private final BestEpoch best;
    private final CurveRecorder curve = new CurveRecorder();

    OpenTrial(Attempt attempt, Trial trial, StudySpec spec) {
        this.attempt = attempt;
        this.trial = trial;
        this.spec = spec;
        this.best = new BestEpoch(
                trial.plan(), spec.objective().direction(), spec.limits().trialEpochs());
    }

    Attempt attempt() {
        return attempt;
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

    /**
     * The next epoch has ended.
     *
     * @param last whether it is the last that a trial can have, which no plan holds for
     * @return how the trial ends by it; null where it goes on
     */
    @Nullable
    Outcome report(double value, Map<String, Double> readings, boolean last) {
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
        checkContinues(said, told instanceof Outcome.Failed);
        boolean prunes = told instanceof Outcome.Pruned;
        for (int epoch = curve.epochs() + 1; epoch <= said.epochs(); epoch++) {
            Outcome end = report(said.at(epoch), said.readings().at(epoch), epoch == said.epochs() && !prunes);
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

    /** Refuses another value of an epoch that was reported. */
    void checkSame(int epoch, double value) throws RefusedCommandException {
        if (Double.compare(curve.at(epoch), value) != 0)
            throw new RefusedCommandException(
                    "epoch %d of trial %d was reported before and differently (%s), which stands"
                            .formatted(epoch, trial.number(), curve.at(epoch)));
    }
}
