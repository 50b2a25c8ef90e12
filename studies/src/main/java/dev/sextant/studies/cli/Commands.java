// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.manual.CommandPage;
import dev.sextant.studies.manual.PageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Every command, in the order in which they are used. To make one costs reading its annotations, so a process makes the
 * one that was typed; all of them are made for the manual and for the completion of shells.
 */
final class Commands {
    private static final String BEFORE = "Before a search";
    private static final String SEARCH = "Search";
    private static final String RESULTS = "Results";
    private static final String KEEP = "Keep and check";
    private static final String SHELL = "Command line";

    /**
     * A command as it is listed.
     *
     * @param below those that follow it on the command line, as in {@code store check}
     */
    record Entry(String group, String name, String summary, List<Entry> below) {
        Entry(String group, String name, String summary) {
            this(group, name, summary, List.of());
        }
    }

    /** A command is added here and in {@link #make}. */
    static final List<Entry> ALL = List.of(
            new Entry(BEFORE, "init", "Write a starter study for a table of yours"),
            new Entry(BEFORE, "import", "Make a study of a W&B sweep, a Katib or an NNI experiment"),
            new Entry(BEFORE, "schema", "Print the JSON Schema of study files, for editors"),
            new Entry(BEFORE, "validate", "Check studies and say what a run would do"),
            new Entry(BEFORE, "lr-find", "Look for learning rates that are worth searching"),
            new Entry(BEFORE, "schedule", "Print the learning rates of a schedule"),
            new Entry(BEFORE, "check-command", "Try out a program that is to be a trial"),
            new Entry(SEARCH, "run", "Run a study and print its ranking"),
            new Entry(SEARCH, "resume", "Go on with a run that was interrupted"),
            new Entry(
                    SEARCH,
                    "cluster",
                    "Make and check what lets machines work together",
                    List.of(
                            new Entry("", "init", "Make a cluster's file and certificates"),
                            new Entry("", "check", "Look over what a machine needs to be in a cluster"))),
            new Entry(SEARCH, "worker", "Train for studies that other machines run"),
            new Entry(SEARCH, "ask-tell", "Let a program of yours train a study's trials"),
            new Entry(RESULTS, "list", "List the runs of a folder"),
            new Entry(RESULTS, "serve", "Show runs on a live page; stop and resume them there"),
            new Entry(RESULTS, "rank", "Print the ranking of a run"),
            new Entry(RESULTS, "show", "Print one trial of a run, epoch by epoch"),
            new Entry(RESULTS, "compare", "Put several runs side by side"),
            new Entry(RESULTS, "report", "Write a run's reports anew"),
            new Entry(KEEP, "export", "Write a network or the results for other programs"),
            new Entry(KEEP, "predict", "Predict a table's rows with a network that was exported"),
            new Entry(KEEP, "verify", "Do a run again and compare, bit for bit"),
            new Entry(
                    KEEP,
                    "store",
                    "Check or copy the file that keeps a run's trials",
                    List.of(
                            new Entry("", "check", "Look a run's store over"),
                            new Entry("", "copy", "Copy a run's store as it is at one moment"))),
            new Entry(SHELL, "completion", "Print a script that lets a shell complete commands"));

    private Commands() {}

    private static CommandLine make(String name, Console console) {
        return new CommandLine(
                switch (name) {
                    case "init" -> new InitCommand(console);
                    case "import" -> new ImportCommand(console);
                    case "schema" -> new SchemaCommand(console);
                    case "validate" -> new ValidateCommand(console);
                    case "lr-find" -> new LrFindCommand(console);
                    case "schedule" -> new ScheduleCommand(console);
                    case "check-command" -> new ProgramCheckCommand(console);
                    case "run" -> new RunCommand(console);
                    case "resume" -> new ResumeCommand(console);
                    case "worker" -> new WorkerCommand(console);
                    case "ask-tell" -> new AskTellCommand(console);
                    case "cluster" -> new ClusterCommand();
                    case "cluster init" -> new ClusterInitCommand(console);
                    case "cluster check" -> new ClusterCheckCommand(console);
                    case "compare" -> new CompareCommand(console);
                    case "list" -> new ListCommand(console);
                    case "serve" -> new ServeCommand(console);
                    case "report" -> new ReportCommand(console);
                    case "rank" -> new RankCommand(console);
                    case "show" -> new ShowCommand(console);
                    case "export" -> new ExportCommand(console);
                    case "predict" -> new PredictCommand(console);
                    case "verify" -> new VerifyCommand(console);
                    case "store" -> new StoreCommand();
                    case "store check" -> new StoreCheckCommand(console);
                    case "store copy" -> new StoreCopyCommand(console);
                    case "completion" -> new CompletionCommand(console);
                    case ManualCommand.NAME -> new ManualCommand(console);
                    default -> throw new IllegalArgumentException("there is no command " + name);
                });
    }

    /** Names of the commands that stand first. */
    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    static boolean known(String name) {
        return entry(name) != null || name.equals(ManualCommand.NAME);
    }

    private static @Nullable Entry entry(String name) {
        for (Entry entry : ALL) if (entry.name().equals(name)) return entry;
        return null;
    }

    /** Hangs a command, with those below it, under the program. */
    static void add(CommandLine program, String name, Console console) {
        CommandLine line = make(name, console);
        Entry entry = entry(name);
        if (entry != null)
            for (Entry below : entry.below())
                line.addSubcommand(below.name(), make(name + " " + below.name(), console));
        program.addSubcommand(name, line);
    }

    /** The page of a command that was made. */
    static CommandPage page(CommandSpec spec, Set<String> everywhere) {
        List<String> path = new ArrayList<>();
        for (CommandSpec at = spec; at.parent() != null; at = at.parent()) path.addFirst(at.name());
        Entry found = null;
        List<Entry> among = ALL;
        for (String name : path) {
            found = among.stream()
                    .filter(entry -> entry.name().equals(name))
                    .findFirst()
                    .orElse(null);
            among = found == null ? List.of() : found.below();
        }
        List<CommandPage> below = new ArrayList<>();
        for (Entry entry : among) below.add(page(below(spec, entry.name()), everywhere));
        return PageReader.read(
                spec, found == null ? "" : found.group(), found == null ? "" : found.summary(), everywhere, below);
    }

    /** The command of this name below another, both of which were made. */
    static CommandSpec below(CommandSpec spec, String name) {
        CommandLine line = spec.subcommands().get(name);
        if (line == null) throw new IllegalStateException("there is no " + name + " in " + spec.qualifiedName());
        return line.getCommandSpec();
    }
}
