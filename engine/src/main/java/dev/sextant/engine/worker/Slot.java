// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for one training at a time, on a thread of its own. A thread that does not come back from a slice is left
 * behind, with whatever it may still say, and another takes its place: the slot itself is never lost.
 *
 * <p>Threads: confined to the node agent's event loop.
 */
final class Slot {
    /** What is said to the node agent, on its event loop. */
    interface Listener {
        /** Of the attempt that runs; the slot is free after the last one. */
        void reported(TrainingVerticle.Report report);

        /** Something about the attempt that a person should know. */
        void noticed(Attempt attempt, String message);

        /** The slot cannot go on. */
        void failed(Throwable cause);
    }

    /** Only a warning is logged when a slice takes longer than this. */
    private static final long SLICE_HOURS = 24;

    /** A fault of another kind: words for people. */
    private static final String EXITED =
            "called System.exit, which a trainer may not: it would end every other trial too";

    /** How much of a stack is logged: what is the trainer's. */
    private static final int FRAMES = 30;

    private static final String OURS = Slot.class.getPackageName();

    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private record Running(Task task, Cancellation cancelled) {}

    private final Vertx vertx;
    private final Context loop;
    private final String name;
    private final Trainer trainer;
    private final Checkpoints checkpoints;
    private final LongSupplier nanos;
    private final Listener listener;
    private final SliceWatch watch = new SliceWatch();
    private TrainingVerticle verticle;
    private Future<String> deployed = Future.failedFuture("not started");
    private int threads;
    private int epochs; // of the running trial, as its attempt has told
    private @Nullable Running running;

    /**
     * @param loop the node agent's
     * @param name of its threads
     * @param trainer prepared already
     * @param checkpoints where those of the trials are kept
     * @param nanos the time, in nanoseconds from anywhere
     */
    Slot(
            Vertx vertx,
            Context loop,
            String name,
            Trainer trainer,
            Checkpoints checkpoints,
            LongSupplier nanos,
            Listener listener) {
        this.vertx = vertx;
        this.loop = loop;
        this.name = name;
        this.trainer = trainer;
        this.checkpoints = checkpoints;
        this.nanos = nanos;
        this.listener = listener;
        this.verticle = verticle();
    }

    private TrainingVerticle verticle() {
        // Each is asked for itself by name: what one says that was left behind is not heard.
        TrainingVerticle[] self = new TrainingVerticle[1];
        self[0] = new TrainingVerticle(
                trainer,
                checkpoints,
                report -> loop.runOnContext(_ -> reported(self[0], report)),
                () -> loop.runOnContext(_ -> exited(self[0])),
                nanos);
        return self[0];
    }

    Future<?> start() {
        String pool = threads++ == 0 ? name : name + "-again-" + (threads - 1);
        deployed = vertx.deployVerticle(
                verticle,
                new DeploymentOptions()
                        .setThreadingModel(ThreadingModel.WORKER)
                        .setWorkerPoolName(pool)
                        .setWorkerPoolSize(1)
                        .setMaxWorkerExecuteTime(SLICE_HOURS)
                        .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS));
        return deployed;
    }

    /** Starts a task; only after the last one ended. */
    void begin(Task task) {
        Running run = new Running(task, new Cancellation());
        running = run;
        epochs = 0;
        TrainingVerticle current = verticle;
        deployed.onSuccess(_ -> current.begin(task, run.cancelled()));
    }

    /**
     * What runs is dropped when its slice ends.
     *
     * @param releases whether another attempt is to go on from there
     */
    void cancel(boolean releases) {
        if (running == null) return;
        if (releases) running.cancelled().release();
        else running.cancelled().stop();
    }

    /** Whether a thread was left behind that may never end. */
    boolean leftThreads() {
        return threads > 1;
    }

    /** Called every now and then: a slice that does not end is noticed here. */
    void look() {
        TrainingVerticle.Busy busy = verticle.busy();
        Running run = running;
        if (busy == null || run == null || !busy.task().equals(run.task())) return;
        long now = nanos.getAsLong();
        switch (watch.look(run.task().limits(), busy.attempt(), busy.slice(), now)) {
            case WAIT -> {}
            case REPORT -> report(run.task(), Duration.ofNanos(now - busy.slice()));
            case GIVE_UP -> giveUp(run, run.task().limits().overdueMessage());
        }
    }

    private void report(Task task, Duration slice) {
        long trial = task.attempt().trial();
        LOG.warn(
                "a slice of trial {} has taken {} s and goes on; its thread stands at\n{}",
                trial,
                slice.toSeconds(),
                stack(verticle.thread()));
        listener.noticed(
                task.attempt(),
                "trial %d has been in one slice of its training for %.1f s and may hang: a slice takes about a second at most"
                        .formatted(trial, slice.toMillis() / 1e3));
    }

    private static String stack(@Nullable Thread thread) {
        StackTraceElement[] frames = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        List<String> lines = Stream.of(frames)
                .takeWhile(frame -> !frame.getClassName().startsWith(OURS))
                .limit(FRAMES)
                .map(frame -> "    at " + frame)
                .toList();
        return String.join("\n", lines);
    }

    private void exited(TrainingVerticle by) {
        Running run = running;
        if (by == verticle && run != null) giveUp(run, EXITED);
    }

    private void reported(TrainingVerticle by, TrainingVerticle.Report report) {
        if (by != verticle) return;
        if (report instanceof TrainingVerticle.Report.Epoch(Task _, int epoch, double _)) epochs = epoch;
        else running = null;
        listener.reported(report);
    }

    /** The attempt has failed, and the thread is lost with it. */
    private void giveUp(Running run, String message) {
        long trial = run.task().attempt().trial();
        Thread thread = verticle.thread();
        LOG.warn("trial {} {}; its thread is left behind at\n{}", trial, message, stack(thread));
        running = null;
        int told = epochs;
        // It ends, and closes its training, if the thread ever comes back.
        run.cancelled().stop();
        Future<String> old = deployed;
        verticle = verticle();
        start().onSuccess(_ -> listener.reported(new TrainingVerticle.Report.Ended(
                        run.task(), new Outcome.Failed(message, LearningCurve.lost(told)))))
                .onFailure(listener::failed);
        old.onSuccess(vertx::undeploy);
        if (thread != null) thread.interrupt();
    }
}
