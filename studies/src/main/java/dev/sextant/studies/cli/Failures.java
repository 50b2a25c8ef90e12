// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.DamagedException;
import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.file.Problem;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong: a person's mistake in words alone, an internal error in one line with the details in a file.
 */
final class Failures {
    private Failures() {}

    /** An internal error of a run, whose details go to the run's directory. */
    private static final class BrokenRunException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RunDirectory run;

        private BrokenRunException(RunDirectory run, Throwable cause) {
            super(cause);
            this.run = run;
        }
    }

    /** Calls the action; what breaks in it is logged in the run's directory. */
    static int logged(RunDirectory run, Callable<Integer> action) throws Exception {
        try {
            return action.call();
        } catch (RefusedException | StudyFileException | InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedException damaged) throw SavedRun.unusable(damaged);
            // A cause of its own says that the disk or the file failed; without one the store was misused.
            if (e.getCause() instanceof StoreException store && store.getCause() != null) {
                String message = store.getMessage();
                throw halted(run, message == null ? store.toString() : message);
            }
            throw new BrokenRunException(run, e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw halted(run, "cannot write to " + run.path() + ": " + StudySource.reason(e));
        } catch (Exception | Error e) {
            throw new BrokenRunException(run, e);
        }
    }

    private static RefusedException halted(RunDirectory run, String message) {
        boolean begun = Files.exists(run.resolved());
        return new RefusedException(
                RefusedException.Reason.USAGE,
                message,
                begun
                        ? "Nothing recorded is lost. Once that is mended, go on: sextant resume " + run.path()
                        : "Name another directory with --dir.");
    }

    /** Tells a person on standard error; the exit code. */
    static int tell(Throwable failure, Console console) {
        switch (failure) {
            case StudyFileException invalid -> {
                console.err().print(invalid.text());
                long errors =
                        invalid.problems().stream().filter(Problem::severe).count();
                if (errors > 1) console.err().println(Figures.count(errors, "error"));
                return ExitCode.STUDY_INVALID;
            }
            case RefusedException refused -> {
                console.err().print("sextant: " + refused.text());
                return switch (refused.reason()) {
                    case USAGE -> ExitCode.USAGE;
                    case STUDY -> ExitCode.STUDY_INVALID;
                    case LOCKED -> ExitCode.LOCKED;
                };
            }
            case BrokenRunException broken -> internal(broken.getCause(), broken.run, console);
            default -> internal(failure, null, console);
        }
        return ExitCode.INTERNAL_ERROR;
    }

    private static void internal(@Nullable Throwable failure, @Nullable RunDirectory run, Console console) {
        String message =
                failure == null ? "unknown" : failure.getMessage() == null ? failure.toString() : failure.getMessage();
        console.err()
                .println("sextant: internal error: "
                        + message.lines().findFirst().orElse(""));
        StringWriter details = new StringWriter();
        details.append("Sextant ").append(Provenance.version()).append(", JDK ");
        details.append(System.getProperty("java.runtime.version")).append('\n');
        if (failure != null) failure.printStackTrace(new PrintWriter(details, true));
        try {
            Path log = run == null ? Files.createTempFile("sextant-", ".log") : run.log();
            Files.writeString(log, details.toString());
            console.err().println("  The details are in " + log + "; please report them.");
        } catch (IOException e) {
            // Nowhere to write them: then they are better shown than lost.
            console.err().print(details);
        }
    }
}
