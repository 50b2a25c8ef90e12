// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.worker.TrainerExits;
import dev.sextant.studies.logging.LogConsole;
import dev.sextant.studies.logging.RunLog;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudyRun;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The command line. */
public final class Main {
    private static final Set<String> HELP = Set.of(Everywhere.HELP, Everywhere.HELP_SHORT);

    private static final Set<String> TRAIN = Set.of("run", "resume", "verify", "lr-find");

    private static final Set<String> SEARCH = Set.of("run", "resume");

    /** Commands that look at no study and at no run. */
    private static final Set<String> SHELL = Set.of("completion", ManualCommand.NAME);

    private Main() {}

    public static void main(String[] arguments) {
        LogConsole.ofCommandLine();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LoggerFactory.getLogger(Main.class)
                .error("the thread {} ended unexpectedly", thread.getName(), thrown));
        begin(arguments);
        Outlet result = new Outlet(new FileOutputStream(FileDescriptor.out));
        PrintStream out = stream(result);
        PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
        int code = run(arguments, Console.ofProcess(out, err));
        out.flush();
        if (result.failure() != null) {
            err.println("sextant: cannot write to standard output: " + result.failure());
            if (code == ExitCode.DONE) code = ExitCode.USAGE;
        }
        if (result.closed() && code == ExitCode.DONE) code = ExitCode.PIPE_CLOSED;
        LogConsole.flush();
        err.flush();
        ErrorFilter.finish();
        // After a trainer's exit another would wait for ever. Everything is written.
        if (TrainerExits.pending()) Runtime.getRuntime().halt(code);
        System.exit(code);
    }

    /** Beside the rest, and before anything of it: what the command is sure to need. Other commands do not train. */
    private static void begin(String[] arguments) {
        if (arguments.length < 2
                || SHELL.contains(arguments[0])
                || List.of(arguments).stream().anyMatch(HELP::contains)) return;
        boolean trains = TRAIN.contains(arguments[0]);
        boolean searches = SEARCH.contains(arguments[0]);
        // One thread, in the order in which it is needed: two would take the processor from the command line's reading.
        Thread.ofPlatform().daemon().name("warm-up").start(() -> {
            if (!trains) {
                Services.catalog();
                return;
            }
            Services.warmUp();
            if (searches) StudyRun.warmUp();
            else RunLog.prepare();
        });
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(new BufferedOutputStream(to, 1 << 13), false, StandardCharsets.UTF_8);
    }

    /** Runs a command in the current folder; the exit code. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        return run(arguments, Console.ofProcess(out, err));
    }

    static int run(String[] arguments, Console console) {
        try {
            if (arguments.length == 0) {
                console.err().print(Program.help(console));
                return ExitCode.USAGE;
            }
            // The quick way: what is asked most often is answered without reading any command's annotations.
            if (arguments.length == 1 && HELP.contains(arguments[0])) {
                console.out().print(Program.help(console));
                return ExitCode.DONE;
            }
            if (arguments.length == 1 && arguments[0].equals(Everywhere.VERSION)) {
                console.out().println(Program.version());
                return ExitCode.DONE;
            }
            return Program.of(arguments, console).execute(arguments);
        } catch (RuntimeException | Error e) {
            return Failures.tell(e, console);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }
}
