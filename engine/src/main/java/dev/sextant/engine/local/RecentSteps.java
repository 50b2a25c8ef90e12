// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The last commands and events of a study, for the record of an unexpected end. They are put into words only when
 * somebody asks.
 *
 * <p>Cost: a small object a step. Threads: any.
 */
final class RecentSteps implements StudyWatch {
    /** Steps that are kept. */
    static final int KEPT = 200;

    private static final int LONGEST = 300;

    private record Step(long milliseconds, Object what) {}

    private final LongSupplier clock;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** @param clock milliseconds since the epoch */
    RecentSteps(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void told(Command command) {
        // That time goes by says nothing.
        if (command instanceof Command.Elapsed || command instanceof Command.Scan) return;
        // What the store held is not kept alive for the sake of a line, here and below.
        add(
                command instanceof Command.Begin(var trials, var attempts, var _, var _, var _)
                        ? "begin with %d trials and %d attempts".formatted(trials.size(), attempts.size())
                        : command);
    }

    void happened(StudyEvent event) {
        add(event instanceof StudyEvent.Started ? "event: " + event : event);
    }

    private synchronized void add(Object what) {
        if (steps.size() == KEPT) steps.removeFirst();
        steps.add(new Step(clock.getAsLong(), what));
    }

    /** A line each, the oldest first. */
    List<String> lines() {
        List<Step> kept;
        synchronized (this) {
            kept = List.copyOf(steps);
        }
        return kept.stream()
                .map(step -> Instant.ofEpochMilli(step.milliseconds()) + " " + cut(text(step.what())))
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    private static String text(Object step) {
        return switch (step) {
            case Command.Pull pull ->
                "pull %d by %s for %d, of which %d idle"
                        .formatted(pull.request(), pull.worker(), pull.credits(), pull.idle());
            case Command.Proposed(long trial, var proposal, var _, var _) ->
                "proposed trial %d: %s"
                        .formatted(trial, proposal.configuration().values());
            case Command.Result(long request, Attempt attempt, Outcome outcome) ->
                "result %d: %s, %s".formatted(request, attempt, text(outcome));
            case Command.Ended(long trial, Outcome standing) ->
                "trial %d is stored: %s".formatted(trial, text(standing));
            case StudyEvent.TrialStarted(Trial trial) -> "event: trial %d started".formatted(trial.number());
            case StudyEvent.TrialEnded(Trial trial) -> "event: trial %d ended".formatted(trial.number());
            case StudyEvent event -> "event: " + event;
            default -> step.toString();
        };
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> "completed with " + completed.value();
            case Outcome.Failed(String message, var _) -> "failed: " + message;
            default -> outcome.state() + " after " + outcome.curve().epochs() + " epochs";
        };
    }
}
