// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The JSON in the rows of trials and outcomes, as bytes in UTF-8. JSON has no NaN and no infinities: they stand as
 * strings.
 */
final class TrialText {
    /** The fast parser of doubles is as exact as the JDK's. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build());

    private static final JsonFactory FACTORY = JSON.getFactory();

    /** What most trials have, so that it is written and read without any JSON. */
    private static final byte[] NO_NOTE = "{}".getBytes(StandardCharsets.UTF_8);

    private static final byte[] NO_PLAN = "{\"rungs\":[]}".getBytes(StandardCharsets.UTF_8);

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private TrialText() {}

    private static byte[] write(Content content) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler())) {
            try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
                content.write(json);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("written to memory", impossible);
        }
    }

    /** Parameter path to value: numbers, and the labels of chosen options. */
    static byte[] write(Configuration configuration) {
        return write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Value> entry : configuration.values().entrySet()) {
                json.writeFieldName(entry.getKey());
                switch (entry.getValue()) {
                    case Value.Real(double number) -> json.writeNumber(number);
                    case Value.Whole(long number) -> json.writeNumber(number);
                    case Value.Chosen(int _, String label) -> json.writeString(label);
                }
            }
            json.writeEndObject();
        });
    }

    static byte[] write(Note note) {
        return note.equals(Note.EMPTY) ? NO_NOTE : note.content().toString().getBytes(StandardCharsets.UTF_8);
    }

    static Note note(byte[] text) throws IOException {
        return Arrays.equals(text, NO_NOTE) ? Note.EMPTY : new Note((ObjectNode) JSON.readTree(text));
    }

    static byte[] write(StoppingPlan plan) {
        if (plan.rungs().isEmpty() && plan.enforced() && plan.switchedOff().isEmpty()) return NO_PLAN;
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("rungs");
            for (StoppingPlan.Rung rung : plan.rungs()) write(json, rung.epoch(), rung.threshold(), rung.trials());
            json.writeEndArray();
            if (!plan.enforced()) json.writeBooleanField("control", true);
            if (!plan.switchedOff().isEmpty()) {
                json.writeArrayFieldStart("switchedOff");
                for (StoppingPlan.SwitchedOff rung : plan.switchedOff())
                    write(json, rung.epoch(), rung.correlation(), rung.trials());
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, int epoch, double number, int trials) throws IOException {
        json.writeStartArray();
        json.writeNumber(epoch);
        json.writeNumber(number);
        json.writeNumber(trials);
        json.writeEndArray();
    }

    /** Before version 3, which a file opened for reading alone may be, a plan was the array of its rungs. */
    static StoppingPlan plan(byte[] text) throws IOException {
        if (Arrays.equals(text, NO_PLAN)) return StoppingPlan.NONE;
        JsonNode json = JSON.readTree(text);
        List<StoppingPlan.Rung> rungs = new ArrayList<>();
        for (JsonNode rung : json.isArray() ? json : json.required("rungs"))
            rungs.add(new StoppingPlan.Rung(
                    rung.required(0).intValue(),
                    number(rung.required(1)),
                    rung.path(2).asInt()));
        List<StoppingPlan.SwitchedOff> off = new ArrayList<>();
        for (JsonNode rung : json.path("switchedOff"))
            off.add(new StoppingPlan.SwitchedOff(
                    rung.required(0).intValue(),
                    number(rung.required(1)),
                    rung.path(2).asInt()));
        return new StoppingPlan(rungs, !json.path("control").booleanValue(), off);
    }

    static byte[] write(Map<String, Double> metrics) {
        return write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Double> metric : metrics.entrySet())
                json.writeNumberField(metric.getKey(), metric.getValue());
            json.writeEndObject();
        });
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }
}
