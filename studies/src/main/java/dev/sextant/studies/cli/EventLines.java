// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What {@code --json} writes: one JSON object a line, format 1, each written out at once. Every line has
 * {@code "format"} and {@code "event"}; numbers that are not finite are null. What each event holds says
 * {@code studies/docs/events.md}, which a test holds to this class.
 *
 * <p>While the format is 1, events and keys may be added and none goes or changes what it means; whatever breaks that
 * is another format. So a program ignores what it does not know and refuses a format that it does not know.
 *
 * <p>Of a trial's epochs at most ten a second are written, and always the last, right before the trial's end.
 *
 * <p>Threads: any, one line after the other.
 */
final class EventLines implements Consumer<StudyEvent> {
    static final int FORMAT = 1;

    /** Epochs of one trial come no closer; fast enough for an eye that follows them. */
    static final Duration EPOCHS_APART = Duration.ofMillis(100);

    /** The last epoch of a trial that was written, and when. */
    private record Written(int epoch, long at) {}

    private final PrintStream out;
    private final Space space;
    private final LongSupplier clock;
    private final Map<Long, Written> epochs = new HashMap<>(); // of running trials
    private volatile boolean unread;

    /** @param clock nanoseconds from anywhere */
    EventLines(PrintStream out, Space space, LongSupplier clock) {
        this.out = out;
        this.space = space;
        this.clock = clock;
    }

    /** Whether lines could not be written: whoever read them has gone. */
    boolean unread() {
        return unread;
    }

    void run(String study, String directory, int workers) {
        write(line("run").put("study", study).put("directory", directory).put("workers", workers));
    }

    /** That this process waits while another leads the study; before all other lines. */
    static void standby(PrintStream out, String leader, Instant since) {
        out.println(line("standby").put("leader", leader).put("since", since.toString()));
        out.flush();
    }

    void finished(String ending, int exit, String directory, ArrayNode requirements, String ranking) {
        ObjectNode line = line("finished")
                .put("ending", ending.toLowerCase(Locale.ROOT))
                .put("exit", exit)
                .put("directory", directory);
        line.set("requirements", requirements);
        // The report is JSON already; on one line it must have no line ends, which JSON has only between its parts.
        line.putRawValue(
                "report",
                new RawValue(ranking.replace("\r", "").replace("\n", " ").strip()));
        write(line);
    }

    @Override
    public synchronized void accept(StudyEvent event) {
        if (event instanceof StudyEvent.EpochEnded(long trial, int epoch, double _) && !due(trial, epoch)) return;
        if (event instanceof StudyEvent.TrialEnded(Trial trial)) lastEpoch(trial);
        write(
                switch (event) {
                    case StudyEvent.Started(var restored, long budget) ->
                        line("started").put("restored", restored.size()).put("budget", budget);
                    case StudyEvent.PhaseStarted(StudyEvent.Phase phase, long trials) ->
                        line("phase")
                                .put("phase", phase.name().toLowerCase(Locale.ROOT))
                                .put("trials", trials);
                    case StudyEvent.SearchEnded(long trials, String reason) ->
                        line("searchEnded").put("trials", trials).put("reason", reason);
                    case StudyEvent.OutOfTime(var limit) -> line("outOfTime").put("limit", Limits.text(limit));
                    case StudyEvent.TrialStarted(Trial trial) -> trial(line("trialStarted"), trial);
                    case StudyEvent.EpochEnded(long trial, int epoch, double value) -> epoch(trial, epoch, value);
                    case StudyEvent.TrialEnded(Trial trial) -> ended(trial(line("trialEnded"), trial), trial);
                    case StudyEvent.Alarm(String message) -> line("alarm").put("message", message);
                });
    }

    private static ObjectNode epoch(long trial, int epoch, double value) {
        return number(line("epoch").put("trial", trial).put("epoch", epoch), "value", value);
    }

    private boolean due(long trial, int epoch) {
        long now = clock.getAsLong();
        Written before = epochs.get(trial);
        if (before != null && now - before.at() < EPOCHS_APART.toNanos()) return false;
        epochs.put(trial, new Written(epoch, now));
        return true;
    }

    /** Where it has not been written. */
    private void lastEpoch(Trial trial) {
        Written before = epochs.remove(trial.number());
        if (trial.outcome() == null) return;
        LearningCurve curve = trial.outcome().curve();
        int last = curve.epochs();
        if (last > 0 && (before == null || before.epoch() != last)) write(epoch(trial.number(), last, curve.at(last)));
    }

    private ObjectNode trial(ObjectNode line, Trial trial) {
        line.put("trial", trial.number());
        switch (trial.role()) {
            case Role.Search _ -> line.put("role", "search");
            case Role.Confirmation(long of, int replicate) ->
                line.put("role", "confirmation").put("of", of).put("replicate", replicate);
            case Role.Test(long of) -> line.put("role", "test").put("of", of);
        }
        line.set("parameters", space.write(trial.configuration()));
        return line;
    }

    private static ObjectNode ended(ObjectNode line, Trial trial) {
        Outcome outcome = trial.outcome();
        if (outcome == null) return line;
        line.put("state", outcome.state()).put("epochs", outcome.curve().epochs());
        switch (outcome) {
            case Outcome.Completed completed -> {
                number(line, "value", completed.value()).put("bestEpoch", completed.bestEpoch());
                ObjectNode metrics = line.putObject("metrics");
                for (Map.Entry<String, Double> metric : completed.metrics().entrySet())
                    number(metrics, metric.getKey(), metric.getValue());
            }
            case Outcome.Pruned pruned -> number(line, "value", pruned.value()).put("bestEpoch", pruned.bestEpoch());
            case Outcome.Diverged _ -> {}
            case Outcome.Failed(String message, var _) -> line.put("message", message);
        }
        return line;
    }

    private static ObjectNode number(ObjectNode line, String key, double value) {
        return Double.isFinite(value) ? line.put(key, value) : line.putNull(key);
    }

    private static ObjectNode line(String event) {
        return JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("event", event);
    }

    private synchronized void write(ObjectNode line) {
        if (unread) return;
        out.println(line);
        unread = out.checkError(); // which writes it out
    }
}
