// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.report.Naming;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a running study as one JSON object, with the names and places that a page's data has: null stands for a
 * number that there is not, an option stands for its place among the parameter's.
 */
final class FrameJson {
    /** Points of a curve: more could not be told apart in a line of text. */
    private static final int POINTS = 40;

    private final WatchedStudy study;
    private final List<String> schedules;

    FrameJson(WatchedStudy study) {
        this.study = study;
        String fixed = study.axes().fixedSchedule();
        this.schedules = fixed == null ? study.schedules() : List.of(fixed);
    }

    /**
     * @param ended what ended since the frame before
     * @param more how many ended beside those
     */
    ObjectNode of(Picture picture, List<Trial> ended, long more, List<String> words) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("phase", picture.phase().name().toLowerCase(Locale.ROOT));
        json.put("done", picture.done()).put("total", picture.total());
        if (picture.left() == null) json.putNull("left");
        else json.put("left", picture.left().toMillis() / 1e3);
        Picture.Counts counts = picture.counts();
        json.putObject("counts")
                .put("completed", counts.completed())
                .put("pruned", counts.pruned())
                .put("diverged", counts.diverged())
                .put("failed", counts.failed());
        ArrayNode bests = json.putArray("best");
        for (Picture.Best best : picture.bests())
            if (!Double.isNaN(best.value())) {
                ObjectNode one = bests.addObject().put("metric", best.metric());
                number(one, "value", best.value());
                one.put("trial", best.trial());
            }
        ArrayNode running = json.putArray("running");
        for (Training training : picture.slots())
            if (training == null) running.addNull();
            else running.add(running(training));
        ArrayNode trials = json.putArray("ended");
        for (Trial trial : ended) if (trial.outcome() != null) trials.add(ended(trial, trial.outcome()));
        json.put("more", more);
        ArrayNode lines = json.putArray("words");
        words.forEach(lines::add);
        return json;
    }

    private ObjectNode running(Training training) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Trial trial = training.trial();
        json.put("trial", trial.number()).put("epoch", training.epoch()).put("epochs", epochs(trial.configuration()));
        number(json, "value", training.value());
        json.put("since", Math.rint(training.nanos() / 1e6) / 1e3);
        json.put("label", label(trial));
        double[] curve = training.curve();
        ArrayNode points = json.putArray("curve");
        for (int point : places(curve.length, 0)) number(points, curve[point - 1]);
        return json;
    }

    /** The configuration in a few words, and what it is for where it is no trial of the search. */
    private String label(Trial trial) {
        String values = String.join(", ", Naming.parameters(study.space(), trial.configuration(), _ -> true));
        return switch (trial.role()) {
            case Role.Search _ -> values;
            case Role.Confirmation(long of, int replicate) -> "trial %d again, seed %d".formatted(of, replicate);
            case Role.Test(long of) -> "trial %d on the test rows".formatted(of);
        };
    }

    private int epochs(Configuration configuration) {
        return configuration.get(Tables.EPOCHS) instanceof Value.Whole(long number) ? (int) number : study.epochs();
    }

    private ObjectNode ended(Trial trial, Outcome outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", trial.number());
        json.put(
                "role",
                switch (trial.role()) {
                    case Role.Search _ -> "search";
                    case Role.Confirmation _ -> "confirmation";
                    case Role.Test _ -> "test";
                });
        json.put("state", state(outcome));
        LearningCurve curve = outcome.curve();
        int best = switch (outcome) {
            case Outcome.Completed completed -> completed.bestEpoch();
            case Outcome.Pruned pruned -> pruned.bestEpoch();
            case Outcome.Diverged _, Outcome.Failed _ -> 0;
        };
        number(
                json,
                "value",
                switch (outcome) {
                    case Outcome.Completed completed -> completed.value();
                    case Outcome.Pruned pruned -> pruned.value();
                    case Outcome.Diverged _, Outcome.Failed _ -> Double.NaN;
                });
        json.put("epochs", curve.epochs()).put("bestEpoch", best);
        String schedule = study.axes().scheduleOf(trial.configuration());
        json.put("schedule", schedule == null ? -1 : schedules.indexOf(schedule));
        ObjectNode values = json.putObject("values");
        Map<String, Value> chosen = trial.configuration().values();
        for (Parameter parameter : study.space().parameters())
            value(values, parameter.path(), chosen.get(parameter.path()));
        ObjectNode drawn = json.putObject("curve");
        ArrayNode epochs = drawn.putArray("epochs");
        ArrayNode points = drawn.putArray("values");
        for (int epoch : places(curve.epochs(), best)) {
            epochs.add(epoch);
            number(points, curve.at(epoch));
        }
        return json;
    }

    /** The first letter of the state; i where it completed and breaks a constraint. */
    private String state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed ->
                !study.goals().told(completed) ? "d" : study.goals().feasible(completed) ? "c" : "i";
            case Outcome.Pruned _ -> "p";
            case Outcome.Diverged _ -> "d";
            case Outcome.Failed _ -> "f";
        };
    }

    private static void value(ObjectNode json, String path, @Nullable Value value) {
        switch (value) {
            case Value.Real real -> number(json, path, real.number());
            case Value.Whole whole -> json.put(path, whole.number());
            case Value.Chosen chosen -> json.put(path, chosen.index());
            case null -> json.putNull(path);
        }
    }

    /** Places from 1 that are drawn of so many: evenly, with the first, the last and the best. */
    static Iterable<Integer> places(int all, int best) {
        TreeSet<Integer> places = new TreeSet<>();
        int even = Math.min(all, POINTS - 1);
        for (int i = 0; i < even; i++) places.add(even == 1 ? 1 : 1 + (int) ((long) i * (all - 1) / (even - 1)));
        if (0 < best && best <= all) places.add(best);
        return places;
    }

    private static void number(ObjectNode json, String name, double number) {
        if (Double.isFinite(number)) json.put(name, number);
        else json.putNull(name);
    }

    private static void number(ArrayNode json, double number) {
        if (Double.isFinite(number)) json.add(number);
        else json.addNull();
    }
}
