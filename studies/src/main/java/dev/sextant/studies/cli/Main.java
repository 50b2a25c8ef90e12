// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.worker.TrainerExits;
import dev.sextant.studies.logging.LogConsole;
import dev.sextant.studies.logging.RunLog;
import dev.sextant.studies.tree.Suggestion;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.Services;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "sextant",
        description =
                "Finds the learning rate, schedule and other settings that train best, and says how sure that is.",
        footer = {
            "",
            "Example:",
            "  sextant run studies/digits.json",
            "",
            "sextant COMMAND --help says more about a command."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LoggerFactory.getLogger(Main.class)
                .error("the thread {} ended unexpectedly", thread.getName(), thrown));
        // Beside the rest, and before anything of it: other commands do not train, so they need no warm trainer.
        boolean trains = arguments.length > 0
                && Set.of("run", "resume", "verify", "lr-find").contains(arguments[0]);
        Thread.ofPlatform().daemon().name("services").start(trains ? Services::warmUp : Services::catalog);
        if (trains) Thread.ofPlatform().daemon().name("logging").start(RunLog::prepare);
        Outlet result = new Outlet(new FileOutputStream(FileDescriptor.out));
        PrintStream out = stream(result);
        PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
        int code = run(arguments, Console.ofProcess(out, err));
        out.flush();
        if (result.failure() != null) {
            err.println("sextant: cannot write to standard output: " + result.failure());
            if (code == ExitCode.DONE) code = ExitCode.USAGE;
        }
        LogConsole.flush();
        err.flush();
        ErrorFilter.finish();
        // After a trainer's exit another would wait for ever. Everything is written.
        if (TrainerExits.pending()) Runtime.getRuntime().halt(code);
        System.exit(code);
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
            CommandLine line = new CommandLine(new Main())
                    .addSubcommand(new InitCommand(console))
                    .addSubcommand(new RunCommand(console))
                    .addSubcommand(new ResumeCommand(console))
                    .addSubcommand(new RankCommand(console))
                    .addSubcommand(new ReportCommand(console))
                    .addSubcommand(new CompareCommand(console))
                    .addSubcommand(new ListCommand(console))
                    .addSubcommand(new ShowCommand(console))
                    .addSubcommand(new ExportCommand(console))
                    .addSubcommand(new VerifyCommand(console))
                    .addSubcommand(new ValidateCommand(console))
                    .addSubcommand(new LrFindCommand(console))
                    .addSubcommand(new AskTellCommand(console))
                    .addSubcommand(new ScheduleCommand(console))
                    .addSubcommand(new CommandLine(new StoreCommand())
                            .addSubcommand(new StoreCheckCommand(console))
                            .addSubcommand(new StoreCopyCommand(console)));
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("--version")
                            .versionHelp(true)
                            .description("Print the version and exit.")
                            .build());
            describe(line.getCommandSpec(), console);
            describeAll(line, console);
            PrintWriter out = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
            PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
            line.setOut(out)
                    .setErr(err)
                    .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                    .setParameterExceptionHandler((e, _) -> usage(e, err))
                    .setExecutionExceptionHandler((e, _, _) -> Failures.tell(e, console));
            if (arguments.length == 0) {
                line.usage(err);
                return ExitCode.USAGE;
            }
            int code = line.execute(arguments);
            console.out().flush();
            console.err().flush();
            return code;
        } catch (RuntimeException | Error e) {
            return Failures.tell(e, console);
        }
    }

    private static void describeAll(CommandLine line, Console console) {
        for (CommandLine command : line.getSubcommands().values()) {
            describe(command.getCommandSpec(), console);
            describeAll(command, console);
        }
    }

    private static void describe(CommandSpec spec, Console console) {
        spec.version("sextant " + Provenance.version() + " (JDK " + System.getProperty("java.version") + ")");
        spec.usageMessage().width(Math.max(80, Math.min(console.columns(), 120)));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build());
    }

    private static int usage(ParameterException e, PrintWriter err) {
        String message = e.getMessage();
        String help = "Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            message = first.startsWith("-")
                    ? "there is no option " + first
                    : "\"" + first + "\" is one argument too many";
            List<String> known = new ArrayList<>(
                    e.getCommandLine().getCommandSpec().optionsMap().keySet());
            if (!first.startsWith("-") && e.getCommandLine().getParent() == null) {
                message = "there is no command " + first;
                known = List.copyOf(e.getCommandLine().getSubcommands().keySet());
            }
            help = Suggestion.of(first, known);
        }
        err.println("sextant: " + message);
        err.println("  " + help);
        return ExitCode.USAGE;
    }
}
