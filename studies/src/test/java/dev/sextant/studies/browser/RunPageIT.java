// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run's page against a server that says what the test wants. */
class RunPageIT {
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
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private void show(String state, String... actions) {
        server.answer("GET /api/runs", "[]");
        server.answer("GET /api/runs/r", Sample.page("digits", state, actions).toString());
        page.navigate(server.address() + "/run/r");
        assertThat(page.locator("h1").first()).hasText("digits");
    }

    private void awaitStream() {
        for (int i = 0; i < 200 && server.streams() == 0; i++) page.waitForTimeout(20);
        assertEquals(1, server.streams());
    }

    @Test
    void whatHappensIsShownAsItHappens() {
        show("running", "stop");
        awaitStream();
        server.event("frame", Sample.frame(13).toString());
        assertThat(page.locator(".live-done")).hasText("13 of 60 trials, about 2 min left");
        assertThat(page.locator(".live-counts")).hasText("12 completed1 pruned");
        assertThat(page.locator(".live-best")).hasText("Best so far: loss 0.0871 in trial 7");
        assertThat(page.locator(".live-slots li").first()).containsText("epoch 3 of 20");
        assertThat(page.locator(".live-slots li").last()).hasText("idle");
        assertThat(page.locator(".live-recent tbody tr").first()).containsText("12");
        assertThat(page).hasTitle("13 of 60 trials · digits – Sextant");
        assertTrue(page.locator(".live-slots polyline")
                        .first()
                        .getAttribute("points")
                        .split(" ")
                        .length
                == 3);
        for (int done = 14; done < 60; done++)
            server.event("frame", Sample.frame(done).toString());
        assertThat(page.locator(".live-done")).containsText("59 of 60 trials");
        assertThat(page.locator(".live-recent tbody tr")).hasCount(20);
        assertThat(page.locator(".live-recent tbody tr th").first()).hasText("58");
    }

    @Test
    void theReportIsDrawnAnewWhenTrialsEnd() {
        show("running", "stop");
        awaitStream();
        assertThat(page.locator("main")).containsText("step at 0.02 is best.");
        server.answer(
                "GET /api/runs/r",
                Sample.page("digits", "running", "stop")
                        .put("verdict", "constant is best after all.")
                        .toString());
        server.event("frame", Sample.frame(14).toString());
        assertThat(page.locator("main")).containsText("constant is best after all.");
    }

    @Test
    void aBrokenConnectionIsSaidAndTakenUpWhereItWas() {
        CHROMIUM.expect("ERR_");
        show("running", "stop");
        awaitStream();
        server.event("frame", Sample.frame(5).toString());
        assertThat(page.locator(".live-done")).containsText("5 of 60");
        server.breakStreams();
        awaitStream();
        assertEquals(List.of("1"), server.resumed());
        server.event("frame", Sample.frame(6).toString());
        assertThat(page.locator(".live-done")).containsText("6 of 60");
        assertThat(page.locator(".live-lost")).isHidden();
        server.close();
        assertThat(page.locator(".live-lost")).hasText("The connection is lost. Trying again …");
    }

    @Test
    void stoppingIsAskedForConfirmedAndShown() {
        show("running", "stop");
        awaitStream();
        page.getByText("Stop the search").click();
        Locator dialog = page.locator("dialog");
        assertThat(dialog).containsText("What has ended is kept.");
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertEquals(List.of(), server.told());
        server.answer("POST /api/runs/r/stop", "{}");
        page.getByText("Stop the search").click();
        dialog.getByText("Stop the search").click();
        assertThat(page.locator(".live-actions")).hasText("Stopping …");
        assertEquals("/api/runs/r/stop", server.told().getFirst().path());
        assertEquals("1", server.told().getFirst().csrf());
        server.answer(
                "GET /api/runs/r",
                Sample.page("digits", "stopped", "resume", "enqueue").toString());
        server.event("ending", "{\"ending\": \"stopped\", \"message\": \"\"}");
        assertThat(page.getByText("The search has stopped. It can be resumed.")).isVisible();
        assertThat(page.locator(".live-actions")).hasText("Resume the search");
        server.answer("POST /api/runs/r/resume", "{}");
        page.getByText("Resume the search").click();
        page.getByLabel("Workers (empty").fill("2");
        server.answer(
                "GET /api/runs/r", Sample.page("digits", "running", "stop").toString());
        dialog.getByText("Resume the search").click();
        assertThat(page.locator(".live-phase")).hasText("running");
        assertEquals("{\"workers\":2}", server.told().getLast().body());
        server.answer("POST /api/runs/r/stop", 409, "{\"error\": \"It has just ended.\"}");
        CHROMIUM.expect("status of 409");
        page.getByText("Stop the search").click();
        dialog.getByText("Stop the search").click();
        assertThat(page.locator("[role=alert]").getByText("It has just ended.")).isVisible();
        assertThat(page.locator(".live-actions")).hasText("Stop the search");
    }

