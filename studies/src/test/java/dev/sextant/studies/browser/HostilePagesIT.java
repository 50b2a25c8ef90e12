// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live pages of a study whose every name means harm: shown as text, on a narrow screen, and open to all. */
class HostilePagesIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final List<String> NAMES = Hostile.names().toList();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ScriptedServer server;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer();
        CHROMIUM.allow(server.address());
        page = CHROMIUM.page(new Browser.NewContextOptions().setViewportSize(400, 900));
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private void assertHarmless() {
        assertEquals(0, page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        assertEquals(0, page.evaluate("() => document.querySelectorAll('img, script:not([src])').length"));
        Axe.assertOpenToAll(page);
    }

    @Test
    void theListOfRuns() {
        ObjectNode[] runs = NAMES.stream()
                .map(name -> Sample.listed("r" + NAMES.indexOf(name), name, "running", 3, 1)
                        .put("metric", name)
                        .put("directory", name)
                        .put("message", name))
                .toArray(ObjectNode[]::new);
        server.answer("GET /api/runs", Sample.list(runs).toString());
        page.navigate(server.address() + "/");
        assertThat(page.locator("tbody tr")).hasCount(NAMES.size());
        assertThat(page.locator("tbody th a").first()).containsText("<script>alert('run')");
        assertHarmless();
    }

    @Test
    void aRun() {
        ObjectNode data = Sample.page(Hostile.all(), "running", "stop", "enqueue");
        data.put("verdict", Hostile.all()).put("description", Hostile.all());
        ((ObjectNode) data.get("objective")).put("metric", NAMES.getFirst());
        ArrayNode options = ((ObjectNode) data.at("/parameters/1")).putArray("options");
        NAMES.forEach(options::add);
        ((ObjectNode) data.at("/parameters/0")).put("path", Hostile.all());
        ((ObjectNode) data.at("/trials/values"))
                .putArray(Hostile.all())
                .add(0.5)
                .add(0.1);
        ArrayNode schedules = data.putArray("schedules");
        NAMES.forEach(schedules::add);
        server.answer("GET /api/runs/r", data.toString());
        page.navigate(server.address() + "/run/r");
        assertThat(page.locator("figure.picture").first()).isVisible();
        for (int i = 0; i < 200 && server.streams() == 0; i++) page.waitForTimeout(20);
        ObjectNode frame = Sample.frame(14);
        ((ObjectNode) frame.at("/running/0")).put("label", Hostile.all());
        ((ObjectNode) frame.at("/best/0")).put("metric", Hostile.all());
        NAMES.forEach(frame.putArray("words")::add);
        server.event("frame", frame.toString());
        assertThat(page.locator(".live-done")).containsText("14 of 60");
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => (fold.open = true))");
        assertThat(page.locator(".live-lines li")).hasCount(NAMES.size());
        page.waitForTimeout(300);
        assertTrue(page.title().length() < 120, page.title());
        assertHarmless();
    }

    @Test
    void aTrial() {
        ObjectNode trial = Sample.trial("r", 3).put("message", Hostile.all());
        NAMES.forEach(trial.putArray("log")::add);
        NAMES.forEach(trial.putArray("proposal")::add);
        NAMES.forEach(name -> ((ObjectNode) trial.get("configuration")).put(name, name));
        ((ObjectNode) trial.at("/readings/0")).put("name", Hostile.all());
        server.answer("GET /api/runs/r/trials/3", trial.toString());
        page.navigate(server.address() + "/run/r/trial/3");
        assertThat(page.locator("h1")).hasText("Trial 3");
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => (fold.open = true))");
        assertThat(page.locator("table.facts")).containsText("__proto__");
        assertHarmless();
    }
}
