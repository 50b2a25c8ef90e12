// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/study-file.md, which is generated, and the examples in it, which are made. */
class StudyReferenceIT {
    private static final Path PAGE = Path.of("docs", "study-file.md");
    private static final Catalog CATALOG = ShippedSchemaIT.CATALOG;

    /**
     * Where this fails, the keys of a study have changed: {@code ./sextant manual studies/docs} writes the page again.
     */
    @Test
    void theWrittenReferenceIsWhatTheDescriptionSays() throws IOException {
        assertTrue(
                Files.readString(PAGE).equals(StudyReference.of(CATALOG)),
                "docs/study-file.md is out of date; renew it: ./sextant manual studies/docs");
    }

    @Test
    void everyTimeItIsTheSame() {
        assertEquals(StudyReference.of(CATALOG), StudyReference.of(CATALOG));
    }

    /** A reader tells an anchor from a dead link only by following it. */
    @Test
    void everyPartThatIsLinkedToIsThereOnce() {
        String page = StudyReference.of(CATALOG);
        List<String> headings = new ArrayList<>();
        Matcher heading = Pattern.compile("(?m)^#+ (.*)$").matcher(page);
        while (heading.find())
            headings.add(heading.group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        assertEquals(headings.size(), new HashSet<>(headings).size(), () -> "a heading stands twice: " + headings);
        Matcher link = Pattern.compile("]\\(#([^)]*)\\)").matcher(page);
        int links = 0;
        for (; link.find(); links++) assertTrue(headings.contains(link.group(1)), link.group());
        assertTrue(links > 30, links + " links");
    }

    /** As an editor would judge: each key's example is one of what may stand there. All are looked at together. */
    @Test
    void everyExampleMayStandAtItsKey() {
        Set<Schema.Key> keys = new LinkedHashSet<>();
        collect(StudySchema.of(CATALOG), keys);
        assertTrue(keys.size() > 150, keys.size() + " keys");
        JsonForms forms = new JsonForms();
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ObjectNode definitions = schema.putObject("$defs");
        forms.recursive().forEach(definitions::set);
        ObjectNode properties = schema.putObject("properties");
        ObjectNode examples = JsonNodeFactory.instance.objectNode();
        for (Schema.Key key : keys) {
            JsonNode example = StudyExamples.value(key);
            if (example == null) continue;
            String name = key.name() + " " + examples.size();
            examples.set(name, example);
            properties.set(name, forms.value(key.schema(), JsonForms.Freedom.FIXED));
        }
        assertEquals(List.of(), new Editor(schema).complaints(examples));
    }

    private static void collect(Schema schema, Set<Schema.Key> keys) {
        switch (schema) {
            case Schema.Section section -> {
                for (Schema.Key key : section.keys()) if (keys.add(key)) collect(key.schema(), keys);
            }
            case Schema.Variants variants -> variants.variants().values().forEach(form -> collect(form, keys));
            case Schema.AnyOf any -> any.forms().forEach(form -> collect(form, keys));
            case Schema.Items items -> collect(items.item(), keys);
            case Schema.Named named -> collect(named.values(), keys);
            case Schema.Real _, Schema.Whole _, Schema.Flag _, Schema.Text _, Schema.Any _ -> {}
        }
    }
}
