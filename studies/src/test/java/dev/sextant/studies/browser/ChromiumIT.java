// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests rely on: a page that misbehaves is caught. */
class ChromiumIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path folder;

    private Page open(String html) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html><title>t</title>" + html);
        Page page = CHROMIUM.page();
        page.navigate(file.toUri().toString());
        return page;
    }

    @Test
    void aPageThatBehavesIsLeftAlone() throws Exception {
        Page page = open("<p id='p'>old</p><script>document.getElementById('p').textContent = 'new'</script>");
        assertEquals("new", page.textContent("#p"));
        assertEquals(List.of(), CHROMIUM.takeFaults());
    }

    @Test
    void whatIsWrittenThrownAskedForOrRefusedIsCaught() throws Exception {
        Page page = open("""
                <meta http-equiv="Content-Security-Policy" content="script-src 'sha256-no'">
                <script>throw new Error('never run')</script>""");
        page.evaluate("() => console.error('written')");
        page.evaluate("() => { setTimeout(() => { throw new Error('thrown') }) }");
        page.evaluate("() => { setTimeout(() => alert('shown')) }");
        page.evaluate("() => fetch('http://elsewhere.invalid/', {mode: 'no-cors'}).catch(() => 0)");
        String faults = String.join("\n", CHROMIUM.takeFaults());
        for (String fault : List.of(
                "wrote to the console: Executing inline script violates",
                "wrote to the console: written",
                "threw: Error: thrown",
                "opened a dialog: shown",
                "asked for http://elsewhere.invalid/")) assertTrue(faults.contains(fault), fault + " in\n" + faults);
    }

    @Test
    void noTestInheritsFromAnother() throws Exception {
        Page page = open("<p>one</p>");
        page.evaluate("() => localStorage.setItem('left', 'behind')");
        assertEquals(null, open("<p>two</p>").evaluate("() => localStorage.getItem('left')"));
    }
}
