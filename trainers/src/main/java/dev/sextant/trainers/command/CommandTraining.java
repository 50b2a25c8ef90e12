// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.time.Duration;
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

    private final CommandSettings settings;
    private final Ear ear;
    private final ProgramRun run;
    private final ProgramLimits limits;
    private final LongSupplier nanos;
    private final TrialReports reports;
    private final String metric;
    private final UnaryOperator<String> anonymous;
    private final Runnable afterwards;
    private boolean stops;
    private Heard.@Nullable Final lastWord;
    private boolean shut;
    private long since; // its last word, or since it shut its output
    private boolean done;

    /**
     * @param anonymous takes what is different each time, such as the attempt's own folder, out of a message
     * @param afterwards run once when the training is closed
     */
    CommandTraining(
            CommandSettings settings,
            Objective objective,
            Ear ear,
            ProgramRun run,
            ProgramLimits limits,
            LongSupplier nanos,
            UnaryOperator<String> anonymous,
            Runnable afterwards) {
        this.settings = settings;
        this.metric = objective.metric();
        this.ear = ear;
        this.run = run;
        this.limits = limits;
        this.nanos = nanos;
        this.anonymous = anonymous;
        this.afterwards = afterwards;
        this.reports = new TrialReports(settings.epochs(), objective, settings.best());
    }

    @Override
    public Progress step() {
        Progress told = reports.next();
        if (told != null) return told;
        try {
            Heard heard = run.next();
            return heard == null ? waited() : take(heard);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return new Progress.Running();
        }
    }

    private Progress take(Heard heard) {
        return switch (heard) {
            case Heard.Log _ -> waited();
            case Heard.Hello(boolean itStops) -> {
                stops = itStops;
                yield new Progress.Running();
            }
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

    private Progress report(Heard.Report report) {
        if (!Double.isFinite(report.value())) return done(reports.diverged(report.value()));
        String wrong = reports.report(report);
        if (wrong != null) return fail(wrong);
        Progress told = reports.next();
        return told == null ? new Progress.Running() : told;
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
        List<String> lines = run.lastLines(Integer.MAX_VALUE);
        if (lines.size() > ExitWords.LINES) LOG.info("{}; before that\n{}", message, String.join("\n", lines));
        return done(new Outcome.Failed(message, reports.curve()));
    }

    private Progress done(Outcome outcome) {
        run.close();
        done = true;
        return new Progress.Done(outcome);
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        if (!done && stops && lastWord == null) run.askToStop();
        done = true;
        run.close();
        afterwards.run();
    }
}
