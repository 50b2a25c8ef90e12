// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema.Section SECTION = new Schema.Section(
            "Anything.",
            List.of(
                    Schema.Key.whole("count", "How many.", Schema.Interval.closed(1, 9), 3),
                    new Schema.Key("name", new Schema.Text("Which.", List.of("red", "green")), false, null),
                    new Schema.Key(
                            "none",
                            new Schema.Text("Nothing unless written.", List.of()),
                            false,
                            JsonNodeFactory.instance.nullNode()),
                    new Schema.Key(
                            "either",
                            new Schema.AnyOf(
                                    "A number or a list of two or three.",
                                    List.of(
                                            new Schema.Real("A number.", Schema.Interval.UNIT),
                                            new Schema.Items(
                                                    "Two or three numbers.",
                                                    new Schema.Real("A number.", Schema.Interval.UNIT),
                                                    2,
                                                    3))),
                            false,
                            null),
                    new Schema.Key(
                            "rule",
                            new Schema.Variants(
                                    "A rule.",
                                    Map.of(
                                            "fast",
                                            new Schema.Section(
                                                    "Fast.",
                                                    List.of(Schema.Key.real(
                                                            "rate", "The rate.", Schema.Interval.POSITIVE, 0.5))))),
                            true,
                            null)));

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    @Test
    void whatIsNotWrittenHasItsPresetAndTheTypeIsNobodysKey() throws Exception {
        assertEquals(
                "{'rule':{'fast':{'rate':0.5}},'x-note':[1],'either':[0,1],'count':3,'none':null}".replace('\'', '"'),
                DocumentCheck.filled(read("{'type': 'any', 'rule': 'fast', 'x-note': [1], 'either': [0, 1]}"), SECTION)
                        .toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}||\"rule\" is missing|\"rule\": A rule.",
                "{'rule': 'fats'}|rule|unknown name \"fats\"|did you mean \"fast\"?",
                "{'rule': {'fast': 1}}|rule.fast|fast must be an object, got 1|write an object",
                "{'rule': {'fast': {'rate': 0}}}|rule.fast.rate|rate (0) must be above 0|write a number above 0",
                "{'rule': 'fast', 'count': 2.5}|count|count must be a whole number, got 2.5|write a whole number",
                "{'rule': 'fast', 'count': 10}|count|count (10) must be in [1, 9]|write a whole number in [1, 9]",
                "{'rule': 'fast', 'name': 'gren'}|name|unknown value \"gren\"|did you mean \"green\"?",
                "{'rule': 'fast', 'name': 1}|name|name must be a string, got 1|write a string",
                "{'rule': 'fast', 'either': 'x'}|either|\"x\" has none of the forms that may stand here"
                        + "|A number or a list of two or three.",
                "{'rule': 'fast', 'either': [1]}|either|either has 1 items, 2 to 3 are expected"
                        + "|Two or three numbers.",
                "{'rule': 'fast', 'either': [1, 2]}|either.1|either.1 (2) must be in [0, 1]|write a number in [0, 1]",
                "{'rule': 'fast', 'cuont': 1}|cuont|unknown key \"cuont\"|did you mean \"count\"?",
            })
    void mistakesAreToldAtTheirPlace(String text, String path, String message, String help) {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> DocumentCheck.filled(read(text), SECTION));
        assertEquals(path == null ? "" : path, refused.path());
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }
}
