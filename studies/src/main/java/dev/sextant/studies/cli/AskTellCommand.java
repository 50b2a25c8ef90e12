// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.asktell.Conversation;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.AskTellRun;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.StudySource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets another program train a study's trials. */
@Command(
        name = "ask-tell",
        description = {
            "Lets a program of yours train the trials of a study whose trainer is {\"type\": \"external\"}. It writes"
                    + " commands to standard input and reads answers from standard output, one JSON object a line:",
            "",
            "{\"ask\": 2}  the next two trials, a line each:",
            "    {\"trial\": 0, \"parameters\": {\"lr\": 0.01}, \"note\": {}}",
            "{\"tell\": {\"trial\": 0, \"value\": 0.5}}  how it ended:",
            "    {\"ok\": 0}",
            "{\"pending\": {}}  the trials asked for and not told",
            "{\"best\": {}}  the best trial told so far",
            "{\"stop\": {}}  ends, as the end of the input does",
            "",
            "A value of null says that the trial failed, one that is not finite that it diverged; or say so with"
                    + " \"state\": \"completed\", \"failed\" or \"diverged\". \"message\": \"…\" tells why it failed,"
                    + " \"metrics\": {…} what else the study judges by.",
            "A parameter below a chosen branch has its own name where that is the only one, otherwise its path:"
                    + " sgd.momentum.",
            "What cannot be done is answered by {\"error\": \"…\"} and ends nothing. Trial k is proposed from the"
                    + " results of trials 0 to k - window, so that a window of 1 takes one trial after the other, and"
                    + " up to \"window\" trials can be trained at once; in which order they are told changes"
                    + " nothing.",
            ""
        },
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID, ExitCode.SAYS_LOCKED},
        footer = {"", "Example:", "  sextant ask-tell studies/external.json --dir runs/mine"})
final class AskTellCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "The study file.")
    private String study = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the run is kept, or goes on if it was begun there. Default: nothing is kept.")
    private @Nullable Path directory;

    @Mixin
    private final ChangeOptions changes = new ChangeOptions();

    @Option(names = "--quiet", description = "No warnings.")
    private boolean quiet;

    AskTellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        WorkerOptions.refuseEmpty("--dir", directory, spec);
        StudyFile file = StudySource.read(console.current(), study, changes.arguments(spec));
        PreparedStudy prepared = PreparedStudy.of(file, StudySource.folder(console.current(), study));
        for (Problem warning : prepared.warnings()) warn(warning.text());
        Consumer<String> alarms = message -> warn("warning: " + message + "\n");
        Path kept = directory == null ? null : console.current().resolve(directory);
        try (AskTellRun run = AskTellRun.of(prepared, kept, alarms)) {
            converse(run);
        }
        return ExitCode.DONE;
    }

    private void warn(String text) {
        if (quiet) return;
        console.err().print(text);
        console.err().flush();
    }

    /** Until the program stops it, ends its input, or closes its output. */
    private void converse(AskTellRun run) throws Exception {
        PrintStream out = console.out();
        Consumer<String> answers = answer -> {
            out.print(answer);
            out.print('\n');
            out.flush();
        };
        InputLines lines = new InputLines(console.in(), Conversation.LONGEST_LINE);
        for (byte[] line = lines.next(); line != null && !out.checkError(); line = lines.next()) {
            if (lines.cut()) answers.accept(Conversation.tooLong());
            else if (!run.hear(line, answers)) return;
        }
    }
}
