// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.Counts;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.PruningEffect;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateRange;
import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ranked result for programs: pretty-printed JSON with its keys in a fixed order. A function of the ranking alone,
 * so it is byte for byte the same however the study was run. A number that there is not is null, never NaN. What stands
 * beside for several objectives, constraints and an early end: {@link GoalsJson}; what the trials say together:
 * {@link InsightsJson}; by the choices that were asked for: {@link GroupingsJson}. Every key is explained in
 * docs/report-json.md.
 */
public final class JsonReport {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** How many of a schedule's learning rates are listed. */
    static final int RATES = 5;

    private JsonReport() {}

    public static String write(Ranking ranking) {
        StringWriter text = new StringWriter();
        try {
            write(ranking, JSON.objectNode(), text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Writes the report trial by trial, so that it need not fit into memory.
     *
     * @param before what stands before the ranking, in the same object
     * @param out left open
     */
    public static void write(Ranking ranking, ObjectNode before, Writer out) throws IOException {
        write(ranking, before, layout(), out);
        out.write('\n');
    }

    /** The same as {@link #write(Ranking)} in one line without its end. */
    public static String line(Ranking ranking) {
        StringWriter text = new StringWriter();
        try {
            write(ranking, JSON.objectNode(), new MinimalPrettyPrinter(), text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Ranking ranking, ObjectNode before, PrettyPrinter layout, Writer out) throws IOException {
        GoalsJson goals = new GoalsJson(ranking);
        Space space = ranking.template().space();
        Direction direction = ranking.objective().direction();
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(layout);
            json.writeStartObject();
            properties(json, before);
            properties(json, head(ranking, goals));
            json.writeArrayFieldStart("trials");
            for (RankedTrial trial : ranking.trials()) json.writeTree(trial(trial, space, direction, goals));
            json.writeEndArray();
            properties(json, tail(ranking));
            InsightsJson.write(json, ranking);
            GroupingsJson.write(json, ranking);
            json.writeEndObject();
        }
    }

    private static void properties(JsonGenerator json, ObjectNode object) throws IOException {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            json.writeFieldName(property.getKey());
            json.writeTree(property.getValue());
        }
    }

    private static ObjectNode head(Ranking ranking, GoalsJson goals) {
        ObjectNode report = JSON.objectNode();
        report.put("study", ranking.study());
        GoalsJson.objective(report.putObject("objective"), ranking.objective());
        report.put("verdict", Wording.of(ranking).verdict());
        goals.head(report);
        return report;
    }

    private static ObjectNode tail(Ranking ranking) {
        ObjectNode report = JSON.objectNode();
        ArrayNode schedules = report.putArray("schedules");
        for (RankedSchedule schedule : ranking.schedules()) schedules.add(schedule(schedule));
        report.set("default", baseline(ranking.baseline()));
        report.set("test", test(ranking.test()));
        report.set("counts", counts(ranking.counts()));
        report.set("pruning", pruning(ranking.pruning()));
        ArrayNode advice = report.putArray("advice");
        AdviceWording.of(ranking).forEach(advice::add);
        return report;
    }

    private static ObjectNode trial(RankedTrial trial, Space space, Direction direction, GoalsJson goals) {
        ObjectNode json = JSON.objectNode();
        json.put("rank", trial.rank());
        json.put("tie", trial.tie());
        json.put("trial", trial.trial());
        number(json, "value", trial.value());
        json.put("state", trial.outcome().state());
        json.put("epochs", trial.epochs());
        if (trial.bestEpoch() > 0) json.put("bestEpoch", trial.bestEpoch());
        else json.putNull("bestEpoch");
        json.set("confirmed", confirmed(trial.confirmed()));
        json.set("parameters", parameters(trial.configuration(), space));
        json.put("control", !trial.plan().enforced());
        StoppingPlan.Rung missed = trial.plan().missed(trial.outcome(), direction);
        if (missed == null) json.putNull("missedRung");
        else json.put("missedRung", missed.epoch());
        if (trial.outcome() instanceof Outcome.Failed failed) json.put("message", failed.message());
        goals.trial(json, trial);
        return json;
    }

    private static @Nullable ObjectNode confirmed(@Nullable Confirmed confirmed) {
        if (confirmed == null) return null;
        ObjectNode json = interval(confirmed.interval());
        json.put("missing", confirmed.missing());
        number(json, "luck", confirmed.luck());
        GoalsJson.confirmed(json, confirmed);
        return json;
    }

    static ObjectNode interval(Interval interval) {
        ObjectNode json = JSON.objectNode();
        number(json, "mean", interval.mean());
        number(json, "low", interval.low());
        number(json, "high", interval.high());
        return json.put("n", interval.n());
    }

    /** Path to value: numbers, a plain option's own JSON value, a branch's label. */
    public static ObjectNode parameters(Configuration configuration, Space space) {
        ObjectNode json = JSON.objectNode();
        configuration.values().forEach((path, value) -> {
            switch (value) {
                case Value.Real real -> number(json, path, real.number());
                case Value.Whole whole -> json.put(path, whole.number());
                case Value.Chosen chosen -> {
                    Option option = option(space.find(path), chosen);
                    if (option == null || option.branch()) json.put(path, chosen.label());
                    else json.set(path, option.content());
                }
            }
        });
        return json;
    }

    static @Nullable Option option(@Nullable Parameter parameter, Value.Chosen chosen) {
        return parameter != null && parameter.domain() instanceof Domain.Choice(var options)
                ? options.get(chosen.index())
                : null;
    }

    static ObjectNode schedule(RankedSchedule schedule) {
        ObjectNode json = JSON.objectNode();
        json.put("rank", schedule.rank());
        json.put("tie", schedule.tie());
        json.put("schedule", schedule.schedule());
        json.put("trials", schedule.trials().size());
        number(json, "best", schedule.best());
        json.set("confirmed", confirmed(schedule.confirmed()));
        json.set("learningRate", rates(schedule));
        json.put("completed", schedule.completed());
        if (schedule.succeeded() > 0)
            json.put("bestTrial", schedule.trials().getFirst().trial());
        else json.putNull("bestTrial");
        number(json, "medianEpochs", schedule.medianEpochs());
        return json;
    }

    private static @Nullable ObjectNode rates(RankedSchedule schedule) {
        RateRange range = schedule.learningRate();
        if (range == null) return null;
        ObjectNode json = JSON.objectNode();
        number(json, "best", range.best());
        number(json, "low", range.low());
        number(json, "high", range.high());
        number(json, "divergesAbove", range.divergesAbove());
        ArrayNode ranked = json.putArray("ranked");
        for (RankedTrial trial : schedule.trials()) {
            if (ranked.size() == RATES || !trial.succeeded()) break;
            ObjectNode one = ranked.addObject();
            number(one, "learningRate", trial.rate());
            one.put("trial", trial.trial());
            number(one, "value", trial.value());
            number(
                    one,
                    "confirmed",
                    trial.confirmed() == null
                            ? Double.NaN
                            : trial.confirmed().interval().mean());
        }
        return json;
    }

    private static @Nullable ObjectNode baseline(@Nullable Baseline baseline) {
        if (baseline == null) return null;
        ObjectNode json = JSON.objectNode();
        json.put("trial", baseline.trial().trial());
        json.put("rank", baseline.trial().rank());
        json.put("tie", baseline.trial().tie());
        number(json, "value", baseline.trial().value());
        json.put("state", baseline.trial().outcome().state());
        json.set("confirmed", confirmed(baseline.confirmed()));
        json.put("wins", baseline.wins());
        Baseline.Gain gain = baseline.gain();
        if (gain == null) return json.putNull("gain");
        ObjectNode better = interval(gain.interval());
        number(better, "relative", gain.relative());
        return json.set("gain", better);
    }

    private static ObjectNode test(TestScore test) {
        ObjectNode json = JSON.objectNode();
        json.put("opened", test.opened());
        if (test.trial() >= 0) json.put("trial", test.trial());
        else json.putNull("trial");
        test.metrics().forEach((name, value) -> number(json, name, value));
        return test.reason().isEmpty() ? json.putNull("reason") : json.put("reason", test.reason());
    }

    private static ObjectNode counts(Counts counts) {
        return JSON.objectNode()
                .put("completed", counts.completed())
                .put("pruned", counts.pruned())
                .put("diverged", counts.diverged())
                .put("failed", counts.failed())
                .put("unfinished", counts.unfinished())
                .put("epochs", counts.epochs())
                .put("confirmations", counts.confirmations())
                .put("allEpochs", counts.allEpochs());
    }

    private static @Nullable ObjectNode pruning(@Nullable PruningEffect effect) {
        if (effect == null) return null;
        ObjectNode json = JSON.objectNode();
        json.put("pruned", effect.pruned());
        json.put("epochsSaved", effect.saved());
        json.put("share", effect.share());
        PruningEffect.Control control = effect.control();
        ObjectNode group = json.putObject("control").put("trials", control.trials());
        group.put("wouldHaveStopped", control.stopped());
        if (control.bestRank() > 0) group.put("bestRank", control.bestRank());
        else group.putNull("bestRank");
        group.put("amongFirst" + PruningEffect.FIRST, control.amongFirst());
        group.put("completed", control.completed());
        ArrayNode off = json.putArray("switchedOff");
        for (PruningEffect.SwitchedOff rung : effect.switchedOff())
            off.addObject()
                    .put("epoch", rung.epoch())
                    .put("trials", rung.plans())
                    .put("correlation", rung.correlation());
        return json;
    }

    /** Null where it is no finite number. */
    public static void number(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) json.put(key, value);
        else json.putNull(key);
    }

    private static PrettyPrinter layout() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(indent)
                .withArrayIndenter(indent);
    }
}
