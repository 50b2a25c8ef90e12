// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a request: one JSON object, with limits on everything, since a stranger may have written it. */
final class JsonBody {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(Guard.LONGEST_BODY)
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(Guard.LONGEST_BODY)
                            .maxNameLength(Guard.LONGEST_BODY)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonBody() {}

    /**
     * Reads it. Cost: O(bytes).
     *
     * @param bytes UTF-8; none stands for an empty object
     * @throws RefusedRequestException where it is something else: 400
     */
    static ObjectNode read(byte[] bytes) throws RefusedRequestException {
        if (bytes.length == 0) return READER.createObjectNode();
        JsonNode node;
        try {
            // Decoded here, since Jackson takes other encodings, too, and bytes that are none.
            node = READER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (JsonProcessingException broken) {
            throw new RefusedRequestException(400, "The body is not JSON that is read here: " + said(broken));
        } catch (CharacterCodingException broken) {
            throw new RefusedRequestException(400, "The body is not text in UTF-8.");
        }
        if (node instanceof ObjectNode object) return object;
        throw new RefusedRequestException(400, "The body must be a JSON object.");
    }

    /** What is wrong and where, in one line of a length that can be shown. */
    private static String said(JsonProcessingException broken) {
        String message = String.valueOf(broken.getOriginalMessage()).replaceAll("\\s+", " ");
        String cut = message.length() <= 200 ? message : message.substring(0, 200) + "…";
        var at = broken.getLocation();
        return at == null ? cut : cut + " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
