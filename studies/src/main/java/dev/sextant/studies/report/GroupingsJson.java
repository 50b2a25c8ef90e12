// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Apart;
import dev.sextant.engine.ranking.BestRate;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Matrix;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateAnswer;
import dev.sextant.engine.ranking.RateBuckets;
import dev.sextant.engine.ranking.RateContrast;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * {@code groupings} of the JSON of a ranking: its trials by the choices that were asked for; left out where none was.
 */
final class GroupingsJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Ranking ranking;
    private final Grouping grouping;

    private GroupingsJson(Ranking ranking, Grouping grouping) {
        this.ranking = ranking;
        this.grouping = grouping;
    }

    /** Writes the property into the object that is open. */
    static void write(JsonGenerator json, Ranking ranking) throws IOException {
        if (ranking.insights().groupings().isEmpty()) return;
        json.writeArrayFieldStart("groupings");
        for (Grouping grouping : ranking.insights().groupings())
            json.writeTree(new GroupingsJson(ranking, grouping).object());
        json.writeEndArray();
    }

    private ObjectNode object() {
        ObjectNode json = JSON.objectNode();
        json.put("parameter", grouping.path());
        ArrayNode answer = json.putArray("answer");
        new GroupWording(ranking, grouping).sentences().forEach(answer::add);
        json.put("method", grouping.method().name().toLowerCase(Locale.ROOT));
        json.put("inactive", grouping.inactive());
        ArrayNode options = json.putArray("options");
        for (RankedSchedule value : grouping.values()) options.add(option(value));
        contrasts(json, grouping.rates());
        ArrayNode within = json.putArray("within");
        for (RateAnswer part : grouping.within()) {
            ObjectNode one = within.addObject();
            one.put("optimizer", part.within());
            ArrayNode rates = one.putArray("bestRates");
            for (BestRate rate : part.rates()) {
                ObjectNode best = rates.addObject();
                best.set("option", content(rate.option()));
                rate(best, rate);
            }
            contrasts(one, part);
        }
        json.set("buckets", buckets());
        json.set("schedules", schedules());
        ArrayNode apart = json.putArray("apart");
        for (Apart other : grouping.apart()) apart.add(apart(other));
        return json;
    }

    /** As a schedule is told, with its own value for the name, and what is known of its best learning rate. */
    private ObjectNode option(RankedSchedule value) {
        ObjectNode json = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : JsonReport.schedule(value).properties())
            if (property.getKey().equals("schedule")) json.set("option", content(value.schedule()));
            else json.set(property.getKey(), property.getValue());
        double probability = Double.NaN;
        for (ScheduleResponse one : grouping.believed())
            if (one.schedule().equals(value.schedule())) probability = one.probabilityBest();
        JsonReport.number(json, "probabilityBest", probability);
        json.putNull("bestRate");
        for (BestRate rate : grouping.rates().rates())
            if (rate.option().equals(value.schedule()) && rate.told()) rate(json.putObject("bestRate"), rate);
        return json;
    }

    private static void rate(ObjectNode json, BestRate rate) {
        JsonReport.number(json, "rate", rate.rate());
        JsonReport.number(json, "low", rate.low());
        JsonReport.number(json, "high", rate.high());
        json.put("trials", rate.trials());
    }

    private void contrasts(ObjectNode json, RateAnswer answer) {
        ArrayNode contrasts = json.putArray("contrasts");
        for (RateContrast contrast : answer.contrasts()) contrasts.add(contrast(contrast));
    }

    private ObjectNode contrast(RateContrast contrast) {
        ObjectNode json = JSON.objectNode();
        json.set("larger", content(contrast.larger()));
        json.set("smaller", content(contrast.smaller()));
        JsonReport.number(json, "share", contrast.share());
        json.put("draws", contrast.draws());
        JsonReport.number(json, "ratio", contrast.ratio());
        JsonReport.number(json, "low", contrast.low());
        JsonReport.number(json, "high", contrast.high());
        json.put("sure", contrast.sure());
        return json;
    }

    private JsonNode buckets() {
        RateBuckets buckets = grouping.buckets();
        if (buckets == null) return JSON.nullNode();
        ArrayNode json = JSON.arrayNode();
        for (int bucket = 0; bucket < buckets.count(); bucket++)
            for (int option = 0; option < buckets.options().size(); option++) {
                RateBuckets.Cell cell = buckets.at(bucket, option);
                ObjectNode one = json.addObject();
                JsonReport.number(one, "from", buckets.edges().get(bucket));
                JsonReport.number(one, "to", buckets.edges().get(bucket + 1));
                one.set("option", content(buckets.options().get(option)));
                one.put("trials", cell.trials());
                one.put("diverged", cell.diverged());
                if (cell.best() == null) one.putNull("bestTrial");
                else one.put("bestTrial", cell.best().trial());
                JsonReport.number(one, "share", cell.share());
            }
        return json;
    }

    private JsonNode schedules() {
        Matrix matrix = grouping.schedules();
        if (matrix == null) return JSON.nullNode();
        ArrayNode json = JSON.arrayNode();
        for (int row = 0; row < matrix.schedules().size(); row++)
            for (int column = 0; column < matrix.optimizers().size(); column++) {
                Matrix.Cell cell = matrix.at(row, column);
                ObjectNode one = json.addObject();
                one.put("schedule", matrix.schedules().get(row));
                one.set("option", content(matrix.optimizers().get(column)));
                one.put("trials", cell.trials());
                one.put("succeeded", cell.succeeded());
                JsonReport.number(one, "best", cell.best());
                if (cell.confirmed().n() == 0) one.putNull("confirmed");
                else one.set("confirmed", JsonReport.interval(cell.confirmed()));
            }
        return json;
    }

    private ObjectNode apart(Apart other) {
        ObjectNode json = JSON.objectNode();
        json.put("parameter", other.path());
        ArrayNode usual = json.putArray("usual");
        for (String label : other.usual())
            if (label.isEmpty()) usual.addNull();
            else usual.add(content(other.path(), label));
        return json;
    }

    private JsonNode content(String label) {
        return content(grouping.path(), label);
    }

    /** An option as parameters are told: its own value, the label of a branch. */
    private JsonNode content(String path, String label) {
        Parameter parameter = ranking.template().space().find(path);
        if (parameter != null && parameter.domain() instanceof Domain.Choice choice) {
            Option option = choice.options().get(choice.indexOf(label));
            if (!option.branch()) return option.content();
        }
        return JSON.textNode(label);
    }
}
