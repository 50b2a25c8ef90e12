// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code store.json} in a run's folder: says that its trials lie in a database, and under which name there. Without the
 * file they lie in the folder itself. A password stands nowhere in it.
 *
 * @param store the database's address, {@code postgres://[user@]host[:port]/database[?sslmode=…]}
 * @param study the study's key in the database
 */
public record StoreFile(String store, String study) {
    /** What the file is called. */
    public static final String NAME = "store.json";

    private static final int FORMAT = 1;
    private static final List<String> KEYS = List.of("format", "store", "study");

    /** A hundred times as much as it needs. */
    private static final int LONGEST = 64 << 10;

    /** Loaded by those alone who have such a file. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(8)
                                .maxNumberLength(20)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Null where there is none. */
    static @Nullable StoreFile read(RunDirectory run) throws RefusedException {
        Path file = run.storeFile();
        if (!Files.exists(file)) return null;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST)
                throw refused(file, "it is longer than " + LONGEST + " bytes; a file of Sextant's has some hundred");
            return read(file, Json.MAPPER.readTree(bytes));
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            throw refused(
                    file,
                    "it is not JSON"
                            + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        } catch (IOException unreadable) {
            throw refused(file, StudySource.reason(unreadable));
        }
    }

    private static StoreFile read(Path file, JsonNode json) throws RefusedException {
        if (!json.isObject()) throw refused(file, "it must be an object with " + String.join(", ", KEYS));
        JsonNode format = json.path("format");
        if (!format.isInt())
            throw refused(file, "format must be " + FORMAT + (format.isMissingNode() ? " and is missing" : ""));
        if (format.intValue() != FORMAT)
            throw refused(file, "its format is " + format.intValue() + ", and this version reads " + FORMAT + " alone");
        for (Map.Entry<String, JsonNode> entry : json.properties())
            if (!KEYS.contains(entry.getKey()))
                throw refused(
                        file, "the key \"" + entry.getKey() + "\" is not known; known are " + String.join(", ", KEYS));
        return new StoreFile(text(file, json, "store"), text(file, json, "study"));
    }

    private static String text(Path file, JsonNode json, String key) throws RefusedException {
        JsonNode value = json.path(key);
        if (value.isTextual() && !value.textValue().isBlank()) return value.textValue();
        throw refused(
                file, key + " must be a text" + (value.isMissingNode() ? " and is missing" : " that is not empty"));
    }

    private static RefusedException refused(Path file, String problem) {
        return new RefusedException(
                Reason.USAGE,
                file + " cannot be used: " + problem,
                "Sextant writes it when a run begins; put back what it wrote: {\"format\": 1, \"store\":"
                        + " \"postgres://user@host/database\", \"study\": \"its key there\"}");
    }

    void write(RunDirectory run) throws IOException {
        run.write(
                run.storeFile(),
                JsonNodeFactory.instance
                                .objectNode()
                                .put("format", FORMAT)
                                .put("store", store)
                                .put("study", study)
                                .toPrettyString()
                        + "\n");
    }
}
