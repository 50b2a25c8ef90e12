// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker starts the programs of a study that another machine coordinates. It never starts what came over the
 * network: its own people say so, by a folder with a copy of the study of their own, and it is that copy's programs
 * which are started, in that folder.
 */
final class ProgramPermission {
    /** Study files of a folder that are looked at. */
    private static final int MOST_FILES = 1000;

    /** An error shows no more characters of what differs. */
    private static final int SHOWN = 120;

    private ProgramPermission() {}

    /**
     * The folder in which the study's programs may be started.
     *
     * @param study as the coordinator has it
     * @param allowed the folder that this worker was started with, or null
     * @throws RefusedException where they may not, in words for whoever looks after this machine
     */
    static Path folder(StudyFile study, @Nullable Path allowed) throws RefusedException {
        String name = study.spec().name();
        if (allowed == null)
            throw refused(
                    "the study \"%s\" starts programs (its trainer is %s), and this worker starts none that another machine names"
                            .formatted(name, study.trainer().type()),
                    "To let it, start it with --allow-exec DIR, where DIR holds this machine's own copy of the study file"
                            + " and its programs.");
        List<Path> files = files(allowed);
        List<String> unlike = new ArrayList<>();
        for (Path file : files) {
            StudyFile own = read(file);
            if (own == null || !own.spec().name().equals(name)) continue;
            String difference = difference(own, study);
            if (difference == null) return allowed.toAbsolutePath().normalize();
            unlike.add("%s, whose %s".formatted(file.getFileName(), difference));
        }
        if (unlike.isEmpty())
            throw refused(
                    "the study \"%s\" starts programs, and none of the %d study files in %s is a copy of it: none has its name"
                            .formatted(name, files.size(), allowed),
                    "Put a copy of the coordinator's study file there, and its programs.");
        throw refused(
                "the study \"%s\" starts programs, and its copy in %s is another study: %s"
                        .formatted(name, allowed, String.join("; ", unlike)),
                "Make the copy equal to the coordinator's study, its changes on the command line included.");
    }

    private static List<Path> files(Path folder) throws RefusedException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(file -> ending(file.getFileName().toString()))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException unreadable) {
            throw refused(
                    "the folder of --allow-exec, %s, cannot be read: %s"
                            .formatted(folder, StudySource.reason(unreadable)),
                    "Name a folder that holds study files.");
        }
    }

    private static boolean ending(String name) {
        return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** Null where it is no study: other files may lie there too. */
    private static @Nullable StudyFile read(Path file) {
        try {
            return StudySource.read(Path.of(""), file.toString(), List.of());
        } catch (RefusedException | StudyFileException notAStudy) {
            return null;
        }
    }

    /** What is not as in the coordinator's study; null where nothing is that a training depends on. */
    private static @Nullable String difference(StudyFile own, StudyFile study) {
        if (own.spec().seed() != study.spec().seed())
            return "seed is %d, not %d"
                    .formatted(own.spec().seed(), study.spec().seed());
        return difference("trainer", trainer(own), trainer(study));
    }

    /** As it is written out and read again, however it was written first. */
    private static JsonNode trainer(StudyFile file) {
        ObjectNode written = ResolvedStudy.write(file.spec(), Map.of());
        try {
            StudyFile again = StudyReader.readResolved(
                    file.name(), written.toString().getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog());
            return ResolvedStudy.write(again.spec(), Map.of()).path("trainer");
        } catch (StudyFileException e) {
            throw new IllegalStateException("a study that was read cannot be read again", e);
        }
    }

    private static @Nullable String difference(String path, JsonNode own, JsonNode other) {
        if (own.equals(other)) return null;
        if (own.isObject() && other.isObject()) {
            for (Map.Entry<String, JsonNode> entry : own.properties()) {
                JsonNode there = other.path(entry.getKey());
                String found = difference(path + "." + entry.getKey(), entry.getValue(), there);
                if (found != null) return found;
            }
            for (Map.Entry<String, JsonNode> entry : other.properties())
                if (!own.has(entry.getKey())) return "%s.%s is missing".formatted(path, entry.getKey());
        }
        return "%s is %s, not %s".formatted(path, shown(own), shown(other));
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) return "missing";
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.STUDY, message, help);
    }
}
