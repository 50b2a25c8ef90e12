// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.ProgramChecker.Finding;
import dev.sextant.engine.spi.ProgramChecker.Verdict;
import dev.sextant.engine.trial.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is to be said of the first run of a program that is tried out. */
final class FirstRun {
    private static final String READS = "reads its parameters";
    private static final String HELLO = "says hello";
    private static final String REPORTS = "reports";
    private static final String LAST = "last word";
    private static final String ENDS = "ends";
    private static final String RESULT = "result";
    private static final String LINES = "lines";

    private static final String SAY_HELLO =
            "print {\"sextant\": 1, \"type\": \"hello\", \"capabilities\": [\"stop\"]} before all else, if it looks at"
                    + " its standard input between epochs";

    private final CommandSettings settings;
    private final Tryout run;
    private final ProgramLimits limits;
    private final Duration patience;
    private final Consumer<Finding> told;
    private final boolean speaks;
    private boolean sound = true;

    FirstRun(CommandSettings settings, Tryout run, ProgramLimits limits, Duration patience, Consumer<Finding> told) {
        this.settings = settings;
        this.run = run;
        this.limits = limits;
        this.patience = patience;
        this.told = told;
        this.speaks = settings.result() instanceof ResultForm.Protocol;
    }

    private void tell(String check, Verdict verdict, String says, String help) {
        sound &= verdict != Verdict.FAULT;
        told.accept(new Finding(check, verdict, says, help));
    }

    /** Whether it is worth while to look further. */
    boolean judge() {
        tell(ProgramCheck.STARTS, Verdict.GOOD, "it ran for " + ProgramCheck.text(run.took), "");
        reads();
        hello();
        reports();
        last();
        ends();
        result();
        lines();
        return sound;
    }

    private void reads() {
        boolean input = settings.by().equals(CommandSchema.STDIN);
        Boolean read = run.read();
        if (!input)
            tell(
                    READS,
                    Verdict.SKIPPED,
                    "they are handed over as %s; whether it uses them cannot be seen from outside"
                            .formatted(settings.by().equals(CommandSchema.FILE) ? "a file" : "arguments"),
                    "");
        else if (read == null) tell(READS, Verdict.SKIPPED, "whether it does cannot be seen on this system", "");
        else if (read) tell(READS, Verdict.GOOD, "it has read the line on its standard input", "");
        else
            tell(
                    READS,
                    Verdict.FAULT,
                    "it did not read its standard input, where its parameters and its seed are",
                    "read one line of JSON from standard input, or hand them over otherwise: \"parametersBy\": \"flags\"");
    }

    private void hello() {
        Heard.Hello hello = run.hello();
        if (!speaks) tell(HELLO, Verdict.SKIPPED, "only programs that speak the protocol do", "");
        else if (hello == null || (!hello.stops() && !hello.continues()))
            tell(HELLO, Verdict.NOTE, "it does not say that it stops when it is asked, nor that it goes on", SAY_HELLO);
        else {
            List<String> can = new ArrayList<>();
            if (hello.stops()) can.add(ProtocolEar.STOP);
            if (hello.continues()) can.add(ProtocolEar.CHECKPOINT);
            tell(HELLO, Verdict.GOOD, "it names " + String.join(" and ", can), "");
        }
    }

    private void reports() {
        List<Heard.Report> reports = run.reports();
        if (reports.isEmpty()) {
            tell(
                    REPORTS,
                    Verdict.NOTE,
                    "it reports nothing on the way, so that no trial of it is stopped early",
                    speaks
                            ? "after each epoch print {\"sextant\": 1, \"type\": \"report\", \"step\": 1, \"value\": 0.5}"
                            : "let it print %s after each epoch"
                                    .formatted(settings.metrics().getFirst()));
            return;
        }
        long wrong = reports.stream()
                .filter(report -> !Double.isFinite(report.value()))
                .count();
        if (wrong > 0) {
            tell(
                    REPORTS,
                    Verdict.NOTE,
                    "%d of %d reported values are not finite: the trial ends there as diverged"
                            .formatted(wrong, reports.size()),
                    "look whether these parameters can be trained with");
            return;
        }
        int step = reports.getLast().step();
        String says = reports.size() == 1 ? "1 report" : reports.size() + " reports";
        if (step > 0) says += ", steps %d to %d".formatted(reports.getFirst().step(), step);
        if (Double.isFinite(run.rate())) says += String.format(Locale.ROOT, ", %.3g a second", run.rate());
        if (settings.epochs() == 0)
            tell(
                    REPORTS,
                    Verdict.NOTE,
                    says + "; without \"epochs\" they are no curve, and no trial is stopped by them",
                    "say how many there are at most: \"epochs\": " + Math.max(step, reports.size()));
        else tell(REPORTS, Verdict.GOOD, says + ", all finite", "");
    }

