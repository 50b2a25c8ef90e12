// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int type(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void theSchemaIsPrintedWithEveryTrainerThatIsHere() throws Exception {
        assertEquals(ExitCode.DONE, type("schema"), err.toString(StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("}\n"));
        JsonNode schema = new ObjectMapper().readTree(text);
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                schema.get("$schema").textValue());
        assertEquals(
                "network", schema.at("/$defs/trainer/properties/type/default").textValue());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void itsHelpShowsAnExample() {
        assertEquals(ExitCode.DONE, type("schema", "--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        assertTrue(help.contains("Example:\n  sextant schema > study.schema.json\n"), help);
        assertTrue(help.contains("\"$schema\": \"./study.schema.json\""), help);
    }
}
