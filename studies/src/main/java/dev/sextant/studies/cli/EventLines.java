// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@code --json} writes: one JSON object a line, format 1. Every line has {@code "format"} and {@code "event"};
 * keys may be added, and numbers that are not finite are null.
 *
 * <ul>
 *   <li>{@code run}: {@code study}, {@code directory}, {@code workers}; the first line.
 *   <li>{@code started}: {@code restored} trials that had ended before, {@code budget} of search trials.
 *   <li>{@code phase}: {@code phase} is search, confirmation or test; {@code trials} it has in all.
 *   <li>{@code searchEnded}: the study's own rule ended the search early; {@code trials} it has in all, {@code reason}
 *       in words. Once at most, after {@code phase} search; of a run that is resumed, again.
 *   <li>{@code outOfTime}: the study has taken as long as it may, {@code limit} as in the study file; no trial begins
 *       after it.
 *   <li>{@code trialStarted}: {@code trial}, {@code role} (search, confirmation with {@code of} and {@code replicate},
 *       test with {@code of}), {@code parameters} by path.
 *   <li>{@code epoch}: {@code trial}, {@code epoch} from 1, {@code value} of the first objective. Some are left out
 *       when epochs are quick.
 *   <li>{@code trialEnded}: as {@code trialStarted}, and {@code state} (completed, pruned, diverged, failed),
 *       {@code epochs}; where they exist {@code value} of the first objective, {@code bestEpoch}, {@code metrics}
 *       (those of the other objectives and of the constraints among them), {@code message}.
 *   <li>{@code alarm}: {@code message}.
 *   <li>{@code finished}: {@code ending} (finished, stopped, out_of_time), {@code exit} code, {@code directory},
 *       {@code requirements} for each {@code --require} its {@code rule}, whether it was {@code met}, the
 *       {@code metric} meant, its {@code value} and the winning {@code trial}; {@code report}: what {@code rank
 *       --format json} writes; the last line.
 * </ul>
 */
final class EventLines implements Consumer<StudyEvent> {
    static final int FORMAT = 1;

    private final PrintStream out;
    private final Space space;

    EventLines(PrintStream out, Space space) {
        this.out = out;
        this.space = space;
    }

    void run(String study, String directory, int workers) {
        write(line("run").put("study", study).put("directory", directory).put("workers", workers));
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
    public void accept(StudyEvent event) {
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
                    case StudyEvent.EpochEnded(long trial, int epoch, double value) -> {
                        ObjectNode line = line("epoch").put("trial", trial).put("epoch", epoch);
                        yield number(line, "value", value);
                    }
                    case StudyEvent.TrialEnded(Trial trial) -> ended(trial(line("trialEnded"), trial), trial);
                    case StudyEvent.Alarm(String message) -> line("alarm").put("message", message);
                });
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
        out.println(line);
        out.flush();
    }
}
