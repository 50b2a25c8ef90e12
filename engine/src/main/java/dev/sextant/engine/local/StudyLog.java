// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.metrics.StudyTimes;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyWatch;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A study's course as log lines: its phases, what was retried and what took long at level info, alarms at level warn,
 * every attempt at level debug. Numbers go with the line as key-value pairs.
 *
 * <p>Cost: nothing that could be measured for a trial at level info. Threads: confined to one.
 */
final class StudyLog implements StudyWatch, StudyTimes.Listener {
    /** A proposal that takes longer is told of. */
    static final Duration SLOW_PROPOSAL = Duration.ofSeconds(10);

    /** A commit that takes longer is told of. */
    static final Duration SLOW_COMMIT = Duration.ofSeconds(1);

    /** Marks lines whose content people are shown by other means: a console leaves them out. */
    static final Marker SHOWN = MarkerFactory.getMarker("SHOWN");

    private static final Logger LOG = LoggerFactory.getLogger("dev.sextant.study");

    private final StudyTimes times;

    /** @param clock nanoseconds from any beginning */
    StudyLog(LongSupplier clock) {
        times = new StudyTimes(clock, this);
    }

    @Override
    public void told(Command command) {
        times.told(command);
        switch (command) {
            case Command.Begin(var trials, var attempts, var _, var _, var _) ->
                LOG.atInfo()
                        .addKeyValue("trials", trials.size())
                        .addKeyValue("attempts", attempts.size())
                        .log("the store was read");
            case Command.WorkerLost(String worker) ->
                LOG.atInfo().addKeyValue("worker", worker).log("a worker has left");
            case Command.EnqueuedDurably(long place) ->
                LOG.atInfo().addKeyValue("place", place).log("a person enqueued a configuration");
            case Command.Finish() -> LOG.info("no new trials from here on");
            default -> {}
        }
    }

    @Override
    public void decided(Effect effect) {
        times.decided(effect);
        switch (effect) {
            case Effect.BeginAttempt(Attempt attempt) -> {
                if (attempt.number() > 1) of(LOG.atInfo(), attempt).log("the trial is run again");
                else if (LOG.isDebugEnabled()) of(LOG.atDebug(), attempt).log("attempt begun");
            }
            case Effect.EndTrial(Attempt attempt, var outcome) -> {
                if (LOG.isDebugEnabled())
                    of(LOG.atDebug(), attempt)
                            .addKeyValue("state", outcome.state())
                            .addKeyValue("epochs", outcome.curve().epochs())
                            .log("attempt ended");
            }
            case Effect.EndAttempt(Attempt attempt, AttemptEnd end) ->
                of(LOG.atInfo(), attempt)
                        .addKeyValue("ending", end.kind())
                        .addKeyValue("cause", end.cause())
                        .log("an attempt brought no outcome");
            case Effect.Announce(StudyEvent event) -> announce(event);
            case Effect.Conclude(boolean finished) ->
                LOG.info(finished ? "every trial has ended" : "the study has stopped");
            default -> {}
        }
    }

    private static LoggingEventBuilder of(LoggingEventBuilder line, Attempt attempt) {
        return line.addKeyValue("trial", attempt.trial())
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("fence", attempt.fence())
                .addKeyValue("worker", attempt.worker());
    }

    private static void announce(StudyEvent event) {
        switch (event) {
            case StudyEvent.Started(var restored, long budget) ->
                LOG.atInfo()
                        .addKeyValue("restored", restored.size())
                        .addKeyValue("budget", budget)
                        .log("the study begins");
            case StudyEvent.PhaseStarted(var phase, long trials) ->
                LOG.atInfo()
                        .addKeyValue("phase", phase)
                        .addKeyValue("trials", trials)
                        .log("a phase begins");
            case StudyEvent.SearchEnded(long trials, String reason) ->
                LOG.atInfo()
                        .addKeyValue("trials", trials)
                        .addKeyValue("reason", reason)
                        .log("the search ends early");
            case StudyEvent.Alarm(String message) ->
                LOG.atWarn().addMarker(SHOWN).log(message);
            default -> {}
        }
    }

    @Override
    public void proposed(long trial, long nanos) {
        if (nanos > SLOW_PROPOSAL.toNanos()) slow("a proposal took long", trial, nanos);
    }

    @Override
    public void committed(long trial, long nanos) {
        if (nanos > SLOW_COMMIT.toNanos()) slow("a commit took long", trial, nanos);
    }

    private static void slow(String message, long trial, long nanos) {
        LOG.atInfo()
                .addKeyValue("trial", trial)
                .addKeyValue("milliseconds", Duration.ofNanos(nanos).toMillis())
                .log(message);
    }
}
