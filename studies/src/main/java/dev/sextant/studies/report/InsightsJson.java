// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Matrix;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.Band;
import dev.sextant.engine.response.Contour;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Health;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.response.Slice;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code insights} of the JSON of a ranking: what the trials say together. Its keys are always there and in this order;
 * what there is not is null. A row of figures takes one line, so that people can still read the rest.
 */
final class InsightsJson {
    private final JsonGenerator json;
    private final Space space;

    private InsightsJson(JsonGenerator json, Space space) {
        this.json = json;
        this.space = space;
    }

    /** Writes the property into the object that is open. */
    static void write(JsonGenerator json, Ranking ranking) throws IOException {
        json.writeFieldName("insights");
        new InsightsJson(json, ranking.template().space()).write(ranking.insights());
    }

    private void write(Insights insights) throws IOException {
        Response response = insights.response();
        json.writeStartObject();
        json.writeFieldName("without");
        if (response == null) json.writeString(insights.withoutResponse());
        else json.writeNull();
        health(response == null ? null : response.health());
        json.writeFieldName("schedules");
        if (response == null) json.writeNull();
        else {
            json.writeStartArray();
            for (ScheduleResponse schedule : response.schedules()) schedule(schedule);
            json.writeEndArray();
        }
        importance(insights.importance());
        json.writeFieldName("slices");
        if (response == null) json.writeNull();
        else {
            json.writeStartArray();
            for (Slice slice : response.slices()) slice(slice);
            json.writeEndArray();
        }
        contour(response == null ? null : response.contour());
        expectedBest(insights.expectedBest());
        matrix(insights.matrix());
        json.writeEndObject();
    }

    private void health(@Nullable Health health) throws IOException {
        json.writeFieldName("health");
        if (health == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeBooleanField("trusted", health.trusted());
        number("inside", health.inside());
        number("correlation", health.correlation());
        List<Health.Prediction> predictions = health.predictions();
        raw(
                "trials",
                predictions.stream().map(one -> Long.toString(one.trial())).toList());
        figures(
                "found",
                predictions.stream().mapToDouble(Health.Prediction::found).toArray());
        figures(
                "mean",
                predictions.stream().mapToDouble(one -> one.predicted().mean()).toArray());
        figures(
                "low",
                predictions.stream().mapToDouble(one -> one.predicted().low()).toArray());
        figures(
                "high",
                predictions.stream().mapToDouble(one -> one.predicted().high()).toArray());
        json.writeEndObject();
    }

    private void schedule(ScheduleResponse schedule) throws IOException {
        json.writeStartObject();
        json.writeFieldName("schedule");
        if (schedule.schedule().isEmpty()) json.writeNull();
        else json.writeString(schedule.schedule());
        number("probabilityBest", schedule.probabilityBest());
        estimate("expectedBest", schedule.expectedBest());
        json.writeFieldName("learningRate");
        RateResponse rate = schedule.rate();
        if (rate == null) json.writeNull();
        else {
            json.writeStartObject();
            estimate("best", rate.best());
            number("goodLow", rate.goodLow());
            number("goodHigh", rate.goodHigh());
            number("decades", rate.decades());
            figures("rates", rate.rates());
            band(rate.band());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void importance(@Nullable Importance importance) throws IOException {
        json.writeFieldName("importance");
        if (importance == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("method", importance.method() == Importance.Method.SOBOL ? "sobol" : "pedAnova");
        json.writeArrayFieldStart("parameters");
        for (Importance.Share share : importance.parameters()) {
            json.writeStartObject();
            json.writeStringField("parameter", share.parameter());
            number("share", share.share().mean());
            number("low", share.share().low());
            number("high", share.share().high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void slice(Slice slice) throws IOException {
        json.writeStartObject();
        json.writeStringField("parameter", slice.parameter());
        values("at", slice.parameter(), slice.at());
        band(slice.band());
        json.writeEndObject();
    }

    private void contour(@Nullable Contour contour) throws IOException {
        json.writeFieldName("contour");
        if (contour == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("x", contour.x());
        values("xs", contour.x(), contour.xs());
        json.writeStringField("y", contour.y());
        values("ys", contour.y(), contour.ys());
        json.writeArrayFieldStart("mean");
        for (double[] row : contour.mean()) json.writeRawValue(line(row));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void expectedBest(@Nullable ExpectedBest expected) throws IOException {
        json.writeFieldName("expectedBest");
        if (expected == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("method", expected.method().name().toLowerCase(Locale.ROOT));
        raw(
                "trials",
                Arrays.stream(expected.trials()).mapToObj(Integer::toString).toList());
        figures("value", expected.value());
        json.writeEndObject();
    }

    private void matrix(@Nullable Matrix matrix) throws IOException {
        json.writeFieldName("matrix");
        if (matrix == null) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (int row = 0; row < matrix.schedules().size(); row++)
            for (int column = 0; column < matrix.optimizers().size(); column++) {
                Matrix.Cell cell = matrix.at(row, column);
                ObjectNode one = JsonNodeFactory.instance.objectNode();
                one.put("schedule", matrix.schedules().get(row));
                one.put("optimizer", matrix.optimizers().get(column));
                one.put("trials", cell.trials());
                one.put("succeeded", cell.succeeded());
                JsonReport.number(one, "best", cell.best());
                if (cell.confirmed().n() == 0) one.putNull("confirmed");
                else one.set("confirmed", JsonReport.interval(cell.confirmed()));
                json.writeTree(one);
            }
        json.writeEndArray();
    }

    private void estimate(String key, Estimate estimate) throws IOException {
        json.writeObjectFieldStart(key);
        number("mean", estimate.mean());
        number("low", estimate.low());
        number("high", estimate.high());
        json.writeEndObject();
    }

    private void band(Band band) throws IOException {
        figures("mean", band.mean());
        figures("low", band.low());
        figures("high", band.high());
    }

    private void number(String key, double value) throws IOException {
        json.writeFieldName(key);
        if (Double.isFinite(value)) json.writeNumber(value);
        else json.writeNull();
    }

    private void figures(String key, double[] values) throws IOException {
        json.writeFieldName(key);
        json.writeRawValue(line(values));
    }

    /** Values of one parameter as a configuration has them: numbers, an option's own JSON, a branch's label. */
    private void values(String key, String path, List<Value> values) throws IOException {
        raw(key, values.stream().map(value -> text(space.find(path), value)).toList());
    }

    private static String text(@Nullable Parameter parameter, Value value) {
        return switch (value) {
            case Value.Real real -> figure(real.number());
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Chosen chosen -> {
                Option option = parameter != null && parameter.domain() instanceof Domain.Choice(var options)
                        ? options.get(chosen.index())
                        : null;
                JsonNode content = option == null || option.branch()
                        ? JsonNodeFactory.instance.textNode(chosen.label())
                        : option.content();
                yield content.toString();
            }
        };
    }

    private void raw(String key, List<String> values) throws IOException {
        json.writeFieldName(key);
        json.writeRawValue("[" + String.join(", ", values) + "]");
    }

    private static String line(double[] values) {
        return Arrays.stream(values).mapToObj(InsightsJson::figure).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
