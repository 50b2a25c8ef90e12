// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiTest {
    @Test
    void everyFileOfTheFrontEndIsServedByItsName() {
        for (String name : List.of("report.js", "page.css", "live.js", "live.css", "live.html", "echarts.min.js"))
            assertNotNull(Ui.get().find(name), name);
        for (String name : Ui.get().names()) {
            Ui.Resource file = Ui.get().file(name);
            assertTrue(file.bytes().length > 0, name);
            assertEquals(
                    name.endsWith(".js")
                            ? "text/javascript; charset=utf-8"
                            : name.endsWith(".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8",
                    file.type());
        }
        assertEquals("text/html; charset=utf-8", Ui.get().shell().type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../Ui.class",
                "..\\Ui.class",
                "./report.js",
                "/report.js",
                "REPORT.JS",
                "report.js/",
                "report.js\u0000",
                "echarts/echarts.min.js",
                "ui/report.js",
                "LICENSE"
            })
    void noOtherNameIsServed(String name) {
        assertNull(Ui.get().find(name));
    }

    @Test
    void thePicturesScriptIsAsItsProjectBuiltItAndItsLicenceComesWithIt() {
        assertTrue(Ui.get().file("echarts.min.js").text().contains("Licensed to the Apache Software Foundation"));
        for (String name : List.of("LICENSE", "NOTICE", "LICENSE-d3"))
            assertNotNull(Ui.class.getResource("echarts/" + name), name);
    }

    /** Attributes with code or style, and scripts in markup, would be stopped by the server's policy. */
    @Test
    void theShellHasNothingInline() {
        String shell = Ui.get().shell().text();
        assertTrue(shell.matches("(?s).*<script type=\"module\" src=\"/ui/live.js\"></script>.*"), shell);
        assertTrue(!shell.matches("(?is).*(<script(?![^>]*src=)|<style|\\sstyle=|\\son\\w+=).*"), shell);
    }
}
