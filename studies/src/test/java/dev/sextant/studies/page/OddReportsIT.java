// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import dev.sextant.studies.browser.Chromium;
import dev.sextant.studies.browser.Hostile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of studies that went wrong, are nearly empty, or have names that nobody should give. */
class OddReportsIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final int NARROW = 400;

    /** What every picture shows: something that is painted, or a sentence that says why there is nothing. */
    private static final String EMPTY = """
            () => [...document.querySelectorAll('figure.picture')].filter(figure => {
              const none = figure.querySelector('p.none');
              const canvas = figure.querySelector('canvas');
              if (none && !none.hidden) return none.textContent.trim().length < 10 || /could not be drawn/.test(none.textContent);
              return !canvas || canvas.width === 0 || figure.querySelector('figcaption').textContent.trim() === '';
            }).map(figure => figure.textContent.trim().slice(0, 80))""";

    @TempDir
    Path folder;

    /** A study and what it is. */
    record Odd(String what, MadeStudy study) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Odd> studies() {
        return Stream.of(
                new Odd("no trial", MadeStudy.of(0)),
                new Odd("one trial", MadeStudy.of(1)),
                new Odd("all diverged", MadeStudy.of(40).divergingAlways()),
                new Odd("one schedule", MadeStudy.of(40).schedules(List.of("cosine"))),
                new Odd("no learning rate", MadeStudy.of(40).withoutRate().schedules(List.of())),
                new Odd("a constant metric", MadeStudy.of(40).valued(loss -> 1)),
                new Odd("a huge metric", MadeStudy.of(40).valued(loss -> loss * 1e305)),
                new Odd(
                        "forty schedules",
                        MadeStudy.of(200)
                                .schedules(IntStream.range(0, 40)
                                        .mapToObj(index -> "schedule-" + index)
                                        .toList())),
                new Odd(
                        "hostile names",
                        MadeStudy.of(60)
                                .named(Hostile.all(), Hostile.all(), Hostile.all())
                                .schedules(Hostile.names().toList())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("studies")
    void everyPictureIsThereOrSaysWhyNotAndNothingIsWiderThanTheScreen(Odd odd) throws IOException {
        Path file = folder.resolve("report.html");
        try (Writer out = Files.newBufferedWriter(file)) {
            ReportPage.write(odd.study().page(), Timeline.NONE, out);
        }
        var page = CHROMIUM.page(new Browser.NewContextOptions().setViewportSize(NARROW, 900));
        page.navigate(file.toUri().toString());
        page.waitForFunction("() => performance.getEntriesByName('sextant first pictures').length > 0");
        assertThat(page.locator(".verdict")).not().isEmpty();
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => (fold.open = true))");
        // All of it comes into view, and is drawn.
        Object height = page.evaluate("() => document.documentElement.scrollHeight");
        page.setViewportSize(NARROW, Math.min(20_000, (Integer) height));
        page.waitForFunction("() => (" + EMPTY + ")().length === 0");
        assertEquals(List.of(), page.evaluate(EMPTY));
        assertEquals(0, page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        assertTrue(Files.size(file) < 3_000_000, Files.size(file) + " bytes");
    }
}
