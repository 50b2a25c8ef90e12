// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    private static Typed type(String... arguments) {
        return Typed.in(Path.of(""), arguments).expect(ExitCode.DONE);
    }

    @Test
    void theSchemaIsPrintedWithEveryTrainerThatIsHere() throws Exception {
        Typed typed = type("schema");
        assertTrue(typed.out().endsWith("}\n"));
        JsonNode schema = typed.json();
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                schema.get("$schema").textValue());
        assertEquals(
                "network", schema.at("/$defs/trainer/properties/type/default").textValue());
        assertEquals("", typed.err());
    }

    @Test
    void itsHelpShowsAnExample() {
        String help = type("schema", "--help").out();
        assertTrue(help.contains("Example:\n  sextant schema > study.schema.json\n"), help);
        assertTrue(help.contains("\"$schema\": \"./study.schema.json\""), help);
    }
}
