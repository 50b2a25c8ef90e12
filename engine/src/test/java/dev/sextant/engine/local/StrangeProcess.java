// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.local.LocalStudy.Ending;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.worker.StrangeTrainer;
import dev.sextant.engine.worker.StrangeTrainer.Fault;
import dev.sextant.engine.worker.TrainerExits;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * A program that runs a study whose trainer endangers the whole process, tells whether its trials are those of the
 * straight run, and ends as it is told.
 */
public final class StrangeProcess {
    private static final StudySpec SPEC = ToyStudy.spec(14, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE);
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private StrangeProcess() {}

    /**
     * @param arguments the fault, or BIG; the number of workers; the trials, with commas between; how to end: halt,
     *     exit, return, or wait (for a signal)
     */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("dev.sextant").setLevel(Level.OFF);
        Set<Integer> trials =
                Arrays.stream(arguments[2].split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
        boolean big = arguments[0].equals("BIG");
        StrangeTrainer strange = new StrangeTrainer(big ? Fault.EXCEPTION : Fault.valueOf(arguments[0]), trials);
        ToyTrainer trainer = big ? new BigTrainer() : strange;
        MemoryStore store = new MemoryStore();
        List<Trial> straight = big
                ? ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER)
                : ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER, strange::outcome);
        try (LocalStudy study = LocalStudy.start(
                new StudyParts(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER, trainer, store, Integer.parseInt(arguments[1])),
                _ -> {})) {
            Ending ending = study.ending().toCompletableFuture().get(60, TimeUnit.SECONDS);
            System.out.println(ending + " " + (straight.equals(study.trials()) ? "straight" : study.trials()));
        }
        System.out.println("attempts " + store.content().attempts().size() + " exits " + TrainerExits.pending());
        System.out.flush();
        switch (arguments[3]) {
            case "halt" -> Runtime.getRuntime().halt(7);
            case "exit" -> System.exit(5);
            case "wait" -> Thread.sleep(60_000);
            default -> {}
        }
    }

    /** Every trial holds 24 MB while it trains: one fits into the heap, two do not. */
    private static final class BigTrainer extends ToyTrainer {
        @Override
        public Training start(Assignment assignment) throws TrainingException {
            Training training = super.start(assignment);
            byte[][] held = new byte[24][];
            return new Training() {
                @Override
                public Progress step() throws TrainingException {
                    for (int i = 0; i < held.length; i++) if (held[i] == null) held[i] = new byte[1 << 20];
                    // Long enough for another to want its own meanwhile, again and again.
                    LockSupport.parkNanos(20_000_000);
                    return training.step();
                }

                @Override
                public void close() {
                    training.close();
                }
            };
        }
    }
}
