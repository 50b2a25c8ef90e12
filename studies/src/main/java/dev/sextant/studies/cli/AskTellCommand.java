// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.asktell.Conversation;
import dev.sextant.engine.asktell.Line;
import dev.sextant.engine.asktell.SocketServer;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.AskTellRun;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.SocketFile;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
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
            "{\"report\": {\"trial\": 0, \"epoch\": 1, \"value\": 0.9}}  how it stands after an epoch:",
            "    {\"ok\": 0}, or {\"prune\": true, …} where its training is to stop",
            "{\"tell\": {\"trial\": 0, \"value\": 0.5}}  how it ended:",
            "    {\"ok\": 0}",
            "{\"pending\": {}}  the trials asked for and not told",
            "{\"best\": {}}  the best trial told so far",
            "{\"rank\": {}}  the ranking so far, as report.json has it",
            "{\"stop\": {}}  ends, as the end of the input does",
            "",
            "A value of null says that the trial failed, one that is not finite that it diverged; or say so with"
                    + " \"state\": \"completed\", \"failed\" or \"diverged\". \"message\": \"…\" tells why it failed,"
                    + " \"metrics\": {…} what else the study judges by, \"curve\": […] the values after each epoch where"
                    + " they were not reported.",
            "A parameter below a chosen branch has its own name where that is the only one, otherwise its path:"
                    + " sgd.momentum.",
            "Every line is durable before it is answered. What cannot be done is answered by {\"error\": \"…\"} and ends"
                    + " nothing. Trial k is proposed from the results of trials 0 to k - window, so that a window of 1"
                    + " takes one trial after the other, and up to \"window\" trials can be trained at once; in which"
                    + " order and by whom they are told changes nothing.",
            "Programs in Python and JavaScript find sextant_ask.py and sextant-ask.mjs in studies/clients.",
            ""
        },
        exitCodeList = {
            ExitCode.SAYS_STUDY_INVALID,
            ExitCode.SAYS_LOCKED,
            ExitCode.SAYS_INTERRUPTED,
            ExitCode.SAYS_TERMINATED
        },
        footer = {
            "",
            "Examples:",
            "  sextant ask-tell studies/external.json --dir runs/mine",
            "  sextant ask-tell studies/external.json --dir runs/mine --socket runs/mine/socket"
        })
final class AskTellCommand implements Callable<Integer> {
    /** Characters of answers that are held back for a common sync. */
    private static final int ANSWERS = 1 << 16;

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

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "A Unix domain socket that is made there, at which up to 64 clients speak with the study at a"
                    + " time. Default: one program speaks by standard input and output.")
    private @Nullable Path socket;

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
        WorkerOptions.refuseEmpty("--socket", socket, spec);
        StudyFile file = StudySource.read(console.current(), study, changes.arguments(spec));
        PreparedStudy prepared = PreparedStudy.of(file, StudySource.folder(console.current(), study));
        for (Problem warning : prepared.warnings()) warn(warning.text());
        Consumer<String> alarms = message -> warn("warning: " + message + "\n");
        Path kept = directory == null ? null : console.current().resolve(directory);
        try (AskTellRun run = AskTellRun.of(prepared, kept, alarms)) {
            if (socket != null) return serve(run, console.current().resolve(socket));
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
    private void converse(AskTellRun run) throws IOException, RefusedException {
        PrintStream out = console.out();
        StringBuilder answers = new StringBuilder();
        Consumer<String> answer = line -> answers.append(line).append('\n');
        Conversation conversation = run.conversation();
        InputLines lines = new InputLines(console.in(), Conversation.LONGEST_LINE);
        boolean goesOn = true;
        while (goesOn && !out.checkError()) {
            if (conversation.owes()) conversation.goOn(answer);
            else {
                Line line = lines.next();
                goesOn = line != null && conversation.hear(line, answer);
            }
            // What is there already shares a sync.
            if (goesOn && answers.length() < ANSWERS && !conversation.owes() && lines.ready()) continue;
            run.sync();
            out.append(answers);
            answers.setLength(0);
        }
        out.flush();
    }

    /** Until every trial was told and every client has left, or the process is told to end. */
    private int serve(AskTellRun run, Path path) throws IOException, RefusedException {
        AtomicInteger signalled = new AtomicInteger();
        if (run.complete()) {
            warn("the study is complete: nobody is served at " + path + "\n");
            return ExitCode.DONE;
        }
        try (SocketFile file = SocketFile.open(path);
                SocketServer server = run.server(file.channel(), words -> warn("warning: " + words + "\n"));
                Interrupts.Listening _ = console.interrupts().listen(code -> {
                    if (!signalled.compareAndSet(0, code)) console.interrupts().halt(code);
                    server.stop();
                })) {
            warn("listening at " + path + "\n");
            AskTellRun.serve(server);
        }
        return signalled.get();
    }
}
