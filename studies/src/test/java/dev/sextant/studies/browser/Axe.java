// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks through a page for what shuts people out: contrast, names of controls, roles, order of headings. Rules of WCAG
 * 2.1 A and AA and what axe-core holds for good practice.
 */
public final class Axe {
    private static final String RUN = """
            () => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(found =>
              found.violations.map(rule => rule.id + ': ' + rule.help + ' | ' + rule.nodes.slice(0, 3)
                .map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | ')))""";

    private static final class Loaded {
        static final String SCRIPT = script();
    }

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) throw new IllegalStateException("axe.min.js is not on the class path");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds nothing. */
    public static void assertOpenToAll(Page page) {
        page.evaluate(Loaded.SCRIPT);
        assertEquals(List.of(), page.evaluate(RUN));
    }
}