    @Test
    void aConfigurationIsEnqueuedFromTheBestOnesValues() {
        show("running", "enqueue");
        page.getByText("Try a configuration of your own").click();
        Locator form = page.locator(".live-enqueue");
        Locator rate = form.getByLabel("learningRate");
        Locator every = form.getByLabel("schedule.step.every");
        assertThat(rate).hasValue("0.02");
        assertThat(every).hasValue("10");
        form.getByLabel("schedule", new Locator.GetByLabelOptions().setExact(true))
                .selectOption("constant");
        assertThat(every).isHidden();
        rate.fill("7");
        page.keyboard().press("Enter");
        assertThat(page.locator(".live-fault").first()).hasText("7 is outside of 1e-4 to 1.");
        assertThat(rate).hasAttribute("aria-invalid", "true");
        assertThat(rate).isFocused();
        assertEquals(List.of(), server.told());
        CHROMIUM.expect("status of 422");
        server.answer(
                "POST /api/runs/r/enqueue", 422, "{\"error\": \"learningRate: 0.5 was tried already, as trial 3.\"}");
        rate.fill("0.5");
        page.keyboard().press("Enter");
        assertThat(page.locator(".live-fault").first()).hasText("learningRate: 0.5 was tried already, as trial 3.");
        server.answer("POST /api/runs/r/enqueue", "{\"trial\": 14}");
        page.getByText("Enqueue this configuration").click();
        assertThat(page.locator(".live-enqueue a")).hasAttribute("href", "/run/r/trial/14");
        assertThat(page.locator(".live-fault").first()).isEmpty();
        assertEquals(
                "{\"parameters\":{\"learningRate\":0.5,\"schedule\":\"constant\"}}",
                server.told().getLast().body());
    }

    @Test
    void whoeverMayOnlyLookIsOfferedNothingElse() {
        show("running");
        awaitStream();
        assertThat(page.locator(".live-actions")).isHidden();
        assertThat(page.locator(".live-enqueue")).hasCount(0);
        assertThat(page.locator(".live-downloads li a")).hasCount(5);
    }

    @Test
    void aRunThatNobodyTrainsIsLookedAtFromTimeToTime() {
        page.clock().install();
        show("stopped", "resume");
        assertThat(page.locator(".live-phase")).hasText("stopped");
        assertEquals(0, server.streams());
        server.answer(
                "GET /api/runs/r",
                Sample.page("digits", "elsewhere").put("verdict", "It goes on.").toString());
        page.clock().fastForward(3_001);
        assertThat(page.locator("main")).containsText("It goes on.");
        assertThat(page.locator(".live-phase")).hasText("run by another process");
        awaitStream();
        server.event("frame", Sample.frame(9).toString());
        assertThat(page.locator(".live-done")).containsText("9 of 60 trials");
    }

    @Test
    void aTrialsPageTellsWhyItWasTriedAndWhyItWasStopped() {
        server.answer("GET /api/runs/r/trials/12", Sample.trial("r", 12).toString());
        page.navigate(server.address() + "/run/r/trial/12");
        assertThat(page.locator("h1")).hasText("Trial 12");
        assertThat(page.locator(".live-state")).hasText("pruned");
        assertThat(page.getByText("The model expected 0.38 here.")).isVisible();
        assertThat(page.getByText("It was stopped after epoch 6: 0.4 is worse than 0.35."))
                .isVisible();
        assertThat(page.locator("table.facts")).containsText("learningRate");
        assertThat(page.locator("svg[aria-label^='Value by epoch: from 0.9 at epoch 1 to 0.4 at epoch 6']"))
                .isVisible();
        page.getByText("Readings after each epoch").click();
        assertThat(page.locator("details[open] figure")).hasCount(2);
        page.getByText("What it wrote").click();
        assertThat(page.getByText("epoch 1\nepoch 2")).isVisible();
        page.getByText("The whole document that was trained").click();
        assertThat(page.getByText("\"type\": \"adam\"")).isVisible();
    }
}
