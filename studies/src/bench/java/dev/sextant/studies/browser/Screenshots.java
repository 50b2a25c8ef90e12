// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Pictures of pages for people to look at: each 1280 and 400 pixels wide, light and dark, as long as it is, and with
 * every folded part open. Run by hand:
 *
 * <pre>Screenshots FOLDER [report.html | http://127.0.0.1:PORT/run/ID#token=… ]…</pre>
 *
 * Without pages, the live pages are taken, with what {@link Sample} holds.
 */
public final class Screenshots {
    private static final int[] WIDTHS = {1280, 400};
    private static final int HEIGHT = 900;

    /** A page that is longer than this is cut into pictures that are. */
    private static final int PIECE = 1_800;

    private static final int TALLEST = 16_000;
    private static final double SETTLE_MILLIS = 1_500;

    private Screenshots() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Map<String, String> pages = new LinkedHashMap<>();
        try (ScriptedServer server = new ScriptedServer();
                Chromium.Opened chromium = Chromium.open()) {
            if (arguments.length == 1) sample(server, pages);
            for (int i = 1; i < arguments.length; i++)
                pages.put(
                        "page" + i,
                        arguments[i].contains("://")
                                ? arguments[i]
                                : Path.of(arguments[i]).toUri().toString());
            for (var page : pages.entrySet())
                for (int width : WIDTHS)
                    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK})
                        take(chromium.browser(), server, folder, page.getKey(), page.getValue(), width, scheme);
        }
    }

    private static void sample(ScriptedServer server, Map<String, String> pages) {
        server.answer(
                "GET /api/runs",
                Sample.list(
                                Sample.listed("a", "digits", "running", 23, 0.0871),
                                Sample.listed("b", "iris", "finished", 60, 0.0213),
                                Sample.listed("c", "Ein sehr langer Name ".repeat(12), "elsewhere", 7, 1.25e9),
                                Sample.listed("d", "wine", "stopped", 12, 0.31),
                                Sample.listed("e", "broken", "unreadable", 0, 0).put("message", "No study is in it."))
                        .toString());
        server.answer("GET /api/runs/empty", "[]");
        server.answer(
                "GET /api/runs/r",
                Sample.page("digits", "running", "stop", "enqueue").toString());
        server.answer("GET /api/runs/r/trials/12", Sample.trial("r", 12).toString());
        pages.put("list", server.address() + "/");
        pages.put("run", server.address() + "/run/r");
        pages.put("trial", server.address() + "/run/r/trial/12");
        pages.put("missing", server.address() + "/run/none");
    }

    private static void take(
            Browser browser,
            ScriptedServer server,
            Path folder,
            String name,
            String address,
            int width,
            ColorScheme scheme) {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> System.out.println(name + ": " + message.text()));
            page.onPageError(error -> System.out.println(name + ": " + error));
            page.navigate(address);
            page.waitForTimeout(SETTLE_MILLIS);
            for (int done = 14; done < 19; done++)
                server.event("frame", Sample.frame(done).toString());
            page.evaluate("() => document.querySelectorAll('details').forEach(part => part.open = true)");
            // Pictures are drawn when they come into view: all of it is in view.
            if (page.evaluate("() => document.documentElement.scrollHeight") instanceof Integer height)
                page.setViewportSize(width, Math.clamp(height + HEIGHT, HEIGHT, TALLEST));
            page.waitForTimeout(SETTLE_MILLIS);
            int whole =
                    (Integer) page.evaluate("() => Math.ceil(document.body.getBoundingClientRect().bottom + scrollY)");
            for (int from = 0, piece = 1; from < Math.min(whole, TALLEST); from += PIECE, piece++)
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(folder.resolve("%s-%d-%s-%d.png"
                                .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT), piece)))
                        .setFullPage(true)
                        .setClip(0, from, width, Math.min(PIECE, whole - from)));
            Object overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
            System.out.println("%s at %d, %s: %d long%s"
                    .formatted(
                            name,
                            width,
                            scheme,
                            whole,
                            overflow instanceof Integer over && over > 0 ? ", wider by " + over : ""));
        }
    }
}