    private void last() {
        Heard.Final end = run.end();
        if (!speaks) tell(LAST, Verdict.SKIPPED, "only programs that speak the protocol say one", "");
        else if (end != null && end.value() == null)
            tell(
                    LAST,
                    Verdict.GOOD,
                    "final, without a value: the %s report counts".formatted(settings.best() ? "best" : "last"),
                    "");
        else if (end != null) tell(LAST, Verdict.GOOD, "final, with the value " + end.value(), "");
        else if (run.outcome instanceof Outcome.Diverged) tell(LAST, Verdict.GOOD, "diverged", "");
        else
            tell(
                    LAST,
                    Verdict.FAULT,
                    "it does not say that it is done",
                    "print {\"sextant\": 1, \"type\": \"final\", \"value\": 0.5} at its end, and flush standard output");
    }

    private void ends() {
        if (run.outcome == null)
            tell(
                    ENDS,
                    Verdict.FAULT,
                    "it had not ended after %s".formatted(ProgramCheck.text(patience)),
                    "give it more time with --timeout, or fewer epochs with --epochs");
        else if (run.exit() == 0) tell(ENDS, Verdict.GOOD, "with exit code 0", "");
        else if (run.exit() > 0)
            tell(
                    ENDS,
                    settings.allowNonZero() ? Verdict.GOOD : Verdict.FAULT,
                    "it " + ExitWords.of(run.exit()),
                    settings.allowNonZero() ? "" : "end with 0, or say \"allowNonZero\": true");
        else if (run.end() != null)
            tell(
                    ENDS,
                    Verdict.NOTE,
                    "it went on for %s after its last word and was ended".formatted(ProgramCheck.text(limits.stop())),
                    "let it exit after its last word");
        else tell(ENDS, Verdict.SKIPPED, "it was ended for what it said", "");
    }

    private void result() {
        switch (run.outcome) {
            case Outcome.Completed completed ->
                tell(RESULT, Verdict.GOOD, settings.metrics().getFirst() + " " + completed.value(), "");
            case Outcome.Failed(String message, var _) -> tell(RESULT, Verdict.FAULT, message, help(message));
            case null -> tell(RESULT, Verdict.SKIPPED, "there is none", "");
            default ->
                tell(RESULT, Verdict.NOTE, "these parameters do not train: " + run.outcome.state(), "try others");
        }
    }

    private String help(String message) {
        if (message.contains("told no value") && !speaks)
            return "print a line like %s=0.5, or say how its lines tell it: \"result\": {\"patterns\": {…}}"
                    .formatted(settings.metrics().getFirst());
        if (message.contains("\"epochs\"")) return "say how many epochs there are at most: --epochs";
        if (message.contains(" after step ")) return "count steps upwards from 1, each at most once";
        return "";
    }

    private void lines() {
        List<String> missed = run.missed();
        if (!speaks || missed.isEmpty()) return;
        tell(
                LINES,
                sound ? Verdict.NOTE : Verdict.FAULT,
                "this looks as if it were meant for the protocol and is taken for log text: " + missed.getFirst(),
                mended(missed.getFirst()));
    }

    private static String mended(String line) {
        if (line.startsWith("standard error: ")) return "print it to standard output";
        if (line.contains("'sextant'") || line.contains("'type'"))
            return "JSON has double quotes: in Python print(json.dumps({…}), flush=True)";
        if (!line.contains("\"sextant\"")) return "let \"sextant\": 1 be its first key";
        if (!line.startsWith("{")) return "let nothing stand before it in its line";
        return "let \"sextant\": 1 be its first key, and the object one line";
    }
}
