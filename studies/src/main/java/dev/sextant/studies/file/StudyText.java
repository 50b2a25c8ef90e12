// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;

/** A study file's bytes to the one object that they must be. */
final class StudyText {
    private StudyText() {}

    /**
     * The object; any problem so far ends the reading, for nothing else can be found in what is not read.
     *
     * @param own whether the file was written by this program, which fills in what a person leaves out
     */
    static Node.Fields tree(String name, byte[] bytes, boolean own, Problems problems) throws StudyFileException {
        Node root = own ? TreeText.readAny(name, bytes, problems) : TreeText.read(name, bytes, problems);
        if (root instanceof Node.Fields fields) return fields;
        if (root != null)
            problems.error(
                    root.at(),
                    "",
                    "a study is one object, got " + root.found(),
                    "the smallest study is {\"trainer\": {\"data\": {\"builtin\": \"iris\"}}}");
        throw new StudyFileException(problems);
    }
}
