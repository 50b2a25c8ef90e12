// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A study as its workers get it: all that they need of it but the content of its files.
 *
 * <p>Written as one JSON object, {@code {"format": 1, "version": …, "name": …, "trainer": …, "study": …, "files":
 * [{"path": …, "sha256": …, "size": …}]}}, whose SHA-256 names it. Nothing else may stand there: both ends are of one
 * version.
 *
 * @param version Sextant's
 * @param name the study's
 * @param trainer its trainer's type
 * @param study the resolved study, as text
 * @param files those that its trainings read
 */
public record Parcel(String version, String name, String trainer, String study, List<Entry> files) {
    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** Files of one study, at most. */
    public static final int MOST_FILES = 1000;

    /** Characters of a file's name, at most. */
    public static final int LONGEST_PATH = 4096;

    /** Bytes of one file, at most: 1 TB. */
    public static final long LARGEST_FILE = 1L << 40;

    /** Bytes of a parcel, at most. */
    public static final int LARGEST = 64 << 20;

    private static final int LONGEST_NAME = 1000;
    private static final int DEEPEST = 4;
    private static final int LONGEST_NUMBER = 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LARGEST)
                    .maxStringLength(LARGEST)
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NUMBER)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    /**
     * A file of the study.
     *
     * @param path as it stands in the trainer's document: a name by which the file is found in what was carried, never
     *     a place on this machine's disk
     * @param size in bytes
     */
    public record Entry(String path, String sha256, long size) {
        public Entry {
            if (path.isBlank() || path.length() > LONGEST_PATH || path.indexOf('\0') >= 0)
                throw new IllegalArgumentException("a file's path must have 1 to %d characters, none of them 0, got %s"
                        .formatted(LONGEST_PATH, shown(path)));
            if (!Sha256.is(sha256))
                throw new IllegalArgumentException(
                        "the sha256 of %s must be 64 hexadecimal digits, got %s".formatted(shown(path), shown(sha256)));
            if (size < 0 || size > LARGEST_FILE)
                throw new IllegalArgumentException(
                        "the size of %s (%d) must lie in 0 … %d bytes".formatted(shown(path), size, LARGEST_FILE));
        }
    }

    public Parcel {
        files = List.copyOf(files);
        for (String text : List.of(version, name, trainer))
            if (text.isEmpty() || text.length() > LONGEST_NAME)
                throw new IllegalArgumentException("version, name and trainer must have 1 to %d characters, got %s"
                        .formatted(LONGEST_NAME, shown(text)));
        if (study.isEmpty()) throw new IllegalArgumentException("the study is empty");
        if (files.size() > MOST_FILES)
            throw new IllegalArgumentException(
                    "a study reads at most %d files, got %d".formatted(MOST_FILES, files.size()));
        Set<String> paths = new HashSet<>();
        for (Entry entry : files)
            if (!paths.add(entry.path()))
                throw new IllegalArgumentException("%s stands there twice".formatted(shown(entry.path())));
    }

    /** All its files together, in bytes. */
    public long size() {
        return files.stream().mapToLong(Entry::size).sum();
    }

    /** Equal parcels have equal bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("version", version);
            json.writeStringField("name", name);
            json.writeStringField("trainer", trainer);
            json.writeStringField("study", study);
            json.writeArrayFieldStart("files");
            for (Entry entry : files) {
                json.writeStartObject();
                json.writeStringField("path", entry.path());
                json.writeStringField("sha256", entry.sha256());
                json.writeNumberField("size", entry.size());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("written to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** The name of these bytes. */
    public static String digest(byte[] bytes) {
        return Sha256.of(bytes);
    }

    /** @throws ContentException where the bytes are no parcel that this version could have written */
    public static Parcel read(byte[] bytes) throws ContentException {
        if (bytes.length > LARGEST)
            throw unsound("it has %d bytes, at most %d are read".formatted(bytes.length, LARGEST));
        try (JsonParser json = JSON.createParser(bytes)) {
            Parcel parcel = read(json);
            if (json.nextToken() != null) throw new IllegalArgumentException("something follows it");
            return parcel;
        } catch (JsonProcessingException notJson) {
            throw unsound(notJson.getOriginalMessage());
        } catch (IllegalArgumentException refused) {
            throw unsound(String.valueOf(refused.getMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("read from memory", impossible);
        }
    }

    private static Parcel read(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        String version = null;
        String name = null;
        String trainer = null;
        String study = null;
        List<Entry> files = null;
        boolean first = true;
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            // Of another format nothing else is looked at.
            require(!first || key.equals("format"), "it does not begin with its format");
            first = false;
            switch (key) {
                case "format" -> {
                    long format = whole(json, key);
                    require(format == FORMAT, "its format is %d, this version reads %d".formatted(format, FORMAT));
                }
                case "version" -> version = text(json, key);
                case "name" -> name = text(json, key);
                case "trainer" -> trainer = text(json, key);
                case "study" -> study = text(json, key);
                case "files" -> files = files(json);
                default -> throw new IllegalArgumentException("unknown key \"%s\"".formatted(key));
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "it is no JSON object");
        return new Parcel(
                present(version, "version"),
                present(name, "name"),
                present(trainer, "trainer"),
                present(study, "study"),
                present(files, "files"));
    }

    private static List<Entry> files(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY, "files must be an array");
        List<Entry> files = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            require(files.size() < MOST_FILES, "it has more than %d files".formatted(MOST_FILES));
            files.add(entry(json));
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "files must hold objects");
        return files;
    }

    private static Entry entry(JsonParser json) throws IOException {
        String path = null;
        String sha256 = null;
        long size = -1;
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName())
            switch (key) {
                case "path" -> path = text(json, key);
                case "sha256" -> sha256 = text(json, key);
                case "size" -> size = whole(json, key);
                default -> throw new IllegalArgumentException("unknown key \"%s\" of a file".formatted(key));
            }
        return new Entry(present(path, "path"), present(sha256, "sha256"), size);
    }

    private static String text(JsonParser json, String key) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_STRING, key + " must be a text");
        return json.getText();
    }

    private static long whole(JsonParser json, String key) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT, key + " must be a whole number");
        return json.getLongValue();
    }

    private static <T> T present(@Nullable T value, String key) {
        if (value == null) throw new IllegalArgumentException("\"%s\" is missing".formatted(key));
        return value;
    }

    private static void require(boolean kept, String rule) {
        if (!kept) throw new IllegalArgumentException(rule);
    }

    private static ContentException unsound(String what) {
        return new ContentException(
                ContentException.Reason.UNSOUND,
                "what the coordinator sent is no study: " + what,
                "Run the same version of Sextant on every machine.");
    }

    /** A name of somebody else's on a line of ours. */
    static String shown(String name) {
        String line = name.codePoints()
                .limit(80)
                .map(each -> Character.isISOControl(each) ? '\ufffd' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "\"" + line + (line.length() < name.length() ? "…" : "") + "\"";
    }
}
