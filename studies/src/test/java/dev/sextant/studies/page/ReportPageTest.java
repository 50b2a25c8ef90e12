// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class ReportPageTest {
    @Test
    void everyTableHasACaptionAndNamesItsColumnsAndRows() throws Exception {
        WrittenPage page = WrittenPage.of(MadeStudy.of(30).page());
        assertEquals(
                List.of(
                        "Schedules, best first",
                        "Learning rates of each schedule, best first → validation loss",
                        "Trials, best first",
                        "Where this comes from"),
                page.texts("caption"));
        for (Element head : page.elements("th"))
            assertTrue(List.of("col", "row").contains(head.getAttribute("scope")), head.getTextContent());
        for (Element table : page.elements("table")) {
            var rows = table.getElementsByTagName("tr");
            for (int i = 0; i < rows.getLength(); i++)
                assertEquals(
                        rows.item(0).getChildNodes().getLength(),
                        rows.item(i).getChildNodes().getLength());
        }
    }

    @Test
    void theOrderIsVerdictSchedulesPicturesTrialsCurvesAndTheRest() throws Exception {
        WrittenPage page = WrittenPage.of(MadeStudy.of(30).page());
        List<String> ids = new ArrayList<>();
        for (Node child = page.elements("main").getFirst().getFirstChild();
                child != null;
                child = child.getNextSibling())
            if (child instanceof Element element)
                ids.add(element.getAttribute(element.hasAttribute("id") ? "id" : "class"));
        assertEquals(
                List.of(
                        "verdict",
                        "schedules",
                        "response",
                        "cells",
                        "forest",
                        "rates",
                        "trials",
                        "curves",
                        "words",
                        "advice",
                        "more",
                        "facts"),
                ids);
        assertTrue(page.texts("p", "verdict").getFirst().startsWith("Best: learning rate "));
        assertEquals(4, page.texts("p", "no-script").size());
    }

    @Test
    void aReaderWithoutEyesFindsTheWay() throws Exception {
        WrittenPage page = WrittenPage.of(MadeStudy.of(30).page());
        assertEquals("en", page.document().getDocumentElement().getAttribute("lang"));
        assertEquals(List.of("made – Sextant report"), page.texts("title"));
        for (String landmark : List.of("header", "main", "footer", "h1"))
            assertEquals(1, page.elements(landmark).size(), landmark);
        assertEquals("#main", page.elements("a").getFirst().getAttribute("href"));
        assertEquals("main", page.elements("main").getFirst().getAttribute("id"));
        for (Element region : page.elements("div"))
            if (region.getAttribute("role").equals("region"))
                assertFalse(region.getAttribute("aria-label").isEmpty());
        List<String> ids = new ArrayList<>();
        Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(page.html());
        while (id.find() && ids.size() < 100) ids.add(id.group(1));
        assertEquals(new TreeSet<>(ids).size(), ids.size(), ids.toString());
    }

    @Test
    void nothingIsLoadedAndNothingRunsButItsOwnScripts() throws Exception {
        WrittenPage page = WrittenPage.of(OddStudies.hostile().page());
        String policy = page.policy();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe") || policy.contains("http") || policy.contains("*"), policy);
        List<String> hashes = new ArrayList<>();
        for (WrittenPage.Block block : page.blocks()) if (!block.data()) hashes.add(block.hash());
        assertEquals(3, hashes.size());
        for (String hash : hashes) assertTrue(policy.contains(hash), hash);
        assertEquals(
                List.of(" type=\"application/json\" id=\"data\"", " type=\"application/json\" id=\"timeline\""),
                page.blocks().stream()
                        .filter(WrittenPage.Block::data)
                        .map(WrittenPage.Block::attributes)
                        .toList());
        for (String tag : List.of("img", "link", "iframe", "object", "form", "svg", "embed", "base"))
            assertEquals(List.of(), page.elements(tag));
        for (String attribute : List.of("src", "style", "onload", "onerror", "onclick"))
            for (Element any : page.elements("*")) assertFalse(any.hasAttribute(attribute), attribute);
    }

    @Test
    void hostileNamesAreText() throws Exception {
        WrittenPage page = WrittenPage.of(OddStudies.hostile().page());
        String shown = "</title></script><script>alert('x')</script><!-- & \"co\"  RTL  [31m";
        assertEquals(List.of(shown), page.texts("h1"));
        assertEquals(List.of(shown + " – Sextant report"), page.texts("title"));
        assertEquals(List.of(shown), page.texts("p", "description"));
        assertEquals(shown, page.data("data").get("study").textValue());
        assertEquals(OddStudies.EVIL, page.data("data").get("schedules").get(1).textValue());
        for (WrittenPage.Block block : page.blocks())
            if (block.data()) assertFalse(block.text().matches("(?s).*[<>&\u2028\u2029\u001b].*"), block.text());
    }

    @Test
    void severalObjectivesPutTheFrontFirst() throws Exception {
        Goals goals = new Goals(
                List.of(MadeStudy.LOSS, new Objective("parameters", Direction.MINIMIZE)),
                List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 4000)));
        WrittenPage page = WrittenPage.of(MadeStudy.of(60).after(goals).page());
        assertEquals(
                "Front of validation loss and parameters", page.texts("caption").getFirst());
        JsonNode data = page.data("data");
        assertEquals("[\"Parameters at most 4000.\"]", data.get("constraints").toString());
        assertEquals(60, data.at("/trials/objectives/parameters").size());
        assertTrue(data.at("/trials/state").textValue().contains("i"));
        assertFalse(data.at("/front/members").isEmpty());
    }

    @Test
    void theSamePageIsTheSameBytes() throws Exception {
        assertEquals(
                WrittenPage.of(MadeStudy.of(200).page()).html(),
                WrittenPage.of(MadeStudy.of(200).page()).html());
    }
}
