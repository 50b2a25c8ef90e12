// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OddStudiesIT {
    static Set<String> oddities() {
        return OddStudies.names();
    }

    private static JsonNode data(String oddity) throws Exception {
        return WrittenPage.of(OddStudies.page(oddity)).data("data");
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void thePageSaysWhatThereIsAndWhatIsMissing(String oddity) throws Exception {
        Page shown = OddStudies.page(oddity);
        WrittenPage page = WrittenPage.of(shown);
        JsonNode data = page.data("data");
        assertFalse(page.texts("p", "verdict").getFirst().isBlank());
        assertEquals(shown.ranking().trials().size(), data.at("/trials/count").intValue());
        boolean drawn = !data.at("/response/lines").isEmpty();
        assertEquals(
                drawn,
                data.at("/response/without").textValue().isEmpty(),
                data.at("/response/without").toString());
        String words = page.document().getDocumentElement().getTextContent() + data;
        for (String none : List.of("NaN", "Infinity", "-0.0,", "@")) assertFalse(words.contains(none), none);
        if (!shown.ranking().trials().isEmpty())
            assertTrue(page.texts("caption").contains("Trials, best first")
                    || page.texts("caption").contains("Trials, front by front"));
        assertEquals(WrittenPage.of(shown).html(), page.html());
    }

    @Test
    void aStudyOfWhichNothingIsKnownHasItsSchedulesAlone() throws Exception {
        JsonNode data = data("no trial has ended");
        assertEquals("No trial has ended yet.", data.get("verdict").textValue());
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there is none",
                data.at("/response/without").textValue());
        for (String empty : new String[] {"curves", "forest", "slices", "gain"})
            assertTrue(data.get(empty).isEmpty());
        for (String none : new String[] {"test", "importance", "contour", "expectedBest", "front", "health"})
            assertTrue(data.get(none).isNull(), none);
        assertEquals("{\"edges\":[],\"cells\":[]}", data.get("cells").toString());
    }

    @Test
    void aFixedScheduleIsAListOfOneAndNoneAnEmptyOne() throws Exception {
        assertEquals("[\"cosine\"]", data("one schedule").get("schedules").toString());
        assertTrue(data("one schedule").get("schedule").isNull());
        assertEquals(0, data("one schedule").at("/trials/schedule/0").intValue());
        assertEquals("[]", data("no schedule").get("schedules").toString());
        assertEquals(-1, data("no schedule").at("/trials/schedule/0").intValue());
        assertTrue(data("no learning rate").get("rate").isNull());
        assertTrue(data("no learning rate").at("/cells/cells").isEmpty());
    }

    @Test
    void numbersBeyondAllMeasureStayNumbers() throws Exception {
        JsonNode huge = data("huge metric");
        assertTrue(huge.at("/trials/value/0").doubleValue() > 1e298);
        assertTrue(huge.at("/curves/0/values/0").doubleValue() > 1e298);
        JsonNode tiny = data("tiny negative metric");
        assertTrue(tiny.at("/trials/value/0").doubleValue() < 0);
    }

    @Test
    void everyOneOfFortySchedulesHasItsLine() throws Exception {
        JsonNode data = data("forty schedules");
        assertEquals(40, data.get("schedules").size());
        assertEquals(40, data.at("/response/lines").size());
    }
}
