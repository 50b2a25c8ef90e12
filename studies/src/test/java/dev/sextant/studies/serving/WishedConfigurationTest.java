// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.studies.dashboard.RefusedRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishedConfigurationTest {
    private static final Parameter GAMMA =
            new Parameter("schedule.step.gamma", new Domain.Range(0.1, 0.9, Scale.LINEAR), new Value.Real(0.5));
    private static final Domain.Choice SCHEDULES = new Domain.Choice(List.of(
            new Option("constant", JsonNodeFactory.instance.objectNode(), true, List.of()),
            new Option("step", JsonNodeFactory.instance.objectNode(), true, List.of(GAMMA))));
    private static final Domain.Choice SIZES =
            new Domain.Choice(List.of(Option.of(IntNode.valueOf(16)), Option.of(IntNode.valueOf(32))));
    private static final Space SPACE = Space.of(List.of(
            new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)),
            new Parameter("schedule", SCHEDULES, SCHEDULES.chosen(0)),
            new Parameter("units", new Domain.Whole(1, 9, Scale.LINEAR), new Value.Whole(4)),
            new Parameter("batchSize", SIZES, SIZES.chosen(1))));

    private static Configuration of(String body) throws RefusedRequestException, JsonProcessingException {
        return WishedConfiguration.of(SPACE, (ObjectNode) new ObjectMapper().readTree(body));
    }

    private static Configuration configuration(double rate, int schedule, double gamma, long units, int size) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("learningRate", new Value.Real(rate));
        values.put("schedule", SCHEDULES.chosen(schedule));
        if (schedule == 1) values.put("schedule.step.gamma", new Value.Real(gamma));
        values.put("units", new Value.Whole(units));
        values.put("batchSize", SIZES.chosen(size));
        return new Configuration(values);
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws Exception {
        assertEquals(SPACE.preset(), of("{\"parameters\": {}}"));
        assertEquals(configuration(0.01, 1, 0.5, 4, 1), of("{\"parameters\": {\"schedule\": \"step\"}}"));
        assertEquals(
                configuration(0.5, 1, 0.25, 7, 0),
                of("{\"parameters\": {\"batchSize\": 16, \"units\": 7.0, \"learningRate\": 0.5, \"schedule\": \"step\","
                        + " \"schedule.step.gamma\": 0.25}}"));
        assertEquals(
                configuration(1, 0, 0, 4, 0), of("{\"parameters\": {\"batchSize\": \"16\", \"learningRate\": 1}}"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"learningRate\": 5} | /parameters/learningRate: must be one of the parameter's values, 1e-4 … 1.0,"
                        + " got 5. Choose another.",
                "{\"learningRate\": \"0.1\"} | /parameters/learningRate: must be one of the parameter's values,"
                        + " 1e-4 … 1.0, got \"0.1\". Choose another.",
                "{\"learningRate\": null} | /parameters/learningRate: must be one of the parameter's values,"
                        + " 1e-4 … 1.0, got null. Choose another.",
                "{\"learningRate\": 1e999} | /parameters/learningRate: must be one of the parameter's values,"
                        + " 1e-4 … 1.0, got \"Infinity\". Choose another.",
                "{\"units\": 2.5} | /parameters/units: must be one of the parameter's values, 1 … 9, got 2.5."
                        + " Choose another.",
                "{\"schedule\": \"cosine\"} | /parameters/schedule: must be one of the choice's options,"
                        + " got \"cosine\". The options are constant, step.",
                "{\"batchSize\": 64} | /parameters/batchSize: must be one of the choice's options, got 64."
                        + " The options are 16, 32.",
                "{\"schedule.step.gamma\": 0.5} | /parameters/schedule.step.gamma: it exists only where schedule is"
                        + " step. Leave it out, or choose that.",
                "{\"unit\": 3} | /parameters/unit: the study has no such parameter. Did you mean \"units\"?"
            })
    void whatDoesNotFitIsRefusedWithTheWayOut(String parameters, String message) {
        var refused = assertThrows(RefusedRequestException.class, () -> of("{\"parameters\": " + parameters + "}"));
        assertEquals(message, refused.getMessage());
        assertEquals(422, refused.status());
    }

    @Test
    void severalFaultsAreToldAtOnceButNotAll() {
        StringBuilder body = new StringBuilder("{\"units\": 99");
        for (int i = 0; i < 100; i++)
            body.append(", \"quite unknown ").append(i).append("\": 1");
        var refused = assertThrows(RefusedRequestException.class, () -> of("{\"parameters\": " + body + "}}"));
        String message = String.valueOf(refused.getMessage());
        assertEquals(5, message.split("/parameters/", -1).length - 1);
        assertTrue(message.endsWith(" And 96 more."), message);
    }

    @Test
    void aBodyOfAnotherShapeIsRefused() {
        var none = assertThrows(RefusedRequestException.class, () -> of("{}"));
        assertEquals(
                "/parameters: must be an object of values by parameter. Say {\"parameters\": {…}}.", none.getMessage());
        var other = assertThrows(RefusedRequestException.class, () -> of("{\"parameters\": {}, \"now\": true}"));
        assertEquals("/now: there is no such key. Say {\"parameters\": {…}}.", other.getMessage());
        assertEquals(400, other.status());
    }

    @Test
    void nothingLongIsRepeated() {
        String path = "p".repeat(10_000);
        var refused = assertThrows(RefusedRequestException.class, () -> of("{\"parameters\": {\"" + path + "\": 1}}"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.length() < 500, message);
    }
}
