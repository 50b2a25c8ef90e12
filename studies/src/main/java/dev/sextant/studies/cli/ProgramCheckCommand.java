// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.ProgramChecker;
import dev.sextant.engine.spi.ProgramChecker.Finding;
import dev.sextant.engine.spi.ProgramChecker.Verdict;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.manual.Wrapping;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries out a program that is to be a study's trial. */
@Command(
        name = "check-command",
        description = {
            "Runs a program a few times as a trial would, and says what of it is as it should be, and what to do about"
                    + " the rest: whether it starts, reads its parameters, reports, ends well, comes to the same with"
                    + " the same seed, stops when it is asked to, and goes on from a checkpoint.",
            "The program is the one of a study, with the study's default configuration, or is typed after --, with"
                    + " parameters by --params."
        },
        exitCodeList = {ExitCode.SAYS_UNSOUND, ExitCode.SAYS_STUDY_INVALID},
        footer = {
            "",
            "Examples:",
            "  sextant check-command studies/command.json",
            "  sextant check-command --params lr=0.1 --epochs 5 -- python3 train.py"
        })
final class ProgramCheckCommand implements Callable<Integer> {
    private static final String DASHES = "--";

    private static final Map<Verdict, String> WORDS =
            Map.of(Verdict.GOOD, "ok", Verdict.NOTE, "note", Verdict.FAULT, "FAULT", Verdict.SKIPPED, "-");

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "STUDY|-- PROGRAM",
            arity = "0..*",
            description = "The study file; or, after --, the program and its arguments.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--params",
            paramLabel = "name=value",
            description = "A parameter that the program after -- is given; may be repeated.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--parameters-by",
            paramLabel = "WAY",
            description = "How it is given them: stdin (the default), flags, file.")
    private @Nullable String by;

    @Option(names = "--epochs", paramLabel = "N", description = "The epochs that it may report. Default: none.")
    private @Nullable Integer epochs;

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            split = ",",
            description = "The metrics that it tells, the objective first. Default: value.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--result",
            paramLabel = "FORM",
            description =
                    "How its output tells them: protocol (the default), nameValue, jsonLines, or patterns as a study"
                            + " has them.")
    private @Nullable String result;

    @Option(
            names = "--set",
            paramLabel = "path=value",
            description = {"Changes a value of the study, as in", "--set trainer.epochs=3; may be repeated."})
    private List<String> sets = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds that one run may take. Default: 60.")
    private int timeout = 60;

    @Option(names = "--json", description = "Print one JSON object instead of lines for people.")
    private boolean json;

    /** What is tried out. */
    private record Program(
            ProgramChecker checker, ObjectNode document, Objective objective, Seeds seeds, Path folder, String name) {}

    ProgramCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (timeout < 1) throw usage("--timeout must be at least 1, got " + timeout);
        boolean typed =
                WorkerOptions.commandLine(spec).getParseResult().originalArgs().contains(DASHES);
        Program program = typed ? typed() : ofStudy();
        List<Finding> findings = new ArrayList<>();
        if (!json) console.out().println(program.name());
        int interrupted = check(program, finding -> {
            findings.add(finding);
            if (!json) print(finding);
        });
        if (interrupted != 0) return interrupted;
        long faults = findings.stream()
                .filter(each -> each.verdict() == Verdict.FAULT)
                .count();
        if (json) console.out().println(json(program, findings, faults).toPrettyString());
        else console.out().println(sum(findings, faults));
        return faults == 0 ? ExitCode.DONE : ExitCode.UNSOUND;
    }

    private ParameterException usage(@Nullable String message) {
        return new ParameterException(WorkerOptions.commandLine(spec), message == null ? "" : message);
    }

    /** The exit code of a signal that ended it; 0 where none did. */
    private int check(Program program, java.util.function.Consumer<Finding> told) {
        Thread checking = Thread.currentThread();
        AtomicInteger signalled = new AtomicInteger();
        try (Interrupts.Listening _ = console.interrupts().listen(code -> {
            signalled.compareAndSet(0, code);
            checking.interrupt();
        })) {
            program.checker()
                    .check(
                            program.document(),
                            program.objective(),
                            program.seeds(),
                            program.folder(),
                            Duration.ofSeconds(timeout),
                            told);
        } catch (InterruptedException asked) {
            return signalled.get() == 0 ? ExitCode.INTERRUPTED : signalled.get();
        }
        return signalled.get();
    }

    private Program ofStudy() throws Exception {
        if (words.size() != 1)
            throw usage(
                    words.isEmpty()
                            ? "name a study, or a program after --"
                            : "name one study; a program stands after --: sextant check-command -- "
                                    + String.join(" ", words));
        if (!parameters.isEmpty() || by != null || epochs != null || !metrics.isEmpty() || result != null)
            throw usage("--params, --parameters-by, --epochs, --metrics and --result are for a program after --;"
                    + " a study says all that itself, and --set changes it");
        List<Argument> arguments = new ArrayList<>();
        try {
            for (String set : sets) arguments.add(Argument.set(set));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        String study = words.getFirst();
        StudyFile file = StudySource.read(console.current(), study, console.in(), arguments);
        if (!(file.trainer() instanceof ProgramChecker checker))
            throw new StudyFileException(List.of(file.problem(
                    true,
                    "trainer.type",
                    "the trainer \"" + file.trainer().type() + "\" starts no program that could be checked",
                    "check the study itself: sextant validate " + study)));
        return new Program(
                checker,
                file.defaultDocument(),
                file.spec().objective(),
                Seeds.ofSearch(file.spec().seed(), 0),
                StudySource.folder(console.current(), study),
                file.name());
    }

    private Program typed() {
        if (words.isEmpty()) throw usage("a program is missing after --");
        if (!sets.isEmpty()) throw usage("--set changes a study; a program after -- has --params");
        Map<String, String> given = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) throw usage("--params must be name=value, got \"" + parameter + "\"");
            given.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        ProgramChecker checker = checker();
        try {
            ObjectNode document = checker.document(
                    new ProgramChecker.Typed(words, given, by, epochs == null ? 0 : epochs, metrics, result));
            String metric = ((TrainerFactory) checker)
                    .metrics(document)
                    .keySet()
                    .iterator()
                    .next();
            return new Program(
                    checker,
                    document,
                    new Objective(metric, Direction.MINIMIZE),
                    Seeds.ofSearch(0, 0),
                    console.current(),
                    String.join(" ", words));
        } catch (TrainingException e) {
            throw usage(e.path() + ": " + e.getMessage() + (e.help().isEmpty() ? "" : " (" + e.help() + ")"));
        }
    }

    private static ProgramChecker checker() {
        for (TrainerFactory trainer : Services.catalog().trainers())
            if (trainer instanceof ProgramChecker checker) return checker;
        throw new IllegalStateException("no trainer on the class path starts programs");
    }

    private void print(Finding finding) {
        String head = "  %-5s  %-20s  ".formatted(WORDS.get(finding.verdict()), finding.check());
        String indent = " ".repeat(head.length());
        int width = Math.max(20, console.columns() - head.length());
        String first = head;
        for (String line : Wrapping.lines(finding.says(), width)) {
            console.out().println(first + line);
            first = indent;
        }
        if (!finding.help().isEmpty())
            for (String line : Wrapping.lines("To mend it: " + finding.help(), width))
                console.out().println(indent + line);
        console.out().flush();
    }

    private static String sum(List<Finding> findings, long faults) {
        long notes =
                findings.stream().filter(each -> each.verdict() == Verdict.NOTE).count();
        String noted = notes == 0 ? "" : ", " + Figures.count(notes, "note");
        return faults == 0
                ? "It can be a trial" + (notes == 0 ? "." : noted + ".")
                : "It cannot be a trial yet: " + Figures.count(faults, "fault") + noted + ".";
    }

    private static ObjectNode json(Program program, List<Finding> findings, long faults) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("program", program.name())
                .put("faults", faults);
        ArrayNode checks = json.putArray("checks");
        for (Finding finding : findings)
            checks.addObject()
                    .put("check", finding.check())
                    .put("verdict", finding.verdict().name().toLowerCase(java.util.Locale.ROOT))
                    .put("says", finding.says())
                    .put("help", finding.help());
        return json;
    }
}
