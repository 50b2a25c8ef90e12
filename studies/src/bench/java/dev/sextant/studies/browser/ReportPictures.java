// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * The pictures of a report that the README and the tutorial show: its beginning, and what fresh seeds confirmed. Run by
 * hand where reports have changed:
 *
 * <pre>ReportPictures runs/digits-1/report.html studies/docs/pictures</pre>
 */
public final class ReportPictures {
    private static final int WIDTH = 1240;
    private static final int HEIGHT = 5_000;

    /** So that letters are crisp where the picture is shown at half its size. */
    private static final double SCALE = 1.6;

    /** Above a heading. */
    private static final int MARGIN = 20;

    private static final double SETTLE_MILLIS = 2_500;

    private ReportPictures() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        try (Chromium.Opened chromium = Chromium.open();
                BrowserContext context = chromium.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setViewportSize(WIDTH, HEIGHT)
                                .setDeviceScaleFactor(SCALE)
                                .setColorScheme(ColorScheme.LIGHT))) {
            Page page = context.newPage();
            page.navigate(Path.of(arguments[0]).toAbsolutePath().toUri().toString());
            page.waitForTimeout(SETTLE_MILLIS);
            int cells = top(page, "Learning rate × schedule");
            take(page, 12, cells, folder.resolve("report.png"));
            take(page, cells, top(page, "Learning rates of each schedule"), folder.resolve("confirmed.png"));
        }
    }

    /** Where the heading that begins so stands, less a margin. */
    private static int top(Page page, String heading) {
        Object top = page.evaluate(
                "words => Math.floor([...document.querySelectorAll('h2')].find(h => h.textContent.startsWith(words))"
                        + ".getBoundingClientRect().top + scrollY)",
                heading);
        return ((Number) top).intValue() - MARGIN;
    }

    private static void take(Page page, int from, int to, Path file) throws IOException {
        byte[] taken =
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setClip(0, from, WIDTH, to - from));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(taken));
        Files.write(file, Palette.of(image).png(image));
        System.out.println(file + ": " + Files.size(file) + " bytes");
    }
}
