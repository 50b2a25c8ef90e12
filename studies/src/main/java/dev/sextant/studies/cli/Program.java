// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.manual.CommandPage;
import dev.sextant.studies.manual.HelpText;
import dev.sextant.studies.manual.Manual;
import dev.sextant.studies.wiring.Provenance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code sextant} as picocli knows it, and as its help and its manual show it. */
final class Program {
    static final String NAME = "sextant";

    private static final String SUMMARY = "search hyperparameters and rank them honestly";

    private static final List<String> DESCRIPTION =
            List.of("Finds the learning rate, schedule and other settings that train best, and says how sure that is.");

    private static final List<String> EXAMPLES = List.of("sextant run studies/digits.json", "sextant rank latest");

    private static final List<String> NOTES = List.of("sextant COMMAND --help says more about a command.");

    private static final List<Manual.Fact> VARIABLES = List.of(
            new Manual.Fact(
                    "SEXTANT_JAVA_HOME", "The JDK to use, 25 or newer, where the one found is not the one wanted."),
            new Manual.Fact("SEXTANT_JVM_OPTIONS", "Further options for the JVM, such as -Xmx2g."),
            new Manual.Fact("PGPASSWORD", "The password of a database with trials, where no --password-file is given."),
            new Manual.Fact("MLFLOW_TRACKING_TOKEN", "What an MLflow server wants to see, for export --to mlflow."),
            new Manual.Fact(
                    "MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD",
                    "The same where it wants a name and a password."),
            new Manual.Fact("NO_COLOR", "Set to anything, nothing is colored, unless --color says otherwise."),
            new Manual.Fact(
                    "CLICOLOR_FORCE", "Set to anything but 0, text is colored in pipes, too. NO_COLOR goes before it."),
            new Manual.Fact("TERM", "Where it is dumb, nothing is colored, unless --color says otherwise."),
            new Manual.Fact("COLUMNS", "How wide tables and help are; at most as wide as the terminal. Default: 80."));

    private static final List<Manual.Fact> FILES = List.of(
            new Manual.Fact(
                    "runs/", "In the current folder: a directory for each run, named by the study and a number."),
            new Manual.Fact("runs/RUN/study.json", "The study file as it was given."),
            new Manual.Fact(
                    "runs/RUN/study.resolved.json", "The study with every default; with it the directory is a run."),
            new Manual.Fact("runs/RUN/study.db", "The trials, unless they are in a database."),
            new Manual.Fact("runs/RUN/store.json", "In which database the trials are, and under which name there."),
            new Manual.Fact(
                    "runs/RUN/report.html, report.md, report.json, trials.csv", "The reports of a run that has ended."),
            new Manual.Fact("runs/RUN/logs/trial-N.log", "What the program of a trial printed."),
            new Manual.Fact("runs/RUN/sextant.log", "What happened in the run, a JSON object a line."));

    private Program() {}

    /** With the command that these arguments name, or with none. */
    static CommandLine of(String[] arguments, Console console) {
        CommandLine program = bare();
        String command = command(arguments);
        if (command != null && Commands.known(command)) Commands.add(program, command, console);
        return finished(program, console);
    }

    /** With every command. */
    static CommandLine whole(Console console) {
        CommandLine program = bare();
        for (String name : Commands.names()) Commands.add(program, name, console);
        return finished(program, console);
    }

    private static CommandLine bare() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        spec.usageMessage().description(DESCRIPTION.toArray(String[]::new));
        return new CommandLine(spec);
    }

    private static CommandLine finished(CommandLine program, Console console) {
        describe(program, console, version());
        // A word that begins with @ is a name as any other, not a file of arguments.
        return program.setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> execute(parsed, console))
                .setParameterExceptionHandler((failure, _) -> UsageErrors.tell(failure, console))
                .setExecutionExceptionHandler((failure, _, _) -> Failures.tell(failure, console));
    }

    private static void describe(CommandLine line, Console console, String version) {
        Everywhere.add(line.getCommandSpec(), console, version);
        for (CommandLine below : line.getSubcommands().values()) describe(below, console, version);
    }

    private static int execute(CommandLine.ParseResult parsed, Console console) {
        for (CommandLine line : parsed.asCommandLineList()) {
            if (line.isUsageHelpRequested()) {
                console.out().print(help(line.getCommandSpec(), console));
                return ExitCode.DONE;
            }
            if (line.isVersionHelpRequested()) {
                console.out().println(version());
                return ExitCode.DONE;
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static String help(CommandSpec spec, Console console) {
        return spec.parent() == null
                ? help(console)
                : HelpText.of(Commands.page(spec, Everywhere.NAMES), console.columns());
    }

    /** The program's own help, for which no command is made. */
    static String help(Console console) {
        List<CommandPage> listed = new ArrayList<>();
        for (Commands.Entry entry : Commands.ALL)
            listed.add(new CommandPage(
                    NAME + " " + entry.name(),
                    entry.group(),
                    entry.summary(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false));
        return HelpText.of(top(listed), console.columns());
    }

    private static CommandPage top(List<CommandPage> commands) {
        return new CommandPage(
                NAME,
                "",
                SUMMARY,
                DESCRIPTION,
                List.of(),
                Everywhere.OPTIONS,
                List.of(),
                EXAMPLES,
                NOTES,
                commands,
                false);
    }

    /** The page of the program, with those of every command below it. */
    static CommandPage page(Console console) {
        CommandLine program = whole(console);
        List<CommandPage> commands = new ArrayList<>();
        for (String name : Commands.names())
            commands.add(Commands.page(Commands.below(program.getCommandSpec(), name), Everywhere.NAMES));
        return top(commands);
    }

    static Manual manual(Console console) {
        return new Manual(page(console), ExitCode.all(), VARIABLES, FILES);
    }

    static String version() {
        return NAME + " " + Provenance.version() + " (JDK " + System.getProperty("java.version") + ")";
    }

    /** The first word that is neither an option nor the value of one; null where there is none. */
    private static @Nullable String command(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(Everywhere.COLOR)) i++;
            else if (!arguments[i].startsWith("-")) return arguments[i];
        }
        return null;
    }
}
