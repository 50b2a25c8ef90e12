// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names, colours and rows as the front end shows them, asked of the shipped modules in a browser. */
class FrontEndNamesIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ScriptedServer server;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer();
        CHROMIUM.allow(server.address());
        page = CHROMIUM.page();
        page.navigate(server.address() + "/ui/page.css");
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private Object ask(String module, String expression, @Nullable Object argument) {
        return page.evaluate(
                "async a => { const m = await import('/ui/%s.js'); return %s; }".formatted(module, expression),
                argument);
    }

    @Test
    void aLongNameIsCutInItsMiddle() {
        String name = "a".repeat(5_000) + "b".repeat(5_000);
        assertEquals("aaaaa…bbbb", ask("format", "m.cutName(a, 10)", name));
        assertEquals("short", ask("format", "m.cutName(a, 10)", "short"));
        // A letter outside the first plane is two characters, which stay together.
        assertEquals("😀😀…😀", ask("format", "m.cutName(a, 4)", "😀".repeat(3_000)));
        assertTrue(((String) ask("plot", "m.fittedText(a, 80)", name)).matches("a+…b+"));
    }

    @Test
    void aNameDoesNotTurnWhatStandsBesideIt() {
        assertEquals("one two three", ask("format", "m.plainName(a)", "one\u202e two\u2067\n\u0000three"));
        assertEquals("\u2068שלום\u2069", ask("format", "m.isolatedName(a)", "שלום"));
    }

    @Test
    void aPathIsCalledByItsLastPartThatIsAWord() {
        assertEquals(
                List.of("learningRate", "gamma", "hidden.0"),
                ask("format", "a.map(m.lastPart)", List.of("learningRate", "schedule.step.gamma", "hidden.0")));
        assertEquals("validation loss", ask("format", "m.metricWords(a)", "validationLoss"));
    }

    @Test
    void fortySchedulesAreToldApartByColourDashesAndShapeTogether() {
        List<?> styles = (List<?>) ask(
                "theme",
                "Array.from({length: 40}, (_, i) => JSON.stringify(m.seriesStyle(i, m.currentTheme())))",
                null);
        assertEquals(40, new HashSet<>(styles).size());
    }

    @Test
    void everyColourStandsOutFromThePaper() {
        for (String theme : List.of("light", "dark")) {
            List<?> contrasts = (List<?>) ask("theme", """
                    (() => {
                      document.documentElement.dataset.theme = a;
                      const paper = a === "dark" ? "#14181e" : "#ffffff";
                      const light = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
                          .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                          .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
                      return m.currentTheme().colours.map(colour => {
                        const [one, other] = [light(colour), light(paper)].sort((x, y) => y - x);
                        return (one + 0.05) / (other + 0.05);
                      });
                    })()""", theme);
            // WCAG 2.2, success criterion 1.4.11: 3 to 1 for what is drawn.
            for (Object contrast : contrasts)
                assertTrue(((Number) contrast).doubleValue() >= 3, () -> theme + " " + contrasts);
        }
    }

    @Test
    void rowsAreSortedByTheirFirstFigureAndThoseWithoutComeLast() {
        List<List<String>> rows = List.of(
                List.of("0.0946 ± 0.0461"),
                List.of("–"),
                List.of("3.43e-4"),
                List.of("−0.5"),
                List.of("12\u00a0345"),
                List.of("(0.2062)"),
                List.of("–"));
        String asked = "m.sortedPlaces(a, 0, true, %s, a.map((_, place) => place))";
        assertEquals(List.of(3, 2, 0, 5, 4, 1, 6), ask("tables", asked.formatted("true"), rows));
        assertEquals(List.of(4, 5, 0, 2, 3, 1, 6), ask("tables", asked.formatted("false"), rows));
    }

    @Test
    void namesAreSortedAsPeopleCount() {
        assertEquals(
                List.of(1, 2, 0),
                ask(
                        "tables",
                        "m.sortedPlaces(a, 0, false, true, [0, 1, 2])",
                        List.of(List.of("step 10"), List.of("step 2"), List.of("step 9"))));
    }

    @Test
    void theNearestMarkIsFoundWithinReach() {
        assertEquals(List.of("near", "path", "none"), ask("marks", """
                        [[3, 3], [50, 52], [200, 200]].map(([x, y]) => (m.nearestMark([
                          {name: "far", x: 12, y: 3}, {name: "near", x: 4, y: 4}, {name: "path", path: [[20, 50], [80, 50]]},
                        ], x, y) ?? {name: "none"}).name)""", Map.of()));
    }
}
