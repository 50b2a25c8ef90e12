// SPDX-License-Identifier: Apache-2.0
package example.trainer;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * y = a + b x by stochastic gradient descent: one slice is an epoch, a pass over the training rows in an order of its
 * own. A quarter of the rows is held out for validation.
 *
 * <p>Randomness: the division from the split's draws, the order of epoch e from the training's own draws for e. So no
 * generator's state is part of a checkpoint.
 */
final class LineTraining implements Training {
    private static final int DIGEST = 32;

    private final Points points;
    private final byte[] fingerprint;
    private final Draws draws;
    private final double learningRate;
    private final int epochs;
    private final int[] validation;
    private final int[] training;
    private CurveRecorder curve = new CurveRecorder();
    private double a;
    private double b;

    LineTraining(Assignment assignment, Points points) {
        this.points = points;
        this.fingerprint = assignment.fingerprint();
        this.draws = assignment.seeds().draws();
        this.learningRate = assignment.document().path("learningRate").asDouble(LineTrainerFactory.LEARNING_RATE);
        this.epochs = LineTrainerFactory.epochsOf(assignment.document());
        int[] rows = IntStream.range(0, points.x().length).toArray();
        assignment.seeds().splitDraws().of("division").shuffle(rows);
        this.validation = Arrays.copyOf(rows, rows.length / 4);
        this.training = Arrays.copyOfRange(rows, rows.length / 4, rows.length);
    }

    @Override
    public Progress step() {
        int epoch = curve.epochs() + 1;
        int[] order = training.clone();
        draws.of("order", epoch).shuffle(order);
        for (int row : order) {
            double error = a + b * points.x()[row] - points.y()[row];
            a -= learningRate * error;
            b -= learningRate * error * points.x()[row];
        }
        double loss = loss();
        curve.add(loss, Map.of());
        if (!Double.isFinite(loss)) return new Progress.Done(new Outcome.Diverged(curve.curve()));
        return epoch < epochs ? new Progress.Epoch(epoch, loss) : new Progress.Done(completed());
    }

    /** Always added up in the same order: floating-point sums depend on it. */
    private double loss() {
        double sum = 0;
        for (int row : validation) {
            double error = a + b * points.x()[row] - points.y()[row];
            sum += error * error;
        }
        return sum / validation.length;
    }

    private Outcome completed() {
        LearningCurve learned = curve.curve();
        int best = 1;
        for (int epoch = 2; epoch <= learned.epochs(); epoch++)
            if (Direction.MINIMIZE.better(learned.at(epoch), learned.at(best))) best = epoch;
        double value = learned.at(best);
        return new Outcome.Completed(value, best, Map.of(LineTrainerFactory.LOSS, value), learned);
    }

    /** The two numbers, the curve, and a digest by which a damaged checkpoint, or one of another trial, is known. */
    @Override
    public byte[] checkpoint() {
        double[] values = curve.curve().toArray();
        ByteBuffer kept = ByteBuffer.allocate((2 + values.length) * Double.BYTES + DIGEST);
        kept.putDouble(a).putDouble(b);
        for (double value : values) kept.putDouble(value);
        return kept.put(digest(Arrays.copyOf(kept.array(), kept.position()))).array();
    }

    /** Goes on where an attempt before this one stood. */
    void goOn(byte[] checkpoint) throws TrainingException {
        int size = checkpoint.length - DIGEST;
        if (size < 2 * Double.BYTES
                || size % Double.BYTES != 0
                || !Arrays.equals(
                        digest(Arrays.copyOf(checkpoint, size)), Arrays.copyOfRange(checkpoint, size, size + DIGEST)))
            throw new TrainingException("", "the checkpoint is damaged, or of another trial", "");
        ByteBuffer kept = ByteBuffer.wrap(checkpoint, 0, size);
        a = kept.getDouble();
        b = kept.getDouble();
        curve = new CurveRecorder();
        while (kept.hasRemaining()) curve.add(kept.getDouble(), Map.of());
    }

    private byte[] digest(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fingerprint);
            return digest.digest(content);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    @Override
    public void close() {}
}
