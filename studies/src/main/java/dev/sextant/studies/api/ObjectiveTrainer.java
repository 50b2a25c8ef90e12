// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.studies.file.StudyFile;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs an objective as the trainer of its study. Each training has a thread beside that of its slices, on which the
 * objective is called; threads are used again.
 *
 * <p>Threads: any.
 */
final class ObjectiveTrainer implements Trainer, AutoCloseable {
    private static final String THREADS = "sextant-trial-";

    private final Objective objective;
    private final StudyFile file;
    private final TrialValues.Maker values;
    private final ExecutorService threads;
    private final Set<ObjectiveTraining> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** To be made on a thread of the program, whose class loader the objective's threads have. */
    ObjectiveTrainer(Objective objective, StudyFile file) {
        this.objective = objective;
        this.file = file;
        this.values = new TrialValues.Maker(file.spec().template());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        var named = Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name(THREADS, 1)
                .factory();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = named.newThread(task);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** The study was prepared without the objective, of which nothing can be checked. */
    @Override
    public Preparation prepare(ObjectNode document, dev.sextant.engine.trial.Objective goal, Seeds seeds) {
        return Preparation.of(Map.of());
    }

    @Override
    public Training start(Assignment assignment) {
        return start(assignment, Circumstances.PLAIN);
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) {
        ObjectNode document = assignment.document();
        int epochs = document.path("epochs").asInt(0);
        return new ObjectiveTraining(
                this,
                assignment.objective(),
                epochs,
                training -> new ObjectiveTrial(
                        training,
                        values.of(document),
                        circumstances.trial(),
                        file.trainer().epochs(document),
                        assignment.seeds().number(),
                        assignment.seeds().confirms()));
    }

    /** Calls the objective for this training, on a thread of its own. */
    void call(ObjectiveTraining training, ObjectiveTrial trial) {
        running.add(training);
        threads.execute(() -> {
            try {
                training.run(() -> objective.train(trial));
            } finally {
                running.remove(training);
            }
        });
    }

    /** Whether the study was stopped, and not the trial. */
    boolean closing() {
        return closing;
    }

    /** Whether this is one of the threads on which the objective is called. */
    static boolean isCaller(Thread thread) {
        return thread.getName().startsWith(THREADS);
    }

    /**
     * Ends every training at once: who waits for an answer is told, who does not is interrupted. No outcome comes of
     * it.
     */
    void stop() {
        closing = true;
        for (ObjectiveTraining training : running) training.stop();
    }

    /** Lets its threads go; after the study, which has none that runs. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
