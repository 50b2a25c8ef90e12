// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.SweepRange;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SweepReportTest {
    /** Falls from 2 towards 0.5 around a rate, and gets out of hand at some hundred times it. */
    private static LearningRateSweep around(double good) {
        return LearningRateSweep.of(
                SweepRange.DEFAULT, rate -> 0.5 + 1.5 / (1 + rate / good) + (rate / good / 30) * (rate / good / 30));
    }

    private static final List<OptimizerSweep> SWEEPS =
            List.of(new OptimizerSweep("sgd", around(0.01)), new OptimizerSweep("adam", around(1e-4)));

    /** Every shape that a curve may have. */
    static Stream<LearningRateSweep> curves() {
        return Stream.of(
                around(1e-3),
                LearningRateSweep.of(SweepRange.DEFAULT, _ -> 1),
                LearningRateSweep.of(SweepRange.DEFAULT, _ -> 0),
                LearningRateSweep.of(SweepRange.DEFAULT, _ -> Double.NaN),
                LearningRateSweep.of(SweepRange.DEFAULT, rate -> rate < 2e-7 ? 1e-300 : 1e300),
                LearningRateSweep.of(SweepRange.DEFAULT, rate -> -rate),
                LearningRateSweep.of(SweepRange.DEFAULT, rate -> 1e9 - 1e8 * rate),
                LearningRateSweep.of(new SweepRange(0.2, 0.3, 6), rate -> 1 - rate),
                LearningRateSweep.of(new SweepRange(1e-300, 1e300, 500), rate -> 1 / (1 + rate)));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyCurveIsDrawnWithinTheTerminal(LearningRateSweep curve) {
        for (int columns : new int[] {0, 40, 53, 80, 100, 1000}) {
            int width = Math.clamp(columns, 40, 100);
            String text = SweepText.write("a study", List.of(new OptimizerSweep("", curve)), true, columns);
            for (String line : text.split("\n", -1))
                assertTrue(line.length() <= width, () -> columns + " columns: " + line);
            assertTrue(text.endsWith("]}\n"), text);
        }
    }

    @Test
    void theCurveFallsToItsLeastLossWithItsMarksBelow() {
        List<String> lines = SweepText.picture(around(0.01), 80);
        assertEquals(11, lines.size());
        // the first line is the loss before the valley, the last the least
        assertTrue(lines.get(0).matches("2\\.\\d+ ┤.*"), lines.get(0));
        assertTrue(lines.get(7).matches(" *[01]\\.\\d+ ┤.*[\\u2800-\\u28ff].*"), lines.get(7));
        assertTrue(lines.get(9).matches(" +V *.*M.*D"), lines.get(9));
        assertEquals(
                List.of("1e-7", "1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1", "10"),
                List.of(lines.get(10).strip().split(" +")));
    }

    @Test
    void quietMeansFiguresAlone() {
        String text = SweepText.write("digits", SWEEPS, false, 80);
        assertFalse(text.chars().anyMatch(c -> c >= 0x2800 && c < 0x2900), text);
        assertEquals(
                2, text.lines().filter(line -> line.startsWith("  valley ")).count(), text);
        assertEquals(
                2,
                text.lines()
                        .filter(line -> line.startsWith("  worth searching "))
                        .count(),
                text);
    }

    @Test
    void jsonHoldsEveryPointAndNullWhereThereIsNothing() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(SweepData.json(
                        "digits",
                        List.of(
                                SWEEPS.getFirst(),
                                new OptimizerSweep("flat", LearningRateSweep.of(SweepRange.DEFAULT, _ -> 1)))));
        assertEquals(1, json.get("format").intValue());
        assertEquals(100, json.get("steps").intValue());
        LearningRateSweep sweep = SWEEPS.getFirst().sweep();
        JsonNode first = json.at("/sweeps/0");
        assertEquals("sgd", first.get("optimizer").textValue());
        for (String array : List.of("rates", "losses", "smoothed"))
            assertEquals(sweep.points().size(), first.get(array).size());
        assertEquals(sweep.points().get(50).smoothed(), first.at("/smoothed/50").doubleValue());
        assertEquals(sweep.divergedAt(), first.get("divergedAt").doubleValue());
        for (String none : List.of("valley", "steepest", "minimumTenth", "divergedAt"))
            assertTrue(json.at("/sweeps/1/" + none).isNull(), none);
        assertEquals(1e-7, json.at("/suggested/low").doubleValue());
    }

    @Test
    void csvHasALineForEachPoint() {
        List<String> lines = SweepData.csv(SWEEPS).lines().toList();
        assertEquals("optimizer,step,learningRate,loss,smoothed", lines.getFirst());
        assertEquals(
                1
                        + SWEEPS.stream()
                                .mapToInt(each -> each.sweep().points().size())
                                .sum(),
                lines.size());
        assertTrue(lines.get(1).startsWith("sgd,0,1.0E-7,"), lines.get(1));
    }

    private static Document page(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void thePageIsWellFormedWhateverTheCurve(LearningRateSweep curve) throws Exception {
        String html = SweepPage.write("a study", List.of(new OptimizerSweep("", curve)));
        assertEquals(1, page(html).getElementsByTagName("svg").getLength());
        String picture = html.substring(html.indexOf("<svg"), html.indexOf("</svg>"));
        assertFalse(picture.contains("NaN") || picture.contains("Infinity"), picture);
    }

    @Test
    void thePageLoadsNothingAndItsPicturesHaveNames() throws Exception {
        String html = SweepPage.write("digits", SWEEPS);
        Document page = page(html);
        for (String tag : List.of("script", "link", "img", "iframe"))
            assertEquals(0, page.getElementsByTagName(tag).getLength(), tag);
        assertFalse(html.contains("http"), "an address");
        assertEquals(2, page.getElementsByTagName("desc").getLength());
        assertEquals(
                "Loss over learning rate with adam",
                page.getElementsByTagName("title").item(2).getTextContent());
        for (String word : List.of("prefers-color-scheme: dark", "learning rate, logarithmic", "loss of a mini-batch"))
            assertTrue(html.contains(word), word);
        for (String name : List.of("valley", "steepest", "minimum/10", "diverged at"))
            assertTrue(page.getDocumentElement().getTextContent().contains(name), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&\"'", "]]>", "a\u001b[31mb", "\u202eevil"})
    void namesAreShownNeverInterpreted(String name) throws Exception {
        String html = SweepPage.write(name, List.of(new OptimizerSweep(name, around(0.01))));
        assertEquals(0, page(html).getElementsByTagName("b").getLength());
        String text = SweepText.write(name, List.of(new OptimizerSweep(name, around(0.01))), true, 80);
        assertFalse(text.contains("\u001b") || text.contains("\u202e"), text);
    }
}
