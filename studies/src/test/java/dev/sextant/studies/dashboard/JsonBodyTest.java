// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodyTest {
    private static String refused(byte[] bytes) {
        RefusedRequestException refused = assertThrows(RefusedRequestException.class, () -> JsonBody.read(bytes));
        assertEquals(400, refused.status());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.length() < 350, message);
        return message;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anObjectIsRead() throws Exception {
        assertEquals(
                "{\"parameters\":{\"lr\":0.1,\"ü\":\"x\"}}",
                JsonBody.read(utf8(" {\"parameters\": {\"lr\": 1e-1," + " \"ü\": \"x\"}} "))
                        .toString());
        assertEquals("{}", JsonBody.read(new byte[0]).toString());
        assertEquals("{}", JsonBody.read(utf8("{}")).toString());
    }

    static List<String> others() {
        return List.of(
                "[]",
                "1",
                "null",
                "\"x\"",
                " ",
                "{",
                "{}{}",
                "{} x",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": {\"b\": 1, \"b\": 2}}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1,}",
                "{\"a\": /* x */ 1}",
                "{\"a\": \"\t\"}",
                "{\"a\": 1" + "0".repeat(100) + "}",
                "{\"a\": 0." + "1".repeat(101) + "}",
                "{\"a\": ".repeat(65) + "1" + "}".repeat(65),
                "{\"a\": " + "[".repeat(64) + "]".repeat(64) + "}",
                "[".repeat(60_000),
                "{\"a\": \"" + "x".repeat(70_000) + "\"}",
                "{\"" + "x".repeat(70_000) + "\": 1}");
    }

    @ParameterizedTest
    @MethodSource("others")
    void everythingElseIsRefusedWithItsReason(String text) {
        String message = refused(utf8(text));
        assertTrue(message.startsWith("The body "), message);
    }

    @Test
    void theReasonSaysWhere() {
        assertTrue(
                refused(utf8("{\n \"a\": 1,\n \"a\": 2}")).endsWith("(line 3, column 5)"),
                refused(utf8("{\n \"a\": 1,\n \"a\": 2}")));
        assertEquals("The body must be a JSON object.", refused(utf8("[1]")));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
        refused(new byte[] {(byte) 0xff, (byte) 0xfe});
        refused(new byte[] {0, 0, 0, 0});
    }

    @Test
    void depthUpToTheLimitIsRead() throws Exception {
        JsonBody.read(utf8("{\"a\": ".repeat(64) + "1" + "}".repeat(64)));
        JsonBody.read(utf8("{\"a\": 1" + "0".repeat(99) + "}"));
    }
}
