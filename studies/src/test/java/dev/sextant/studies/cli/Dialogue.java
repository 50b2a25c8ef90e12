// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Speaks with a command of this process in lines of JSON. */
final class Dialogue implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PipedOutputStream spoken = new PipedOutputStream();
    private final BufferedReader heard;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    Dialogue(Path folder, String... arguments) throws IOException {
        PipedInputStream in = new PipedInputStream(spoken, 1 << 20);
        PipedOutputStream answers = new PipedOutputStream();
        heard = new BufferedReader(
                new InputStreamReader(new PipedInputStream(answers, 1 << 20), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(answers, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(in, out, stderr, folder, 80, false, Interrupts.NONE);
        Thread.ofPlatform().daemon().start(() -> {
            try (out) {
                exit.complete(Main.run(arguments, console));
            } catch (Throwable broken) {
                exit.completeExceptionally(broken);
            }
        });
    }

    /** Says a line, in which ' stands for ", and does not wait for an answer. */
    void say(String line) throws IOException {
        spoken.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
        spoken.flush();
    }

    /** The next line of an answer. */
    JsonNode answer() throws IOException {
        String line = heard.readLine();
        if (line == null) throw new AssertionError("no answer; standard error says:\n" + err());
        return JSON.readTree(line);
    }

    JsonNode ask(String line) throws IOException {
        say(line);
        return answer();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Ends the input and waits for the end; the exit code. */
    int end() throws Exception {
        spoken.close();
        int code = exit.get(60, TimeUnit.SECONDS);
        String more = heard.readLine();
        if (more != null) throw new AssertionError("an answer that nobody heard: " + more);
        return code;
    }

    @Override
    public void close() throws IOException {
        spoken.close();
    }
}
