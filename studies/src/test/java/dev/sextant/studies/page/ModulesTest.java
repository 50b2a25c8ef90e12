// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModulesTest {
    private static String joined(Map<String, String> modules) {
        return Modules.joined("report.js", name -> modules.getOrDefault(name, ""));
    }

    @Test
    void whatAModuleLoadsStandsBeforeItOnceAndWithoutImportsAndExports() {
        String script = joined(Map.of(
                "report.js",
                        "import { draw } from \"./draw.js\";\nimport { make } from \"./dom.js\";\nexport function show() {}",
                "draw.js", "import { make } from \"./dom.js\";\nexport const draw = make;",
                "dom.js", "// Elements.\nexport async function make() {}\nexport class Box {}"));
        assertEquals("async function make() {}\nclass Box {}\nconst draw = make;\nfunction show() {}\n", script);
    }

    @Test
    void modulesThatLoadEachOtherStandOnceEach() {
        assertEquals(
                "const b = 1;\nconst a = 2;\n",
                joined(Map.of(
                        "report.js", "import { b } from \"./b.js\";\nexport const a = 2;",
                        "b.js", "import { a } from \"./report.js\";\nexport const b = 1;")));
    }

    @Test
    void whatIsForPeopleAloneIsLeftOutButNotOfTexts() {
        assertEquals(
                "const a = 1; // why\nconst b = `\n  // text\n\n`;\nfunction c() {\nreturn a / b;\n}\n",
                joined(Map.of("report.js", """
                        /**
                         * A number.
                         */
                        const a = 1; // why

                        // Spaces count here.
                        const b = `
                          // text

                        `;
                        /* One line. */
                        function c() {
                          return a / b;
                        }
                        """)));
    }

    @Test
    void whatIsLoadedLaterIsServedToo() {
        Map<String, String> modules = Map.of(
                "live.js", "import { a } from \"./a.js\";\nconst later = () => import(\"./late.js\");",
                "late.js", "import { b } from \"./b.js\";",
                "a.js", "",
                "b.js", "");
        assertEquals(
                List.of("a.js", "b.js", "late.js", "live.js"),
                List.copyOf(Modules.names("live.js", name -> modules.getOrDefault(name, ""))));
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> joined(Map.of(
                                "report.js", "import { a } from \"./a.js\";\n\nconst size = 1;",
                                "a.js", "export const a = 1;\nfunction size() {}")))
                .getMessage();
        assertEquals("report.js, line 3 declares size, as a.js does", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import * as all from \"./a.js\";",
                "import thing from \"./a.js\";",
                "import { a as b } from './a.js';",
                "import \"./a.js\";",
                "export default function () {}",
                "export { a };",
                "export * from \"./a.js\";"
            })
    void whatCannotBeJoinedIsRefused(String line) {
        String message =
                String.valueOf(assertThrows(IllegalStateException.class, () -> joined(Map.of("report.js", line)))
                        .getMessage());
        assertTrue(message.startsWith("report.js, line 1 has an import or export of a kind"), message);
    }
}
