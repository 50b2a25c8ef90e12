// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run's log says of one trial, a line each for people: the last lines, from the log as it lies on the disk.
 *
 * <p>Cost: the log is read once, which is bounded; a few ten milliseconds at most.
 */
public final class TrialLines {
    /** Lines that are kept. */
    public static final int MOST = 200;

    /** Of a longer line the rest is left out. */
    private static final int LONGEST = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands in front of a line, or says where in the program it comes from. */
    private static final Set<String> HEAD =
            Set.of("time", "level", "logger", "thread", "message", "exception", "trial");

    private TrialLines() {}

    /** The last lines; none where there is no log, or it cannot be read. */
    public static List<String> of(Path log, long trial) {
        Deque<String> lines = new ArrayDeque<>();
        try {
            collect(LogFile.older(log), trial, lines);
            collect(log, trial, lines);
        } catch (IOException unreadable) {
            lines.add("The log cannot be read: " + unreadable.getMessage());
        }
        return new ArrayList<>(lines);
    }

    private static void collect(Path file, long trial, Deque<String> lines) throws IOException {
        // Parsing every line would take a hundred times as long.
        String hint = "\"trial\":" + trial;
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                if (line.contains(hint)) add(line, trial, lines);
        } catch (NoSuchFileException none) {
            // A run that has just begun has none, and most have no older one.
        }
    }

    private static void add(String line, long trial, Deque<String> lines) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.path("trial").asLong(-1) != trial) return;
            lines.add(text(json));
            if (lines.size() > MOST) lines.remove();
        } catch (JsonProcessingException torn) {
            // The last line of a process that was killed, or one that is being written.
        }
    }

    private static String text(JsonNode json) {
        StringBuilder text = new StringBuilder(json.path("time").asText())
                .append(' ')
                .append(json.path("level").asText())
                .append(": ")
                .append(json.path("message").asText());
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : json.properties())
            if (!HEAD.contains(entry.getKey()))
                keys.add(entry.getKey() + " " + entry.getValue().asText());
        if (!keys.isEmpty()) text.append(" (").append(String.join(", ", keys)).append(')');
        if (json.has("exception"))
            text.append('\n').append(json.path("exception").asText());
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + " …";
    }
}
