// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.asktell.RefusedCommandException;
import dev.sextant.engine.store.LockedException;
import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.api.StudyException.Reason;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.CrashedException;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** What the parts of Sextant throw, as the one exception of this package; the words stay what they are. */
final class Words {
    private Words() {}

    /** What may be refused, or break. */
    interface Action<T> {
        T call() throws Exception;
    }

    /** What waits meanwhile. */
    interface Wait {
        void run() throws Exception;
    }

    /** Of what waits for nothing: an interruption is left for what comes after. */
    static <T> T said(Action<T> action) {
        try {
            return action.call();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new StudyException(Reason.USAGE, "the thread was interrupted meanwhile", hurried);
        } catch (Exception refused) {
            throw of(refused);
        }
    }

    /** Of what waits, and may be interrupted. */
    static void waited(Wait action) throws InterruptedException {
        try {
            action.run();
        } catch (InterruptedException hurried) {
            throw hurried;
        } catch (Exception refused) {
            throw of(refused);
        }
    }

    private static StudyException of(Exception thrown) {
        return switch (thrown) {
            case StudyFileException invalid ->
                new StudyException(Reason.STUDY, invalid.text().strip(), invalid);
            case RefusedException refused ->
                new StudyException(
                        switch (refused.reason()) {
                            case USAGE -> Reason.USAGE;
                            case STUDY -> Reason.STUDY;
                            case LOCKED -> Reason.LOCKED;
                        },
                        refused.text().strip(),
                        refused);
            case RefusedCommandException refused -> new StudyException(Reason.USAGE, refused.words(), refused);
            case ExecutionException failed -> broken(failed.getCause() == null ? failed : failed.getCause(), "");
            case CrashedException crashed ->
                broken(
                        crashed.getCause() == null ? crashed : crashed.getCause(),
                        crashed.record() == null ? "" : "\n  The details are in " + crashed.record() + ".");
            case IOException failed -> new StudyException(Reason.BROKEN, StudySource.reason(failed), failed);
            case RuntimeException unexpected -> throw unexpected;
            default -> broken(thrown, "");
        };
    }

    private static StudyException broken(Throwable cause, String details) {
        if (cause instanceof StoreException store)
            return new StudyException(
                    store instanceof LockedException ? Reason.LOCKED : Reason.BROKEN,
                    SavedRun.unusable(store).text().strip(),
                    store);
        return new StudyException(Reason.BROKEN, "the study cannot go on: " + cause + details, cause);
    }
}
