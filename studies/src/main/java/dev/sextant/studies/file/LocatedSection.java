// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;

/**
 * A file that is no study and is read as one: as leniently, and checked as strictly.
 *
 * @param root as it is written, every value with its place
 * @param value the same with every default filled in
 * @param problems for what its reader finds later; none of them is severe yet
 */
public record LocatedSection(Node.Fields root, ObjectNode value, Problems problems) {
    /**
     * The file's content.
     *
     * @param name the file as the person typed it
     * @throws StudyFileException with every problem of it
     */
    public static LocatedSection read(String name, byte[] bytes, Schema.Section schema) throws StudyFileException {
        Problems problems = Problems.limited();
        try {
            return read(name, bytes, schema, problems);
        } catch (Problems.TooManyException e) {
            throw new StudyFileException(problems);
        }
    }

    private static LocatedSection read(String name, byte[] bytes, Schema.Section schema, Problems problems)
            throws StudyFileException {
        Node tree = TreeText.read(name, bytes, problems);
        if (tree != null && !(tree instanceof Node.Fields))
            problems.error(tree.at(), "", "expected an object, got " + tree.found(), "is this the right file?");
        if (!(tree instanceof Node.Fields root) || problems.severe()) throw new StudyFileException(problems);
        ObjectNode value = new DocumentReader(problems, null, false).section(root, schema, Place.ROOT);
        if (problems.severe()) throw new StudyFileException(problems);
        return new LocatedSection(root, value, problems);
    }

    /** The file cannot be used: its problems, if any is severe. */
    public void check() throws StudyFileException {
        if (problems.severe()) throw new StudyFileException(problems);
    }
}
