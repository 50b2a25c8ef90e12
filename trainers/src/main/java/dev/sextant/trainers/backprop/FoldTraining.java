// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.schedule.Course;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import java.util.Map;

/**
 * One network being trained on one division of the data: shuffled mini-batches, the schedule's rate for each. A
 * cross-validation has several side by side. A batch allocates nothing.
 *
 * <p>Randomness: the order of the rows in each epoch, from the draws, and the images that are made of them.
 */
final class FoldTraining implements Stateful {
    /** What a slice brought. */
    enum Slice {
        RUNNING,
        EPOCH_ENDED,
        DIVERGED
    }

    /** A row goes forward, and backward by two products. */
    private static final int WORK_PER_ROW = 3;

    /** An optimizer reads and writes several arrays. */
    private static final int WORK_PER_STEP = 8;

    private final Trainee trainee;
    private final Course course;
    private final GradientMeter meter;
    private final Draws draws;
    private final int[] order;
    /** Multiply-adds of a step: a share for each row, and one for the update. */
    private final long workPerRow;

    private final long workPerStep;

    private int trained;
    private double loss;
    private double lossSum;
    private double firstRate;
    private double firstMomentum;

    FoldTraining(NetworkSettings settings, Trainee trainee, Draws draws, Direction direction) {
        this.trainee = trainee;
        this.draws = draws;
        order = new int[trainee.rows()];
        for (int i = 0; i < order.length; i++) order[i] = i; // one batch of all rows needs no other order
        int batches = Math.ceilDiv(order.length, trainee.batch());
        course = settings.schedule().start(settings.learningRate(), direction, batches);
        Blueprint blueprint = trainee.blueprint();
        meter = new GradientMeter(blueprint.layers(), batches);
        workPerRow = WORK_PER_ROW * blueprint.work();
        workPerStep = WORK_PER_STEP * blueprint.weights();
    }

    /** Multiply-adds of an epoch, about: the same on every machine. */
    static long work(Blueprint blueprint, int rows, int batch) {
        return WORK_PER_ROW * (long) rows * blueprint.work()
                + WORK_PER_STEP * (long) Math.ceilDiv(rows, Math.max(1, batch)) * blueprint.weights();
    }

    /** The draws of one of several networks that a trial trains side by side: those of the trial for the first. */
    static Draws draws(Draws trial, int fold) {
        return fold == 0 ? trial : new Draws(trial.of("fold", fold).bits(), trial.trial());
    }

    /**
     * Trains on until the epoch ends or the work is done.
     *
     * @param epoch from 1
     * @param work multiply-adds
     */
    Slice train(int epoch, long work) {
        if (trained == 0) begin(epoch);
        long done = 0;
        while (trained < order.length) {
            if (done >= work) return Slice.RUNNING;
            int count = Math.min(trainee.batch(), order.length - trained);
            loss = trainee.train(order, trained, count, course.rate(), course.momentum());
            if (!Double.isFinite(loss)) return Slice.DIVERGED;
            meter.step(trainee.network());
            lossSum += loss * count;
            course.batch();
            trained += count;
            done += workPerRow * count + workPerStep;
        }
        return Slice.EPOCH_ENDED;
    }

    private void begin(int epoch) {
        if (trainee.batch() < order.length) shuffle(draws, epoch, order);
        trainee.begin(epoch);
        lossSum = 0;
        meter.clear();
        firstRate = course.rate();
        firstMomentum = course.momentum();
    }

    /** Writes into order the rows 0 … in the order of this epoch, which is its own, whatever was before. */
    static void shuffle(Draws draws, int epoch, int[] order) {
        for (int i = 0; i < order.length; i++) order[i] = i;
        draws.of("shuffle", epoch).shuffle(order);
    }

    Trainee trainee() {
        return trainee;
    }

    /** Whether it stands between two epochs. */
    boolean rests() {
        return trained == 0;
    }

    /** Between two epochs: the order of the rows, the sums and the meter begin anew with each. */
    @Override
    public void write(StateWriter out) {
        if (!rests()) throw new IllegalStateException("in the middle of an epoch");
        out.put(trainee.network()).put(course);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.into(trainee.network()).into(course);
        trained = 0;
    }

    /** The last step's loss. */
    double loss() {
        return loss;
    }

    /** The step of this epoch in which the training diverged, from 1. */
    int step() {
        return trained / trainee.batch() + 1;
    }

    /** After an epoch: its mean loss while training, in the units of the validation loss. */
    double trainingLoss() {
        return lossSum / order.length * trainee.lossScale();
    }

    /** After an epoch and its validation: adds what can be read off it, divided by a number of networks. */
    void read(Map<String, Double> readings, int networks) {
        readings.merge("learningRate", firstRate / networks, Double::sum);
        if (!Double.isNaN(firstMomentum)) readings.merge("momentum", firstMomentum / networks, Double::sum);
        int layers = trainee.blueprint().layers();
        for (int l = 0; l < layers; l++)
            readings.merge("gradientNorm" + (l + 1), meter.norm(l) / networks, Double::sum);
        if (layers > 1) readings.merge("deadUnits", trainee.network().deadUnits() / networks, Double::sum);
    }

    /** Ends the epoch, with the objective after it. */
    void advance(double value) {
        course.advance(value);
        trained = 0;
    }
}
