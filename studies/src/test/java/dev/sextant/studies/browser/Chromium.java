// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, without a window, for tests: one browser for all classes, a fresh profile for every test.
 * A test fails when its page writes an error to the console, throws, or asks for anything that is neither a file nor at
 * an address which the test {@linkplain #allow named}. Nothing leaves the machine: no name is resolved but loopback.
 *
 * <p>Where Chromium, or the Node.js that Playwright's driver runs on, is not on the PATH, the tests are skipped and a
 * line says so.
 *
 * <p>Threads: one; Playwright knows no other.
 */
public final class Chromium implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What Playwright's package.json asks for. */
    private static final int OLDEST_NODE = 20;

    /** Costs nothing where all goes well; a busy machine may need it. */
    private static final double PATIENCE_MILLIS = 30_000;

    private static final List<String> ARGUMENTS = List.of(
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");

    /** What was opened, to be closed after the last class. */
    public record Opened(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    private final List<String> faults = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private @Nullable Browser browser;
    private @Nullable BrowserContext context;

    /** Null if all is there, else what is missing. */
    static @Nullable String missing() {
        if (executable(NAMES) == null) return "no Chromium on the PATH (" + String.join(", ", NAMES) + ")";
        Path node = executable(List.of("node"));
        if (node == null) return "no Node.js on the PATH (node), which Playwright's driver runs on";
        int version = version(node);
        return version >= OLDEST_NODE
                ? null
                : "%s is version %d, Playwright's driver needs %d".formatted(node, version, OLDEST_NODE);
    }

    private static int version(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher major = Pattern.compile("v(\\d+)\\.").matcher(said);
            return process.waitFor(10, TimeUnit.SECONDS) && major.find() ? Integer.parseInt(major.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static @Nullable Path executable(List<String> names) {
        for (String name : names)
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                Path file = Path.of(folder, name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) return file;
            }
        return null;
    }

    /** Starts one; the caller closes it. Throws where something is {@linkplain #missing missing}. */
    public static Opened open() {
        Path chromium = Objects.requireNonNull(executable(NAMES), "chromium");
        String node =
                Objects.requireNonNull(executable(List.of("node")), "node").toString();
        System.setProperty("playwright.nodejs.path", node);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node)));
        return new Opened(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(ARGUMENTS)));
    }

    @Override
    public void beforeAll(ExtensionContext extension) {
        String missing = missing();
        if (missing != null) {
            String line = extension.getDisplayName() + " is skipped: " + missing + ".";
            System.out.println(line);
            Assumptions.abort(line);
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = extension
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Opened.class, key -> open(), Opened.class)
                .browser();
    }

    @Override
    public void beforeEach(ExtensionContext extension) {
        faults.clear();
        allowed.clear();
        expected.clear();
    }

    /** A page of a profile that nobody used, as it is unless said otherwise: 1280 by 800, light. */
    public Page page() {
        return page(new Browser.NewContextOptions());
    }

    /** A page of a profile that nobody used. The second of a test shares nothing with the first. */
    public Page page(Browser.NewContextOptions options) {
        closeContext();
        if (options.viewportSize == null) options.setViewportSize(1280, 800);
        context = Objects.requireNonNull(browser, "register the extension in a static field")
                .newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith("file:")
                    && !url.startsWith("data:")
                    && !url.startsWith("blob:")
                    && allowed.stream().noneMatch(url::startsWith)) faults.add("asked for " + url);
        });
        context.onConsoleMessage(message -> {
            if (message.type().equals("error"))
                fault("wrote to the console: " + message.text() + " (" + message.location() + ")");
        });
        context.onWebError(error -> fault("threw: " + error.error()));
        context.onDialog(dialog -> {
            faults.add("opened a dialog: " + dialog.message());
            dialog.dismiss();
        });
        return context.newPage();
    }

    /** Addresses that begin so may be asked for. */
    public void allow(String address) {
        allowed.add(address);
    }

    /** Errors that fit are what the test is about. */
    public void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    private void fault(String text) {
        if (expected.stream().noneMatch(pattern -> pattern.matcher(text).find())) faults.add(text);
    }

    /** What went wrong so far, and is forgiven: it was what the test is about. */
    public List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    @Override
    public void afterEach(ExtensionContext extension) {
        closeContext();
        if (extension.getExecutionException().isEmpty()) assertEquals(List.of(), faults, "what the page did wrong");
        else faults.forEach(fault -> System.out.println("The page " + fault));
    }

    private void closeContext() {
        if (context != null) context.close();
        context = null;
    }
}
