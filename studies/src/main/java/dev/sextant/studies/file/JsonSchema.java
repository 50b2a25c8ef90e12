// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * The JSON Schema of study files, written from {@link StudySchema}, for editors: they complete and explain every key.
 * Errors of a study come from its reader. What the reader takes the schema takes too; rules between several values,
 * such as low below high, are the reader's alone.
 *
 * <p>Source: JSON Schema, draft 2020-12.
 */
public final class JsonSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ID = "urn:sextant:study:" + StudyReader.FORMAT;

    private JsonSchema() {}

    /** The schema of every study in which these may be named. */
    public static ObjectNode of(Catalog catalog) {
        Schema.Section study = StudySchema.of(catalog);
        JsonForms forms = new JsonForms();
        ObjectNode body = forms.section(study, JsonForms.Freedom.FIXED);
        if (body.path(JsonForms.PROPERTIES) instanceof ObjectNode keys)
            keys.set(StudySchema.TRAINER, trainer(study, forms));
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", DIALECT)
                .put("$id", ID)
                .put(JsonForms.TITLE, "Sextant study");
        root.setAll(body);
        SharedForms.share(root, forms.recursive());
        return root;
    }

    /** As it stands in a file, ending in a line feed. */
    public static String text(Catalog catalog) {
        return JsonText.of(of(catalog)) + "\n";
    }

    /** Which keys a trainer has follows from its type, which need not be written. */
    private static ObjectNode trainer(Schema.Section study, JsonForms forms) {
        Schema.Key key = study.find(StudySchema.TRAINER);
        if (key == null || !(key.schema() instanceof Schema.AnyOf trainers))
            throw new IllegalStateException("a study describes its trainers");
        ObjectNode trainer = JsonNodeFactory.instance
                .objectNode()
                .put(JsonForms.TITLE, JsonForms.title(StudySchema.TRAINER))
                .put(JsonForms.DESCRIPTION, trainers.description())
                .put("type", "object");
        ObjectNode type = trainer.putObject(JsonForms.PROPERTIES).putObject(TrainerReader.TYPE);
        ArrayNode names = type.putArray("enum");
        type.put("default", StudyReader.DEFAULT_TRAINER);
        ArrayNode cases = trainer.putArray("allOf");
        for (Schema form : trainers.forms()) {
            if (!(form instanceof Schema.Section section)) continue;
            Schema.Key named = section.find(TrainerReader.TYPE);
            if (named == null || !(named.schema() instanceof Schema.Text text)) continue;
            String name = text.allowed().getFirst();
            names.add(name);
            ObjectNode each = cases.addObject();
            ObjectNode condition = each.putObject("if");
            condition
                    .putObject(JsonForms.PROPERTIES)
                    .putObject(TrainerReader.TYPE)
                    .put("const", name);
            if (!name.equals(StudyReader.DEFAULT_TRAINER))
                condition.putArray("required").add(TrainerReader.TYPE);
            each.set("then", keys(section, named, forms));
        }
        return trainer;
    }

    private static JsonNode keys(Schema.Section section, Schema.Key type, JsonForms forms) {
        List<Schema.Key> rest =
                section.keys().stream().filter(key -> !key.equals(type)).toList();
        ObjectNode trainer = forms.trainer(new Schema.Section(section.description(), rest, section.groups()));
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        keys.set(type.name(), forms.key(type, JsonForms.Freedom.FIXED));
        if (trainer.path(JsonForms.PROPERTIES) instanceof ObjectNode others) keys.setAll(others);
        return trainer.set(JsonForms.PROPERTIES, keys);
    }
}
