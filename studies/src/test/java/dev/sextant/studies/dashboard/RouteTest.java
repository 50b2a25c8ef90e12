// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /                                         | Shell[]
            /run/2026-11-26_a                         | Shell[]
            /run/a/trial/0                            | Shell[]
            /favicon.ico                              | StaticFile[name=favicon.ico]
            /ui/report.js                             | StaticFile[name=report.js]
            /api/login                                | Login[]
            /api/logout                               | Logout[]
            /api/runs                                 | RunList[]
            /api/runs/a                               | RunPage[run=a]
            /api/runs/a/events                        | Events[run=a]
            /api/runs/a/trials/17                     | OneTrial[run=a, trial=17]
            /api/runs/a/stop                          | Act[run=a, action=STOP]
            /api/runs/a/resume                        | Act[run=a, action=RESUME]
            /api/runs/a/enqueue                       | Act[run=a, action=ENQUEUE]
            /api/runs/a/export/report.html            | Take[run=a, export=REPORT_HTML]
            /api/runs/a/export/study.resolved.json    | Take[run=a, export=STUDY_JSON]
            """)
    void everyPathHasItsRoute(String path, String route) {
        assertEquals(route, Route.of(path).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/runs",
                "//",
                "//api/runs",
                "/api",
                "/api/",
                "/api/runs/",
                "/API/runs",
                "/api/runs/a/",
                "/api/runs/a/Events",
                "/api/runs/a/trials",
                "/api/runs/a/trials/",
                "/api/runs/a/trials/-1",
                "/api/runs/a/trials/007",
                "/api/runs/a/trials/1e3",
                "/api/runs/a/trials/9999999999999999999",
                "/api/runs/a/trials/1/x",
                "/api/runs/a/export",
                "/api/runs/a/export/",
                "/api/runs/a/export/run.sqlite",
                "/api/runs/a/export/../run.sqlite",
                "/api/runs/a/export/report.html/",
                "/api/runs/..",
                "/api/runs/../..",
                "/api/runs/a.b",
                "/api/runs/a%2fb",
                "/api/runs/%61",
                "/api/runs/a%00",
                "/api/runs/a\0",
                "/api/runs/a\\..",
                "/api/runs/ä",
                "/api/runs/a;x=y",
                "/run",
                "/run/",
                "/run/a/",
                "/run/a/trial",
                "/run/a/trial/x",
                "/run/..%2f..%2fetc",
                "/run/a/trial/1/2",
                "/ui",
                "/ui/a/b",
                "/ui/../run",
                "/favicon.ico/",
                "/metrics"
            })
    void allOthersLeadNowhere(String path) {
        assertEquals(new Route.Nowhere(), Route.of(path));
        assertFalse(Route.isOpen(path));
    }

    @ParameterizedTest
    @CsvSource({"64, RunPage", "65, Nowhere"})
    void anIdHasALength(int length, String route) {
        assertEquals(
                route, Route.of("/api/runs/" + "a".repeat(length)).getClass().getSimpleName());
    }
}
