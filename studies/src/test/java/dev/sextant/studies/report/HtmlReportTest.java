// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.Ranking;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The page is also well-formed XML, so its structure can be read by the JDK. */
class HtmlReportTest {
    private static Document read(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String tag) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < page.getElementsByTagName(tag).getLength(); i++)
            found.add((Element) page.getElementsByTagName(tag).item(i));
        return found;
    }

    private static List<String> texts(Document page, String tag) {
        return elements(page, tag).stream().map(Element::getTextContent).toList();
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "0.1.0");
        facts.put("data", "<6ebe>");
        return facts;
    }

    @Test
    void everyTableHasACaptionAndNamesItsColumnsAndRows() throws Exception {
        Document page = read(HtmlReport.write(ReportedStudy.small().tested().rank(), facts()));
        assertEquals(
                List.of(
                        "Schedules, best first",
                        "Learning rates of each schedule, best first → validation loss",
                        "Trials, best first",
                        "Where this comes from"),
                texts(page, "caption"));
        assertEquals(4, elements(page, "table").size());
        for (Element head : elements(page, "th"))
            assertTrue(List.of("col", "row").contains(head.getAttribute("scope")), head.getTextContent());
        assertEquals(
                3 + 3 + 8 + 2,
                elements(page, "th").stream()
                        .filter(head -> head.getAttribute("scope").equals("row"))
                        .count());
        for (Element row : elements(page, "tr"))
            assertEquals(
                    elements(page, "tr").stream()
                            .filter(other -> other.getParentNode()
                                    .getParentNode()
                                    .isSameNode(row.getParentNode().getParentNode()))
                            .findFirst()
                            .orElseThrow()
                            .getChildNodes()
                            .getLength(),
                    row.getChildNodes().getLength());
    }

    @Test
    void theVerdictComesFirstAndTheFactsLast() throws Exception {
        Document page = read(HtmlReport.write(ReportedStudy.small().tested().rank(), facts()));
        assertTrue(texts(page, "p").get(1).startsWith("Best: learning rate 0.05 with cosine"));
        assertEquals("<6ebe>", texts(page, "td").getLast());
        assertEquals(List.of("small"), texts(page, "h1"));
    }

    @Test
    void nothingIsLoadedAndNothingRuns() {
        String html = HtmlReport.write(ReportedStudy.hostile().rank(), Map.of("<script>", "\"onload='x'"));
        assertFalse(html.matches("(?s).*<(script|img|link|iframe|object|form|a|svg)\\b.*"), html);
        assertFalse(html.matches("(?s).*(url\\(|@import|src=[\"']|href=).*"), html);
    }

    @Test
    void hostileNamesAreText() throws Exception {
        Document page = read(HtmlReport.write(ReportedStudy.hostile().rank(), Map.of()));
        assertEquals(List.of("</title><script>alert('x')</script> & \"co\" [31m"), texts(page, "h1"));
        assertTrue(texts(page, "td").stream().anyMatch(cell -> cell.contains("<script>alert(1)</script>")));
        assertEquals(1, elements(page, "title").size());
    }

    @Test
    void anEmptyStudyIsAPageToo() throws Exception {
        Ranking ranking = ReportedStudy.of("empty").rank();
        assertEquals(List.of(), texts(read(HtmlReport.write(ranking, Map.of())), "table"));
    }
}
