// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Evaluation;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The training of a trial: one network, or in a cross-validation one for each fold, epoch by epoch side by side; every
 * score is the mean over them.
 *
 * <p>A slice is an epoch, or a fixed number of multiply-adds where an epoch has more; where a slice ends never changes
 * a bit.
 */
final class NetworkTraining implements Training, Stateful {
    /** Between a tenth of a second and a second, by kernel and machine. */
    private static final long SLICE = 1_000_000_000L;

    /** A checkpoint that would be larger is not made: writing it would take longer than many an epoch. */
    private static final long MOST_BYTES = 256L << 20;

    /** What a checkpoint begins with. */
    private static final String NAME = "network training";

    /** About what an epoch's value and readings take up, and what everything else does. */
    private static final long CURVE_BYTES = 128;

    private static final long HEAD_BYTES = 4_096;

    /** Readings or metrics, at most. */
    private static final int MOST_NAMES = 1_000;

    private final Assignment assignment;
    private final int epochs;
    private final EarlyStopping stopping;
    private final double parameters;
    private CurveRecorder curve = new CurveRecorder();
    private @Nullable List<FoldTraining> folds;
    private Map<String, Double> bestMetrics = Map.of();

    /** The epoch being trained, from 1, and the fold being trained in it. */
    private int epoch = 1;

    private int fold;

    NetworkTraining(NetworkSettings settings, List<FoldTraining> folds, Assignment assignment) {
        this.folds = List.copyOf(folds);
        this.assignment = assignment;
        epochs = settings.epochs();
        stopping = new EarlyStopping(assignment.objective().direction(), settings.patience(), settings.minDelta());
        long learnt = 0;
        for (FoldTraining each : folds) learnt += each.trainee().network().parameters();
        parameters = (double) learnt / folds.size();
    }

    @Override
    public Progress step() throws TrainingException {
        List<FoldTraining> all = running();
        FoldTraining training = all.get(fold);
        return switch (training.train(epoch, SLICE)) {
            case RUNNING -> new Progress.Running();
            case DIVERGED -> diverged(training.loss(), training.step());
            case EPOCH_ENDED -> {
                fold++;
                yield fold < all.size() ? new Progress.Running() : endEpoch(all);
            }
        };
    }

