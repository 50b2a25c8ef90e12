// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** What an editor makes of a study: another program's reading of our JSON Schema. */
final class Editor {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final com.networknt.schema.JsonSchema schema;

    /** @param schema that of all studies */
    Editor(JsonNode schema) {
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    /** What it underlines in a study; empty where it is good. */
    List<String> complaints(String study) {
        try {
            return complaints(parse(study));
        } catch (JsonProcessingException e) {
            return List.of(e.getOriginalMessage());
        }
    }

    List<String> complaints(JsonNode study) {
        return schema.validate(study).stream().map(ValidationMessage::toString).toList();
    }

    static JsonNode parse(String study) throws JsonProcessingException {
        return JSON.readTree(study);
    }
}
