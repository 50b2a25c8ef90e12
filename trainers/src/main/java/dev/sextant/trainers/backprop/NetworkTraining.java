// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.data.Parts;
import dev.sextant.trainers.data.Task;
import dev.sextant.trainers.network.Architecture;
import dev.sextant.trainers.network.Evaluation;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.schedule.Course;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One network being trained: shuffled mini-batches, the schedule's rate for each of them, the validation rows after it.
 *
 * <p>A slice is an epoch, or a fixed number of multiply-adds where an epoch has more; where a slice ends never changes
 * a bit. A batch allocates nothing.
 *
 * <p>Randomness: initial weights and the order of the rows in each epoch, from the assignment's seeds.
 */
final class NetworkTraining implements Training {
    /** Between a tenth of a second and a second, by kernel and machine. */
    private static final long SLICE = 1_000_000_000L;

    /** Rows that are evaluated together where training batches are smaller. */
    private static final int EVALUATED_TOGETHER = 64;

    private final Assignment assignment;
    private final NetworkSettings settings;
    private final Parts parts;
    private final Course course;
    private final EarlyStopping stopping;
    private final Draws draws;
    private final int batch;
    private final int[] order;
    /** Multiply-adds of a step: a share for each row, and one for the update. */
    private final long workPerRow;

    private final long workPerStep;

    private @Nullable Network network;
    private double[] curve = new double[16];
    private Map<String, Double> bestMetrics = Map.of();

    /** The epoch being trained, from 1. */
    private int epoch = 1;

    private int trained;
    private double lossSum;

    /** @param batch rows in a step, at most those of the training part */
    NetworkTraining(
            NetworkSettings settings, Architecture architecture, int batch, Parts parts, Assignment assignment) {
        this.settings = settings;
        this.batch = batch;
        this.parts = parts;
        this.assignment = assignment;
        draws = assignment.seeds().draws();
        course = settings.schedule()
                .start(
                        settings.learningRate(),
                        assignment.objective().direction(),
                        Math.ceilDiv(parts.training().rows().length, batch));
        stopping = new EarlyStopping(assignment.objective().direction(), settings.patience(), settings.minDelta());
        order = parts.training().rows().clone(); // one batch of all rows needs no other order
        int together = Math.min(order.length, EVALUATED_TOGETHER);
        network = new Network(architecture, Updates.by(settings.optimizer()), Math.max(batch, together), draws);
        long weights = 0;
        for (int layer = 0; layer < architecture.layers(); layer++)
            weights += (long) Matrix.padded(architecture.fanIn(layer)) * Matrix.padded(architecture.fanOut(layer));
        workPerRow = 3 * weights; // forward, and two products backward
        workPerStep = 8 * weights; // an optimizer reads and writes several arrays
    }

    @Override
    public Progress step() throws TrainingException {
        Network trainee = network;
        if (trainee == null) throw new IllegalStateException("this training is closed");
        if (trained == 0 && batch < order.length) shuffle(draws, epoch, order);
        long work = 0;
        while (trained < order.length) {
            if (work >= SLICE) return new Progress.Running();
            int count = Math.min(batch, order.length - trained);
            Parts.Part part = parts.training();
            double loss = trainee.train(
                    part.inputs(), part.targets(), order, trained, count, course.rate(), course.momentum());
            if (!Double.isFinite(loss)) return diverged(loss);
            lossSum += loss * count;
            course.batch();
            trained += count;
            work += workPerRow * count + workPerStep;
        }
        return endEpoch(trainee);
    }

    /** Writes into order the rows 0 … in the order of this epoch, which is its own, whatever was before. */
    static void shuffle(Draws draws, int epoch, int[] order) {
        for (int i = 0; i < order.length; i++) order[i] = i;
        draws.of("shuffle", epoch).shuffle(order);
    }

    private Progress endEpoch(Network trainee) throws TrainingException {
        Parts.Part part = parts.validation();
        Evaluation evaluation = trainee.evaluate(part.inputs(), part.targets(), part.rows());
        double validationLoss = evaluation.loss() * parts.lossScale();
        double trainingLoss = lossSum / order.length * parts.lossScale();
        if (!Double.isFinite(validationLoss)) return diverged(validationLoss);
        if (!Double.isFinite(trainingLoss)) return diverged(trainingLoss);
        double value = switch (assignment.objective().metric()) {
            case Metrics.VALIDATION_ACCURACY -> evaluation.accuracy();
            case Metrics.TRAINING_LOSS -> trainingLoss;
            default -> validationLoss;
        };
        record(value);
        boolean stop = stopping.after(epoch, value);
        if (stopping.bestEpoch() == epoch) {
            trainee.keep();
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put(Metrics.VALIDATION_LOSS, validationLoss);
            if (parts.task() == Task.CLASSIFICATION) metrics.put(Metrics.VALIDATION_ACCURACY, evaluation.accuracy());
            metrics.put(Metrics.TRAINING_LOSS, trainingLoss);
            bestMetrics = metrics;
        }
        course.advance(value);
        if (stop || epoch == settings.epochs()) return completed(trainee);
        trained = 0;
        lossSum = 0;
        return new Progress.Epoch(epoch++, value);
    }

    private Progress completed(Network trainee) throws TrainingException {
        trainee.restore();
        Parts.Part test = assignment.scoreTest() ? parts.test() : null;
        if (test != null) {
            Evaluation evaluation = trainee.evaluate(test.inputs(), test.targets(), test.rows());
            bestMetrics.put(Metrics.TEST_LOSS, evaluation.loss() * parts.lossScale());
            if (parts.task() == Task.CLASSIFICATION) bestMetrics.put(Metrics.TEST_ACCURACY, evaluation.accuracy());
        }
        return new Progress.Done(
                new Outcome.Completed(stopping.best(), stopping.bestEpoch(), bestMetrics, curveUpTo(epoch)));
    }

    private Progress diverged(double value) {
        record(value);
        return new Progress.Done(new Outcome.Diverged(curveUpTo(epoch)));
    }

    private void record(double value) {
        if (epoch > curve.length) curve = Arrays.copyOf(curve, curve.length * 2);
        curve[epoch - 1] = value;
    }

    private LearningCurve curveUpTo(int last) {
        return new LearningCurve(Arrays.copyOf(curve, last));
    }

    @Override
    public void close() {
        network = null;
    }
}
