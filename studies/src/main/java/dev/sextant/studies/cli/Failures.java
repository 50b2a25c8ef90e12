// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.DamagedException;
import dev.sextant.engine.store.FencedException;
import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.Crash;
import dev.sextant.studies.wiring.CrashedException;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong: a person's mistake in words alone, an internal error in one line with the details in a file.
 */
final class Failures {
    private Failures() {}

    /** Calls the action; what breaks in it is recorded in the run's directory. */
    static int logged(RunDirectory run, Callable<Integer> action) throws Exception {
        try {
            return action.call();
        } catch (RefusedException | StudyFileException | CrashedException | InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedException damaged) throw SavedRun.unusable(damaged);
            if (e.getCause() instanceof FencedException fenced) throw fenced(run, fenced);
            if (e.getCause() instanceof StoreException store && store.isExternal()) {
                String message = store.getMessage();
                throw halted(run, message == null ? store.toString() : message);
            }
            if (e.getCause() instanceof OutOfMemoryError) throw outOfMemory(run);
            throw Crash.of(run, e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw halted(run, "cannot write to " + run.path() + ": " + StudySource.reason(e));
        } catch (Exception | Error e) {
            throw Crash.of(run, e);
        }
    }

    private static RefusedException fenced(RunDirectory run, FencedException fenced) {
        return new RefusedException(
                RefusedException.Reason.LOCKED,
                String.valueOf(fenced.getMessage()),
                "To look at it type: sextant rank " + run.path()
                        + "; to take over when its leader ends: sextant resume " + run.path() + " --standby");
    }

    /** Not of a training, which fails alone. */
    private static RefusedException outOfMemory(RunDirectory run) {
        return new RefusedException(
                RefusedException.Reason.USAGE,
                "out of memory: the study and its trainings did not fit into the "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB that this process may have",
                "Nothing recorded is lost. Go on with fewer workers or more memory:"
                        + " SEXTANT_JVM_OPTIONS=-Xmx4g sextant resume " + run.path() + " --workers 1");
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
                console.err().print(console.colors().problems(invalid.text()));
                if (invalid.errors() > 1) console.err().println(Figures.count(invalid.errors(), "error"));
                return ExitCode.STUDY_INVALID;
            }
            case RefusedException refused -> {
                console.err().print(console.colors().failure("sextant:") + " " + refused.text());
                return switch (refused.reason()) {
                    case USAGE -> ExitCode.USAGE;
                    case STUDY -> ExitCode.STUDY_INVALID;
                    case LOCKED -> ExitCode.LOCKED;
                };
            }
            case InvalidPathException path -> {
                console.err()
                        .println(console.colors().failure("sextant:") + " \"" + UsageErrors.shown(path.getInput())
                                + "\" names no file: " + path.getReason());
                return ExitCode.USAGE;
            }
            case CrashedException crashed -> crashed(crashed, console);
            default -> internal(failure, console);
        }
        return ExitCode.INTERNAL_ERROR;
    }

    private static void crashed(CrashedException crashed, Console console) {
        headline(crashed.getCause(), console);
        RunDirectory run = crashed.run();
        Path record = crashed.record();
        String resume = Files.exists(run.resolved())
                ? " Nothing recorded is lost; to go on type: sextant resume " + run.path()
                : "";
        if (record != null) console.err().println("  The details are in " + record + "; please report them." + resume);
        else {
            console.err().print(details(crashed.getCause()));
            if (!resume.isEmpty()) console.err().println(" " + resume);
        }
    }

    private static void internal(Throwable failure, Console console) {
        headline(failure, console);
        String details = details(failure);
        try {
            Path file = Files.createTempFile("sextant-", ".log");
            Files.writeString(file, details);
            console.err().println("  The details are in " + file + "; please report them.");
        } catch (IOException e) {
            // Nowhere to write them: then they are better shown than lost.
            console.err().print(details);
        }
    }

    private static void headline(@Nullable Throwable failure, Console console) {
        String message =
                failure == null ? "unknown" : failure.getMessage() == null ? failure.toString() : failure.getMessage();
        console.err()
                .println(console.colors().failure("sextant: internal error:") + " "
                        + message.lines().findFirst().orElse(""));
    }

    private static String details(@Nullable Throwable failure) {
        StringWriter details = new StringWriter();
        details.append("Sextant ").append(Provenance.version()).append(", JDK ");
        details.append(System.getProperty("java.runtime.version")).append('\n');
        if (failure != null) failure.printStackTrace(new PrintWriter(details, true));
        return details.toString();
    }
}
