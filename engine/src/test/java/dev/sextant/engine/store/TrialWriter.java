// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A process that writes trials as fast as it can and says on standard output which ones are safe, until it is killed.
 */
final class TrialWriter {
    private TrialWriter() {}

    static Outcome outcome(long trial) {
        return StudyStoreContract.completed(1.0 / (1 + trial));
    }

    public static void main(String[] arguments) throws Exception {
        Semaphore inFlight = new Semaphore(16);
        SqliteStore store = SqliteStore.open(Path.of(arguments[0]), StudyStoreContract.SPEC);
        System.out.println("open");
        for (long trial = StudyStoreContract.done(store.load()).trials().size(); ; trial++) {
            inFlight.acquire();
            long number = trial;
            Attempt attempt = new Attempt(number, 1, number + 1, "w");
            store.add(StudyStoreContract.plain(number, 1));
            store.begin(attempt);
            store.end(attempt, outcome(number)).thenAccept(_ -> {
                System.out.println(number);
                inFlight.release();
            });
        }
    }
}
