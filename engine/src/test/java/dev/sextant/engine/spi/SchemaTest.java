// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema.Section STOPPING = new Schema.Section(
            "Early stopping.",
            List.of(new Schema.Key("patience", new Schema.Whole("Epochs.", Interval.atLeast(1)), false, number(10))));
    private static final Schema.Section TRAINER = new Schema.Section(
            "A trainer.",
            List.of(
                    new Schema.Key("data", new Schema.Text("A file.", List.of()), true, null),
                    new Schema.Key("rate", new Schema.Real("The rate.", Interval.POSITIVE), false, number(3)),
                    new Schema.Key("stopping", STOPPING, false, JsonNodeFactory.instance.objectNode()),
                    new Schema.Key("rule", rules(), false, JsonNodeFactory.instance.textNode("momentum")),
                    new Schema.Key(
                            "batch",
                            new Schema.AnyOf(
                                    "Rows.",
                                    List.of(
                                            new Schema.Whole("Rows.", Interval.atLeast(1)),
                                            new Schema.Text("All.", List.of("full")),
                                            rules())),
                            false,
                            number(32)),
                    new Schema.Key("stages", new Schema.Items("Stages.", STOPPING, 0, 3), false, null)));

    private static Schema.Variants rules() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        variants.put("plain", new Schema.Section("No keys.", List.of()));
        variants.put(
                "momentum",
                new Schema.Section(
                        "One key.",
                        List.of(new Schema.Key("beta", new Schema.Real("Decay.", Interval.UNIT), false, number(9)))));
        return new Schema.Variants("A rule.", variants);
    }

    private static JsonNode number(int value) {
        return JsonNodeFactory.instance.numberNode(value);
    }

    private static String filled(String document) throws Exception {
        return TRAINER.filled((ObjectNode) JSON.readTree(document)).toString();
    }

    @Test
    void missingKeysGetTheirPresetsAtEveryDepth() throws Exception {
        assertEquals("""
                {"data":"x.csv","rate":3,"stopping":{"patience":10},"rule":{"momentum":{"beta":9}},"batch":32}""", filled("{\"data\": \"x.csv\"}"));
    }

    @Test
    void whatIsWrittenStandsFirstAndAsWritten() throws Exception {
        assertEquals("""
                {"rate":0.5,"x-note":[1],"stopping":{"patience":2},"rule":{"plain":{}},"batch":"full","stages":[{"patience":10},{"patience":4}]}""", filled("""
                        {"rate": 0.5, "x-note": [1], "stopping": {"patience": 2}, "rule": "plain", "batch": "full",
                         "stages": [{}, {"patience": 4}]}"""));
    }

    @Test
    void aRequiredKeyIsNotInvented() throws Exception {
        assertFalse(JSON.readTree(filled("{}")).has("data"));
    }

    @Test
    void domainsAndMistakesAreCopiedAsTheyStand() throws Exception {
        String document = """
                {"data":7,"rate":{"log":[0.1,1]},"stopping":true,"rule":{"choice":["plain"]},"batch":{"int":[1,2]}}""";
        assertEquals(document, filled(document));
    }

    @Test
    void namesOfTheWritersOwnAreFilledByTheirValues() throws Exception {
        JsonNode written = JSON.readTree("{\"a\": {}, \"log\": {\"patience\": 1}, \"x-b\": 3}");
        assertEquals(
                "{\"a\":{\"patience\":10},\"log\":{\"patience\":1},\"x-b\":3}",
                new Schema.Named("Rules of one's own.", STOPPING)
                        .filled(written)
                        .toString());
        assertEquals(written, Schema.Named.free("Anything.").filled(written));
    }

    @Test
    void theFirstFormThatFitsIsFilled() throws Exception {
        assertEquals(
                "{\"momentum\":{\"beta\":9}}",
                JSON.readTree(filled("{\"batch\": \"momentum\"}")).get("batch").toString());
    }

    @Test
    void fillingTwiceChangesNothingAndLeavesTheOriginalAlone() throws Exception {
        ObjectNode original = (ObjectNode) JSON.readTree("{\"rule\": {\"momentum\": {}}}");
        ObjectNode once = TRAINER.filled(original);
        assertEquals(once, TRAINER.filled(once));
        assertEquals("{\"rule\":{\"momentum\":{}}}", original.toString());
    }

    @Test
    void anIntervalSaysWhatIsWrongWithAValue() {
        Interval.halfOpen(0, 1).require("momentum", 0);
        assertEquals("momentum (1) must be in [0, 1)", refusal(Interval.halfOpen(0, 1), 1));
        assertEquals("momentum (NaN) must be finite", refusal(Interval.ANY, Double.NaN));
        assertEquals("momentum (Infinity) must be above 0", refusal(Interval.POSITIVE, Double.POSITIVE_INFINITY));
        assertEquals("momentum (-0.5) must be at least 0", refusal(Interval.atLeast(0), -0.5));
    }

    private static @Nullable String refusal(Interval interval, double value) {
        return assertThrows(IllegalArgumentException.class, () -> interval.require("momentum", value))
                .getMessage();
    }
}
