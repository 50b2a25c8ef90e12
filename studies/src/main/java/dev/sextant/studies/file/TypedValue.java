// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Source;

/** A part of a study that stands in an argument of the command line, read as leniently and checked as strictly. */
public final class TypedValue {
    private TypedValue() {}

    /**
     * The value with every default filled in.
     *
     * @param name what stands before the colon in messages
     * @param text JSON with comments and trailing commas, or a bare word for a string
     * @throws StudyFileException with every problem of it
     */
    public static JsonNode read(String name, String text, Schema schema) throws StudyFileException {
        Problems problems = new Problems();
        String stripped = text.strip();
        Source source = new Source(Source.FILE + 1, name, stripped);
        Node node = Argument.typed(source, stripped, 0, problems);
        JsonNode value =
                node == null ? null : new DocumentReader(problems, null, false).read(node, schema, Place.ROOT, null);
        if (value == null || problems.severe()) throw new StudyFileException(problems);
        return value;
    }
}
