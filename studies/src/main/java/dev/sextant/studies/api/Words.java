// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.asktell.RefusedCommandException;
import dev.sextant.engine.store.StoreException;
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

    /** What may be refused. */
    interface Action<T> {
        T call()
                throws StudyFileException, RefusedException, RefusedCommandException, StoreException, CrashedException,
                        ExecutionException, IOException;
    }

    static <T> T said(Action<T> action) {
        try {
            return action.call();
        } catch (StudyFileException invalid) {
            throw StudyException.of(invalid);
        } catch (RefusedException refused) {
            throw StudyException.of(refused);
        } catch (RefusedCommandException refused) {
            throw StudyException.of(refused);
        } catch (StoreException broken) {
            throw broken(broken);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw cause instanceof StoreException broken
                    ? broken(broken)
                    : new StudyException(StudyException.Reason.BROKEN, "the study cannot go on: " + cause, cause);
        } catch (CrashedException crashed) {
            Throwable cause = crashed.getCause() == null ? crashed : crashed.getCause();
            throw new StudyException(
                    StudyException.Reason.BROKEN,
                    "the study cannot go on: " + cause
                            + (crashed.record() == null ? "" : "\n  The details are in " + crashed.record() + "."),
                    cause);
        } catch (IOException failed) {
            throw new StudyException(StudyException.Reason.BROKEN, StudySource.reason(failed), failed);
        }
    }

    private static StudyException broken(StoreException broken) {
        return new StudyException(
                StudyException.Reason.BROKEN, SavedRun.unusable(broken).text().strip(), broken);
    }
}
