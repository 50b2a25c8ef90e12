// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.sextant.studies.browser.Chromium;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a report that is opened from disk shows something: first text, tables that can be sorted, first pictures, and
 * how long a click on a table's head then takes. Medians of a few openings, in milliseconds. Run by hand:
 *
 * <pre>FirstPaint [TRIALS…]</pre>
 */
public final class FirstPaint {
    private static final List<Integer> SIZES = List.of(300, 5_000, 100_000);
    private static final int OPENINGS = 5;
    private static final double PATIENCE_MILLIS = 120_000;

    private static final String TIMES = """
            () => ({
              paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
              shown: performance.getEntriesByName('sextant shown')[0].startTime,
              pictures: performance.getEntriesByName('sextant first pictures')[0].startTime,
            })""";

    private static final String SORT = """
            () => new Promise(done => {
              const began = performance.now();
              document.querySelector('[data-table=trials] th button').click();
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
            })""";

    private FirstPaint() {}

    public static void main(String[] arguments) throws IOException {
        List<Integer> sizes = arguments.length == 0
                ? SIZES
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        System.out.println("trials     built s    MB   first text ms   tables ms   pictures ms   sorted ms");
        try (Chromium.Opened chromium = Chromium.open()) {
            for (int trials : sizes) measure(chromium.browser(), trials);
        }
    }

    private static void measure(Browser browser, int trials) throws IOException {
        Path file = Files.createTempFile("report-" + trials + "-", ".html");
        dev.sextant.studies.page.Page study = MadeStudy.of(trials).page();
        long began = System.nanoTime();
        try (Writer out = Files.newBufferedWriter(file)) {
            ReportPage.write(study, Timeline.NONE, out);
        }
        double built = (System.nanoTime() - began) / 1e9;
        double[][] times = new double[4][OPENINGS];
        for (int opening = 0; opening < OPENINGS; opening++)
            try (BrowserContext context = browser.newContext()) {
                Page page = context.newPage();
                page.setDefaultTimeout(PATIENCE_MILLIS);
                page.navigate(file.toUri().toString());
                page.waitForFunction("() => performance.getEntriesByName('sextant first pictures').length > 0");
                Map<?, ?> found = (Map<?, ?>) page.evaluate(TIMES);
                times[0][opening] = number(found.get("paint"));
                times[1][opening] = number(found.get("shown"));
                times[2][opening] = number(found.get("pictures"));
                times[3][opening] = number(page.evaluate(SORT));
            }
        System.out.printf(
                "%6d  %10.2f  %4.2f  %14.0f  %10.0f  %12.0f  %10.0f%n",
                trials,
                built,
                Files.size(file) / 1e6,
                median(times[0]),
                median(times[1]),
                median(times[2]),
                median(times[3]));
        Files.delete(file);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
