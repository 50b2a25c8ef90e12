// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command as somebody types it, and what came of it. A stack trace is never what comes of it. */
public record Typed(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Typed in a folder, 80 columns wide, whose streams are no terminals. */
    public static Typed in(Path folder, String... arguments) {
        return in(folder, Interrupts.NONE, arguments);
    }

    /** Typed by somebody who may press Ctrl-C. */
    static Typed in(Path folder, Interrupts interrupts, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        80,
                        false,
                        interrupts));
        Typed typed = new Typed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertFalse(typed.err.contains("\tat "), () -> "a stack trace:\n" + typed.err);
        return typed;
    }

    /** Throws what a person would be told, unless the command line takes these words; nothing is run. */
    public static void taken(List<String> words) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        String[] arguments = words.stream().skip(1).toArray(String[]::new);
        Program.of(arguments, Console.of(nowhere, nowhere, Map.of())).parseArgs(arguments);
    }

    Typed expect(int code) {
        assertEquals(code, exit, () -> "out:\n" + out + "\nerr:\n" + err);
        return this;
    }

    /** On either stream; lines are wrapped, so that any white space may stand for a space. */
    Typed saying(String words) {
        String all = (out + err).replaceAll("\\s+", " ");
        assertTrue(all.contains(words), () -> words + "\n in \n" + out + err);
        return this;
    }

    /** Standard output, which is JSON. */
    JsonNode json() throws IOException {
        return JSON.readTree(out);
    }
}
