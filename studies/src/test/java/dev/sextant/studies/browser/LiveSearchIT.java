// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sextant.studies.cli.Main;
import dev.sextant.studies.serving.Serving;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A search that is really run, watched, stopped and gone on with in a browser. */
class LiveSearchIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Pattern ADDRESS = Pattern.compile("live page: ((http://[^/]+)/\\S*#token=\\S+)");

    /** Long enough to be looked at, however fast the machine is: the trials sleep. */
    private static final int TRIALS = 4_000;

    private static final int TRIAL_MILLIS = 60;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private CompletableFuture<Integer> search() throws Exception {
        Path study = Files.writeString(folder.resolve("watched.json"), """
                { "name": "watched",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": 0 } }
                """.formatted(TRIAL_MILLIS, TRIALS));
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return CompletableFuture.supplyAsync(() -> Main.run(
                new String[] {
                    "run", study.toString(), "--dir", folder.resolve("run").toString(), "--workers", "2", "--serve", "0"
                },
                out,
                out));
    }

    private Matcher awaitAddress() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            Matcher address = ADDRESS.matcher(said.toString(StandardCharsets.UTF_8));
            if (address.find()) return address;
            Thread.sleep(10);
        }
        throw new AssertionError("no address in\n" + said.toString(StandardCharsets.UTF_8));
    }

    private static int done(Page page) {
        Matcher number =
                Pattern.compile("\\d+").matcher(page.locator(".live-done").textContent());
        return number.find() ? Integer.parseInt(number.group()) : 0;
    }

    @Test
    void itIsWatchedAskedForMoreStoppedAndGoneOnWith() throws Exception {
        CompletableFuture<Integer> exit = search();
        Matcher address = awaitAddress();
        CHROMIUM.allow(address.group(2));
        Page page = CHROMIUM.page();
        page.navigate(address.group(1));
        assertThat(page.locator("h1")).hasText("watched");
        assertThat(page.locator(".live-slots li").first()).containsText("epoch");
        page.waitForFunction("() => parseInt(document.querySelector('.live-done').textContent) > 5");

        // The report follows: its table of trials gets rows as trials end.
        assertThat(page.locator("[data-table=trials] table tbody tr").first()).isVisible();
        int before = done(page);
        page.reload();
        assertThat(page.locator(".live-slots li").first()).containsText("epoch");
        page.waitForFunction("before => parseInt(document.querySelector('.live-done').textContent) > before", before);

        page.getByText("Try a configuration of your own").click();
        Locator form = page.locator(".live-enqueue");
        form.getByLabel("x").fill("0.3125");
        form.getByText("Enqueue this configuration").click();
        assertThat(form.locator("[role=status]")).not().isEmpty();

        page.getByText("Downloads").click();
        for (String file : List.of("trials.csv", "report.html", "study.resolved.json")) {
            Download download = page.waitForDownload(
                    () -> page.locator("a[download='%s']".formatted(file)).click());
            assertTrue(download.suggestedFilename().endsWith(file), download.suggestedFilename());
            assertTrue(Files.size(download.path()) > 100, file);
        }

        page.locator(".live-recent a").first().click();
        assertThat(page.locator("h1")).containsText("Trial");
        assertThat(page.locator("table.facts")).containsText("x");
        page.goBack();

        page.getByText("Stop the search").click();
        CHROMIUM.expect("ERR_|status of 503");
        page.locator("dialog").getByText("Stop the search").click();
        exit.get(30, TimeUnit.SECONDS);
        assertThat(page.locator(".live-say:visible").first()).isVisible();
        String trials = Files.readString(folder.resolve("run/trials.csv"));
        assertTrue(trials.contains("0.3125"), "the configuration that was asked for is tried");
        long ended = trials.lines().count() - 1;
        assertTrue(ended < TRIALS, ended + " trials");
        page.close();
        goesOn(ended);
    }

    /** A server of its own goes on with a run that was stopped. */
    private void goesOn(long ended) throws Exception {
        try (Serving serving = Serving.of(folder, List.of(folder.resolve("run").toString()), 2, Serving.At.home(0))) {
            CHROMIUM.allow(serving.address().replaceAll("#.*", ""));
            Page page = CHROMIUM.page();
            page.navigate(serving.address());
            assertThat(page.locator("tbody .live-state")).hasText("stopped");
            page.locator("tbody th a").click();
            page.getByText("Resume the search").click();
            page.locator("dialog").getByText("Resume the search").click();
            assertThat(page.locator(".live-phase")).containsText("running");
            page.waitForFunction(
                    "ended => parseInt(document.querySelector('.live-done').textContent) > ended", (int) ended);
            page.getByText("Stop the search").click();
            page.locator("dialog").getByText("Stop the search").click();
            assertThat(page.locator(".live-phase")).containsText("stopped");
        }
    }
}
