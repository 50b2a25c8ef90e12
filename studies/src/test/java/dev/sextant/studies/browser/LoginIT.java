// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How people get in, and what they see of runs before they look at one. */
class LoginIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** After this long the list is asked for again. */
    private static final long REFRESH_MILLIS = 3_001;

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

    private void runs(com.fasterxml.jackson.databind.node.ObjectNode... runs) {
        server.answer("GET /api/runs", Sample.list(runs).toString());
    }

    @Test
    void theTokenBehindTheAddressOpensAndIsNotShownAnyMore() {
        server.answer("POST /api/login", "{}");
        runs(Sample.listed("a", "digits", "running", 12, 0.1));
        page.navigate(server.address() + "/#token=0123abcd");
        assertThat(page.locator("h1")).hasText("Runs");
        assertEquals(server.address() + "/", page.url());
        ScriptedServer.Told login = server.told().getFirst();
        assertEquals("/api/login", login.path());
        assertEquals("Bearer 0123abcd", login.authorization());
        assertEquals("1", login.csrf());
    }

    @Test
    void whoHasNoTokenIsAskedForOneAndToldWhenItIsWrong() {
        CHROMIUM.expect("status of 401");
        server.answer("GET /api/runs", 401, "{\"error\": \"token\"}");
        server.answer("POST /api/login", 401, "{\"error\": \"token\"}");
        page.navigate(server.address() + "/");
        page.getByLabel("Token").fill("wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .hasText("This token does not open anything. The server makes a new one each time it is started.");
        server.answer("POST /api/login", "{}");
        runs();
        page.getByLabel("Token").fill(server.address() + "/#token=right");
        page.getByText("Log in").last().click();
        assertThat(page.getByText("There is no run yet where this server looks."))
                .isVisible();
        assertEquals("Bearer right", server.told().getLast().authorization());
    }

    @Test
    void theListIsSortedByItsHeadsAndKeepsItselfFresh() {
        runs(
                Sample.listed("a", "digits", "running", 12, 0.3),
                Sample.listed("b", "Iris", "finished", 60, 0.1),
                Sample.listed("c", "wine", "elsewhere", 40, 0.2));
        page.clock().install();
        page.navigate(server.address() + "/");
        assertThat(page.locator("tbody th a")).hasText(new String[] {"digits", "Iris", "wine"});
        page.getByText("Best").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody th a")).hasText(new String[] {"Iris", "wine", "digits"});
        assertThat(page.locator("th[aria-sort]")).hasText("Best");
        page.keyboard().press("Enter");
        assertThat(page.locator("th[aria-sort=descending]")).hasText("Best");
        assertThat(page.locator("tbody th a").first()).hasText("digits");
        runs(Sample.listed("a", "digits", "finished", 60, 0.05));
        page.clock().fastForward(REFRESH_MILLIS);
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody .live-state")).hasText("finished");
        assertEquals("/run/a", page.locator("tbody th a").getAttribute("href"));
    }

    @Test
    void aServerThatIsGoneIsNamedAndAskedAgain() {
        CHROMIUM.expect("status of 500");
        server.answer("GET /api/runs", 500, "{\"error\": \"The store cannot be read.\"}");
        page.clock().install();
        page.navigate(server.address() + "/");
        assertThat(page.locator("[role=alert]").getByText("Cannot load the list of runs. The store cannot be read."))
                .isVisible();
        runs(Sample.listed("a", "digits", "stopped", 3, 0.3));
        page.getByText("Try again").click();
        assertThat(page.locator("tbody th a")).hasText("digits");
        CHROMIUM.expect("ERR_");
        page.route("**/api/runs", route -> route.abort());
        page.clock().fastForward(REFRESH_MILLIS);
        assertThat(page.getByText("The server does not answer.")).isVisible();
        page.unroute("**/api/runs");
        page.clock().fastForward(REFRESH_MILLIS);
        assertThat(page.getByText("The server does not answer.")).isHidden();
    }
}
