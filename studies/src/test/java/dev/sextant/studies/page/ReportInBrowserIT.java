// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import dev.sextant.studies.browser.Axe;
import dev.sextant.studies.browser.Chromium;
import dev.sextant.studies.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The report of a search that was really run, opened from disk. */
class ReportInBrowserIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /**
     * A canvas of the figure has something on it that is not its background. Whichever it has by now: one that the
     * page's layout makes another size is drawn on a new one.
     */
    private static final String PAINTED = """
            figure => [...figure.querySelectorAll('canvas')].some(canvas => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let at = 0; at < pixels.length && seen.size < 4; at += 4)
                if (pixels[at + 3] > 0) seen.add(pixels[at] + ',' + pixels[at + 1] + ',' + pixels[at + 2]);
              return seen.size > 1;
            })""";

    @TempDir
    static Path folder;

    private static String address = "";

    @BeforeAll
    static void search() throws Exception {
        Path study = Files.writeString(folder.resolve("iris.json"), """
                { "name": "iris-at-a-glance",
                  "trainer": {
                    "data": { "builtin": "iris" },
                    "batchNorm": { "choice": [false, true] },
                    "learningRate": { "log": [1e-3, 1.0] },
                    "schedule": { "choice": ["constant", "step", "cosine"] },
                    "epochs": 12 },
                  "search": { "searcher": "bayesian", "trials": 24 },
                  "confirm": { "top": 2, "seeds": 3 } }
                """);
        Path run = folder.resolve("run");
        type("run", study.toString(), "--dir", run.toString(), "--quiet", "--workers", "2");
        address = run.resolve("report.html").toUri().toString();
    }

    private static void type(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(arguments, out, out), said.toString(StandardCharsets.UTF_8));
    }

    private static Page open(Browser.NewContextOptions options) {
        Page page = CHROMIUM.page(options);
        page.navigate(address);
        assertThat(page.locator("h1")).hasText("iris-at-a-glance");
        return page;
    }

    private static Page open() {
        Page page = open(new Browser.NewContextOptions());
        drawn(page);
        return page;
    }

    /** Waits until the first pictures are there. */
    private static void drawn(Page page) {
        page.waitForFunction("() => performance.getEntriesByName('sextant first pictures').length > 0");
    }

    private static void unfold(Page page) {
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => (fold.open = true))");
    }

    @Test
    void whatItPromisesIsDrawnAndNothingIsFetched() {
        Page page = open();
        assertThat(page.locator(".verdict")).not().isEmpty();
        unfold(page);
        for (Locator figure : page.locator("figure.picture").all()) {
            figure.scrollIntoViewIfNeeded();
            // A picture, or the sentence that says why there is none.
            assertThat(figure.locator("canvas:visible, p.none:visible").first()).isVisible();
            if (!figure.locator("p.none").isVisible()) {
                page.waitForFunction(PAINTED, figure.elementHandle());
                assertThat(figure.locator("figcaption")).not().isEmpty();
            }
        }
        assertTrue(page.locator("figure.picture canvas").count() >= 6, "pictures");
        assertEquals(
                0,
                page.evaluate(
                        "() => performance.getEntriesByType('resource').filter(one => !one.name.startsWith('data:')).length"));
    }

    @Test
    void ofSeveralChoicesOneIsShownAtATimeAndAllWithoutScripts() {
        Path folded = folder.resolve("by");
        type("report", folder.resolve("run").toString(), "--by", "schedule,batchNorm", "--dir", folded.toString());
        String by = folded.resolve("report.html").toUri().toString();
        Page page = CHROMIUM.page(new Browser.NewContextOptions());
        page.navigate(by);
        Locator choice = page.getByLabel("Grouped by");
        assertThat(page.locator("section.by:visible > h2")).hasText("By schedule");
        choice.selectOption("batchNorm");
        assertThat(page.locator("section.by:visible > h2")).hasText("By batchNorm");
        assertThat(page.locator("section.by:visible p.answer").first()).containsText("Best learning rate by batchNorm");
        assertThat(page.locator("section.by:visible table").first()).containsText("batchNorm, best first");
        Axe.assertOpenToAll(page);
        Page plain = CHROMIUM.page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        plain.navigate(by);
        assertThat(plain.locator("section.by:visible > h2")).hasCount(2);
    }

    @Test
    void itsPolicyLetsNoOtherScriptRun() {
        Page page = open();
        page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.textContent = 'window.broken = true';
                  document.body.append(script);
                  const image = document.createElement('img');
                  image.setAttribute('onerror', 'window.broken = true');
                  image.src = 'data:,';
                  document.body.append(image);
                }""");
        page.waitForTimeout(100);
        assertEquals(null, page.evaluate("() => window.broken ?? null"));
        List<String> faults = CHROMIUM.takeFaults();
        assertTrue(
                faults.size() >= 2 && faults.stream().allMatch(fault -> fault.contains("Content Security Policy")),
                faults.toString());
    }

    @Test
    void whatIsPointedAtIsTold() {
        Page page = open();
        Locator tip = page.locator(".tip");
        Locator cells = page.locator("[data-picture=cells] .chart");
        cells.scrollIntoViewIfNeeded();
        var box = cells.boundingBox();
        // The cells fill the picture's middle; some were not tried.
        for (int row = 0; row < 5; row++)
            for (int column = 0; column < 16 && !tip.isVisible(); column++)
                page.mouse()
                        .move(box.x + box.width * (0.1 + 0.85 * column / 16), box.y + box.height * (0.15 + 0.12 * row));
        assertThat(tip).isVisible();
        page.keyboard().press("Escape");
        assertThat(tip).isHidden();
        // A pointer that rests on a picture points at another one when the page scrolls below it.
        page.mouse().move(1, 1);
        page.locator("[data-picture=response] .chart").focus();
        for (int press = 0; press < 20 && !tip.isVisible(); press++) {
            page.keyboard().press("ArrowRight");
            page.waitForTimeout(100);
        }
        assertThat(tip).isVisible();
        assertThat(page.locator("[aria-live=polite]").last()).not().isEmpty();
    }

    @Test
    void aBrushAlongAnAxisKeepsOnlyTheTrialsThatPassThroughIt() {
        Page page = open();
        page.getByText("Parallel coordinates", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        Locator figure = page.locator("details[open] figure.picture").first();
        Locator chart = figure.locator(".chart");
        assertThat(figure.locator("canvas").first()).isVisible();
        chart.scrollIntoViewIfNeeded();
        Locator key = figure.locator(".key");
        assertThat(key).not().containsText("Kept by the brushed ranges");
        var box = chart.boundingBox();
        // The first axis stands near the left edge, as far from it as half of its name is long.
        for (int x = 14; x < 60 && !key.textContent().contains("Kept by"); x += 6) {
            page.mouse().move(box.x + x, box.y + box.height * 0.3);
            page.mouse().down();
            page.mouse()
                    .move(
                            box.x + x,
                            box.y + box.height * 0.5,
                            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
            page.mouse().up();
            page.waitForTimeout(60);
        }
        assertThat(key)
                .containsText(java.util.regex.Pattern.compile("Kept by the brushed ranges: \\d+\\s+trials? of \\d+"));
        chart.dblclick();
        assertThat(key).not().containsText("Kept by the brushed ranges");
    }

    @Test
    void tablesAreSortedByKeyboard() {
        Page page = open();
        Locator table = page.locator("[data-table=trials] table");
        Locator heads = table.locator("thead th");
        Locator head =
                heads.filter(new Locator.FilterOptions().setHasText("trial")).first();
        head.locator("button").focus();
        page.keyboard().press("Enter");
        assertThat(head).hasAttribute("aria-sort", "ascending");
        int column = (Integer) head.evaluate("cell => cell.cellIndex");
        Locator first = table.locator("tbody tr").first().locator("th, td").nth(column);
        assertThat(first).hasText("0");
        page.keyboard().press("Enter");
        assertThat(head).hasAttribute("aria-sort", "descending");
        assertThat(first).not().hasText("0");
        page.keyboard().press("Tab");
        assertThat(heads.nth(column + 1).locator("button")).isFocused();
    }

    @Test
    void itsColoursFollowTheSystemAndTheSwitch() {
        Page page = open(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        drawn(page);
        String background = "() => getComputedStyle(document.body).backgroundColor";
        assertEquals("rgb(255, 255, 255)", page.evaluate(background));
        Object light = page.evaluate("() => document.querySelector('figure canvas').toDataURL()");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertEquals("rgb(20, 24, 30)", page.evaluate(background));
        Locator colours = page.getByText("Colours: as the system");
        colours.click();
        assertEquals("rgb(255, 255, 255)", page.evaluate(background));
        page.getByText("Colours: light").click();
        assertEquals("rgb(20, 24, 30)", page.evaluate(background));
        page.waitForFunction("old => document.querySelector('figure canvas').toDataURL() !== old", light);
    }

    @Test
    void onPaperEverythingIsOpenAndLight() {
        Page page = open(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        drawn(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("main details:not([open])")).hasCount(0);
        assertEquals("rgb(255, 255, 255)", page.evaluate("() => getComputedStyle(document.body).backgroundColor"));
        byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));
        assertTrue(
                new String(paper, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-") && paper.length > 50_000,
                paper.length + " bytes");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        assertThat(page.locator("main details[open]")).hasCount(0);
    }

    @Test
    void withoutScriptsItsTablesAreReadAndALineSaysWhatIsMissing() {
        Page page = open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        assertThat(page.locator(".verdict")).not().isEmpty();
        assertThat(page.locator("[data-table=schedules] table tbody tr")).hasCount(3);
        assertThat(page.locator("[data-table=trials] table tbody tr").first()).isVisible();
        assertThat(page.locator(".no-script").first())
                .containsText("This picture is drawn by a script, and none has run here.");
    }

    @Test
    void nobodyIsShutOut() {
        // Colours that are on their way from light to dark are neither.
        Page page = open(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        drawn(page);
        Axe.assertOpenToAll(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Axe.assertOpenToAll(page);
    }

    @Test
    void itFitsANarrowScreen() {
        Page page = open(new Browser.NewContextOptions().setViewportSize(400, 800));
        drawn(page);
        unfold(page);
        page.waitForTimeout(300);
        assertEquals(0, page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }
}
