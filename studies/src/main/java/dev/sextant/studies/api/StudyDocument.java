// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Direction;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudySource;
import dev.sextant.studies.wiring.TextFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a study while it is being written: one that was made of a {@link Space}, or a study file with what was
 * set in it. Either is read by the reader of study files, which says what is wrong with it.
 *
 * <p>Threads: confined to one.
 */
final class StudyDocument {
    /** Whose trials an objective trains. */
    static final String EMBEDDED = "embedded";

    /** Whose trials are asked for and told. */
    static final String EXTERNAL = "external";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAME = "study.json";
    private static final String TRAINER = "trainer";
    private static final String TYPE = "type";
    private static final String PARAMETERS = "parameters";
    private static final String METRICS = "metrics";
    private static final String OBJECTIVE = "objective";

    private final String name;
    private final Path folder;
    private final byte @Nullable [] given;
    private final ObjectNode made;
    private final List<Argument> changes = new ArrayList<>();

    private StudyDocument(String name, Path folder, byte @Nullable [] given, ObjectNode made) {
        this.name = name;
        this.folder = folder;
        this.given = given;
        this.made = made;
    }

    static StudyDocument made(Direction direction, String metric, Space space) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        ObjectNode trainer = made.putObject(TRAINER).put(TYPE, EMBEDDED);
        trainer.set(PARAMETERS, space.json());
        trainer.putArray(METRICS).add(metric);
        made.set(OBJECTIVE, objective(direction, metric));
        return new StudyDocument(NAME, here(), null, made);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    /** Read at once: later the file may be another. */
    static StudyDocument file(Path file) {
        return new StudyDocument(
                TextFile.name(file.toString()),
                StudySource.folder(Path.of(""), file.toString()),
                Words.said(() -> TextFile.read(Path.of(""), file.toString(), InputStream.nullInputStream())),
                JsonNodeFactory.instance.objectNode());
    }

    static StudyDocument text(String text) {
        return new StudyDocument(
                NAME, here(), text.getBytes(StandardCharsets.UTF_8), JsonNodeFactory.instance.objectNode());
    }

    /** A value of Java's as JSON. */
    static JsonNode json(@Nullable Object value) {
        return JSON.valueToTree(value);
    }

    /** Of a file the change goes with it, as one of the command line does; what was made is another from now on. */
    void set(String path, @Nullable Object value) {
        JsonNode json = json(value);
        if (given != null) {
            changes.add(new Argument("set", path, json.toString(), true));
            return;
        }
        ObjectNode at = made;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode below = at.get(names[i]);
            if (below != null && !below.isObject())
                throw StudyException.usage(
                        "set %s: there is no \"%s\" in %s".formatted(path, names[i + 1], below),
                        "Set the whole of \"%s\" instead.".formatted(names[i]));
            at = at.withObjectProperty(names[i]);
        }
        at.set(names[names.length - 1], json);
    }

    /** One more configuration to be tried first. */
    void tries(Map<String, ?> values) {
        checkMade("search.tryFirst");
        made.withObjectProperty("search")
                .withArrayProperty("tryFirst")
                .addObject()
                .set(PARAMETERS, json(values));
    }

    /** The objective tells this, too. */
    void tells(String metric) {
        checkMade(TRAINER + "." + METRICS);
        ArrayNode metrics = made.withObjectProperty(TRAINER).withArrayProperty(METRICS);
        for (JsonNode known : metrics) if (known.textValue().equals(metric)) return;
        metrics.add(metric);
    }

    /** One more objective. */
    void also(Direction direction, String metric) {
        tells(metric);
        JsonNode before = made.get(OBJECTIVE);
        ArrayNode all = before instanceof ArrayNode several
                ? several
                : made.putArray(OBJECTIVE).add(before);
        all.add(objective(direction, metric));
    }

    private static ObjectNode objective(Direction direction, String metric) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        switch (direction) {
                            case MINIMIZE -> "minimize";
                            case MAXIMIZE -> "maximize";
                        },
                        metric);
    }

    /** A metric has to keep this. */
    void bound(String metric, String side, double bound) {
        if (given == null) tells(metric);
        set("subjectTo." + metric + "." + side, bound);
    }

    private void checkMade(String path) {
        if (given != null)
            throw StudyException.usage(
                    "the study file %s says itself what \"%s\" is".formatted(name, path),
                    "Write it there, or set the whole of it: set(\"%s\", …).".formatted(path));
    }

    /** Where relative paths of the study begin. */
    Path folder() {
        return folder;
    }

    /** The study as it is decided. */
    StudyFile read() {
        byte[] bytes = given == null ? text(made) : given;
        return Words.said(() -> read(bytes));
    }

    /**
     * The same study for a program that asks for trials and tells their values; what was made is made for that, a file
     * is as it is.
     */
    StudyFile readToBeTold() {
        if (given != null) return read();
        ObjectNode told = made.deepCopy();
        told.withObjectProperty(TRAINER).put(TYPE, EXTERNAL);
        // Nobody trains a told trial again.
        told.remove("confirm");
        return Words.said(() -> read(text(told)));
    }

    private StudyFile read(byte[] bytes) throws StudyFileException {
        return StudyReader.read(name, bytes, changes, Services.catalog());
    }

    private static byte[] text(ObjectNode study) {
        return (study.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
