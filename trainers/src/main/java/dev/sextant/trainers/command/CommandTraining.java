// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.TrialReports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trial: a program that runs, and what it has told so far. */
final class CommandTraining implements Training {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTraining.class);

    /** Starts the trial's program. */
    interface Start {
        ProgramRun program() throws TrainingException;
    }

    private final CommandSettings settings;
    private final Ear ear;
    private final Start start;
    private final Surroundings around;
    private final ProgramLimits limits;
    private final LongSupplier nanos;
    private final @Nullable Continuation continuation;
    private final Deque<Heard> again = new ArrayDeque<>(); // said before the program went on, or not yet listened to
    private final TrialReports reports;
    private ProgramRun run;
    private final String metric;
    private final UnaryOperator<String> anonymous;
    private final Runnable afterwards;
    private boolean stops;
    private Heard.@Nullable Final lastWord;
    private boolean shut;
    private long since; // its last word, or since it shut its output
    private boolean done;

    /**
     * @param continuation null where no checkpoints are kept
     * @param anonymous takes what is different each time, such as the attempt's own folder, out of a message
     * @param afterwards run once when the training is closed
     */
    CommandTraining(
            CommandSettings settings,
            Objective objective,
            Ear ear,
            Start start,
            Surroundings around,
            @Nullable Continuation continuation,
            UnaryOperator<String> anonymous,
            Runnable afterwards)
            throws TrainingException {
        this.settings = settings;
        this.metric = objective.metric();
        this.ear = ear;
        this.start = start;
        this.around = around;
        this.limits = around.limits();
        this.nanos = around.nanos();
        this.continuation = continuation;
        this.anonymous = anonymous;
        this.afterwards = afterwards;
        this.reports = new TrialReports(settings.epochs(), objective, settings.best());
        this.run = start.program();
    }

    @Override
    public Progress step() throws TrainingException {
        Progress told = epoch();
        if (told != null) return told;
        try {
            Heard heard = again.isEmpty() ? run.next() : again.poll();
            if (heard != null) return take(heard);
            around.log().flush();
            return waited();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return new Progress.Running();
        }
    }

    private Progress take(Heard heard) throws TrainingException {
        Continuation open = continuation != null && continuation.open() ? continuation : null;
        return switch (heard) {
            case Heard.Log _ -> waited();
            case Heard.Hello hello -> hello(hello);
            case Heard.Report report
            when open != null -> {
                int step = Math.max(1, report.step()) - 1;
                // A program that reports now and then, and begins from the beginning.
                yield goOn(open, open.fresh() ? 0 : step, report);
            }
            // It ends with what it went on from.
            case Heard.Final _, Heard.Diverged _, Heard.Broken _, Heard.Ended _
            when open != null -> goOn(open, open.reached(), heard);
            case Heard.Report report -> lastWord == null ? report(report) : waited();
            case Heard.Aside(Map<String, Double> metrics) -> {
                reports.aside(metrics);
                yield new Progress.Running();
            }
            case Heard.Final last -> {
                if (lastWord == null) {
                    lastWord = last;
                    since = nanos.getAsLong();
                }
                yield new Progress.Running();
            }
            case Heard.Diverged() -> done(reports.diverged(Double.NaN));
            case Heard.Broken(String message) -> fail(message);
            case Heard.Silent() -> {
                shut = true;
                if (lastWord == null) since = nanos.getAsLong();
                yield new Progress.Running();
            }
            case Heard.Ended(int exit) -> ended(exit);
        };
    }

    private Progress hello(Heard.Hello hello) throws TrainingException {
        stops = hello.stops();
        if (!hello.continues()) return new Progress.Running();
        if (reports.reached() > 0)
            return fail("it said hello after its first report, so that it is not known where it went on");
        if (continuation != null) {
            continuation.claim();
            if (hello.step() >= 0) return goOn(continuation, hello.step(), null);
        } else if (hello.step() > 0)
            return fail("it goes on after step %d, and there is no checkpoint of it".formatted(hello.step()));
        return new Progress.Running();
    }

    /** The program goes on after this step, and has said something since, or nothing yet. */
    private Progress goOn(Continuation from, int step, @Nullable Heard said) throws TrainingException {
        List<Heard.Report> before = from.after(step);
        if (before != null) {
            if (step > 0) around.log().note("goes on after step %d".formatted(step));
            again.addAll(before);
            if (said != null) again.add(said);
            return new Progress.Running();
        }
        if (from.fresh()) return fail("it goes on after step %d, and there is no checkpoint of it".formatted(step));
        around.log()
                .note("goes on after step %d, which was not heard: begins again from the beginning".formatted(step));
        run.close();
        try {
            from.empty();
        } catch (IOException e) {
            return fail("its checkpoints cannot be deleted: " + e.getMessage());
        }
        stops = false;
        run = start.program();
        return new Progress.Running();
    }

    private Progress report(Heard.Report report) {
        if (!Double.isFinite(report.value())) return done(reports.diverged(report.value()));
        int reached = reports.reached();
        String wrong = reports.report(report.step(), report.value(), report.metrics());
        if (wrong != null) return fail(wrong);
        if (continuation != null && reports.reached() > reached)
            differs(new Heard.Report(reports.reached(), report.value(), report.metrics()));
        Progress told = epoch();
        return told == null ? new Progress.Running() : told;
    }

    private @Nullable Progress epoch() {
        TrialReports.Epoch next = reports.next();
        return next == null ? null : new Progress.Epoch(next.epoch(), next.value(), next.readings());
    }

    private void differs(Heard.Report report) {
        Double said = continuation == null ? null : continuation.keep(report);
        if (said == null) return;
        String words = "step %d was %s before it went on, and is %s now: it does not come to the same"
                .formatted(report.step(), said, report.value());
        around.log().note(words);
        LOG.warn("a program is not the same when it goes on: {}", words);
    }

    /** Nothing that matters was heard. */
    private Progress waited() {
        if (settings.silence() != null && run.silence().compareTo(settings.silence()) > 0)
            return fail("it printed nothing for %s".formatted(text(settings.silence())));
        boolean lingers = (lastWord != null || shut)
                && nanos.getAsLong() - since > limits.stop().toNanos();
        if (!lingers) return new Progress.Running();
        // With its last word a trial is decided, however long its program takes to go.
        return lastWord != null || !ear.expectsFinal()
                ? ended(0)
                : fail("it closed its standard output without a last word and went on");
    }

    private Progress ended(int exit) {
        run.close();
        if (exit != 0 && !(settings.allowNonZero() && told())) return fail("it " + ExitWords.of(exit));
        if (ear.expectsFinal() && lastWord == null) return fail("it ended with exit code 0 and without a last word");
        Outcome outcome =
                lastWord == null ? reports.end(null, Map.of()) : reports.end(lastWord.value(), lastWord.metrics());
        return outcome == null ? fail("it told no value of %s".formatted(metric)) : done(outcome);
    }

    /** Whether there may be a result. */
    private boolean told() {
        return lastWord != null || !ear.expectsFinal();
    }

    private Progress fail(String what) {
        run.close();
        String message = anonymous.apply(ExitWords.failed(what, run));
        List<String> lines = around.log().kept() ? List.of() : run.lastLines(Integer.MAX_VALUE);
        if (lines.size() > ExitWords.LINES) LOG.info("{}; before that\n{}", message, String.join("\n", lines));
        return done(new Outcome.Failed(message, reports.curve()));
    }

    private Progress done(Outcome outcome) {
        run.close();
        done = true;
        around.log().close(words(outcome));
        return new Progress.Done(outcome);
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(String message, var _) -> message;
            case Outcome.Completed completed -> "ended with " + completed.value();
            default -> outcome.state();
        };
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        if (!done && stops && lastWord == null) run.askToStop();
        done = true;
        run.close();
        around.log().close("was ended by the engine");
        if (continuation != null) continuation.close();
        afterwards.run();
    }
}