    private Progress endEpoch(List<FoldTraining> all) throws TrainingException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metrics.PARAMETERS, parameters);
        Map<String, Double> readings = new TreeMap<>();
        for (FoldTraining each : all) {
            Evaluation evaluation = each.trainee().validate();
            add(metrics, Metrics.VALIDATION_LOSS, evaluation.loss(), all);
            add(metrics, Metrics.VALIDATION_ACCURACY, evaluation.accuracy(), all);
            add(metrics, Metrics.VALIDATION_MACRO_F1, evaluation.macroF1(), all);
            add(metrics, Metrics.VALIDATION_R2, evaluation.r2(), all);
            add(metrics, Metrics.TRAINING_LOSS, each.trainingLoss(), all);
            each.read(readings, all.size());
        }
        double validationLoss = metrics.getOrDefault(Metrics.VALIDATION_LOSS, Double.NaN);
        double trainingLoss = metrics.getOrDefault(Metrics.TRAINING_LOSS, Double.NaN);
        if (!Double.isFinite(validationLoss)) return diverged(validationLoss, 0);
        if (!Double.isFinite(trainingLoss)) return diverged(trainingLoss, 0);
        readings.put(Metrics.VALIDATION_LOSS, validationLoss);
        readings.put(Metrics.TRAINING_LOSS, trainingLoss);
        double value = metrics.getOrDefault(assignment.objective().metric(), Double.NaN);
        if (!Double.isFinite(value)) return diverged(value, 0);
        curve.add(value, readings);
        boolean stop = stopping.after(epoch, value);
        if (stopping.bestEpoch() == epoch) {
            for (FoldTraining each : all) each.trainee().network().keep();
            bestMetrics = metrics;
        }
        for (FoldTraining each : all) each.advance(value);
        if (stop || epoch == epochs) return completed(all);
        fold = 0;
        return new Progress.Epoch(epoch++, value, readings);
    }

    /** Adds one network's share of the mean; NaN is a figure that does not apply, but of a loss. */
    private static void add(Map<String, Double> metrics, String name, double value, List<FoldTraining> all) {
        boolean loss = name.equals(Metrics.VALIDATION_LOSS)
                || name.equals(Metrics.TRAINING_LOSS)
                || name.equals(Metrics.TEST_LOSS);
        if (!Double.isNaN(value) || loss) metrics.merge(name, value / all.size(), Double::sum);
    }

    private Progress completed(List<FoldTraining> all) throws TrainingException {
        for (FoldTraining each : all) {
            each.trainee().network().restore();
            Evaluation evaluation = assignment.scoreTest() ? each.trainee().test() : null;
            if (evaluation == null) continue;
            add(bestMetrics, Metrics.TEST_LOSS, evaluation.loss(), all);
            add(bestMetrics, Metrics.TEST_ACCURACY, evaluation.accuracy(), all);
            add(bestMetrics, Metrics.TEST_MACRO_F1, evaluation.macroF1(), all);
            add(bestMetrics, Metrics.TEST_R2, evaluation.r2(), all);
        }
        return new Progress.Done(
                new Outcome.Completed(stopping.best(), stopping.bestEpoch(), bestMetrics, curve.curve()));
    }

    /** @param step in which it was noticed, from 1; 0 after the epoch's last */
    private Progress diverged(double value, int step) {
        curve.add(value, step > 0 ? Map.of("divergedAtStep", (double) step) : Map.of());
        return new Progress.Done(new Outcome.Diverged(curve.curve()));
    }

    /**
     * Its state after an epoch, and whose it is; null where an epoch has begun, or none has ended, or it would be
     * larger than {@link #MOST_BYTES}.
     */
    @Override
    public byte @Nullable [] checkpoint() {
        List<FoldTraining> all = folds;
        if (all == null || epoch == 1 || fold > 0 || !all.getFirst().rests()) return null;
        long room = CURVE_BYTES * epoch + HEAD_BYTES;
        for (FoldTraining each : all) room += each.trainee().network().stateBytes();
        if (room > MOST_BYTES) return null;
        return new StateWriter((int) room)
                .of(NAME)
                .put(assignment.fingerprint())
                .put(this)
                .toByteArray();
    }

    /**
     * Goes on where the training that gave this checkpoint stood. Right after it was made.
     *
     * @throws StateFormatException where it cannot be read or is of another assignment; the training is then of no use
     */
    void goOn(byte[] checkpoint) throws StateFormatException {
        StateReader in = new StateReader(checkpoint).of(NAME);
        byte[] fingerprint = assignment.fingerprint();
        if (!Arrays.equals(fingerprint, in.bytes(fingerprint.length)))
            throw new StateFormatException("it is of another document, objective or seed");
        in.into(this).end();
    }

    /** Between two epochs. */
    @Override
    public void write(StateWriter out) {
        List<FoldTraining> all = running();
        out.put(epoch).put(stopping);
        writeCurve(out, curve.curve());
        out.put(bestMetrics.size());
        bestMetrics.forEach((name, value) -> out.of(name).put(value));
        for (FoldTraining each : all) out.put(each);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        List<FoldTraining> all = running();
        epoch = in.whole(epochs);
        in.into(stopping);
        curve = new CurveRecorder(readCurve(in, epoch - 1));
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.whole(MOST_NAMES); left > 0; left--) metrics.put(in.text(), in.real());
        bestMetrics = metrics;
        for (FoldTraining each : all) in.into(each);
    }

    private static void writeCurve(StateWriter out, LearningCurve curve) {
        for (double value : curve.toArray()) out.put(value);
        Readings readings = curve.readings();
        out.put(readings.names().size());
        for (String name : readings.names()) {
            out.of(name);
            for (double value : readings.series(name)) out.put(value);
        }
    }

    private static LearningCurve readCurve(StateReader in, int epochs) throws StateFormatException {
        double[] values = in.reals(epochs);
        Map<String, double[]> readings = new TreeMap<>();
        for (int left = in.whole(MOST_NAMES); left > 0; left--) readings.put(in.text(), in.reals(epochs));
        return new LearningCurve(values, new Readings(readings));
    }

    private List<FoldTraining> running() {
        if (folds == null) throw new IllegalStateException("this training is closed");
        return folds;
    }

    /**
     * After the end: the network of the best epoch; of several networks the first.
     *
     * @param facts where it comes from, by name
     */
    TrainedNetwork network(Map<String, String> facts) {
        Trainee trainee = running().getFirst().trainee();
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("bestEpoch", (double) stopping.bestEpoch());
        scores.putAll(bestMetrics);
        return trainee.trained(facts, scores);
    }

    @Override
    public void close() {
        folds = null;
    }
}
