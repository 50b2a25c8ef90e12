// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.browser.Chromium;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of odd studies, opened from disk: a picture is drawn, or a sentence says why not; nothing breaks. */
class OddPagesInBrowserIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Looks at one picture after another until each is drawn, or says why it is not. */
    private static final String DRAWN = """
            () => {
              const open = [...document.querySelectorAll('figure.picture')].find(
                figure => !figure.querySelector('canvas') && !figure.querySelector('p.none:not([hidden])'));
              open?.scrollIntoView();
              return !open;
            }""";

    @TempDir
    Path folder;

    static Set<String> oddities() {
        return OddStudies.names();
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void everyPictureIsDrawnOrSaysWhyNot(String oddity) throws Exception {
        Path file = folder.resolve("report.html");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            ReportPage.write(OddStudies.page(oddity), Timeline.NONE, out);
        }
        com.microsoft.playwright.Page page = CHROMIUM.page();
        page.navigate(file.toUri().toString());
        page.waitForFunction("() => performance.getEntriesByName('sextant first pictures').length > 0");
        assertEquals(0, page.locator("p.no-script").count());
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => (fold.open = true))");
        page.waitForFunction(DRAWN);
        assertTrue(page.locator("figure.picture").count() >= 6, "pictures");
        assertEquals(1, page.locator("h1").count());
        assertEquals(0, page.locator("img, iframe, object, embed").count());
        assertTrue(
                (Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
    }
}
