// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Source;
import dev.sextant.studies.tree.TreeReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A study file's bytes to the one JSON object that they must be. */
final class StudyText {
    private StudyText() {}

    /** The object; any problem so far ends the reading, for nothing else can be found in what is not read. */
    static Node.Fields tree(String name, byte[] bytes, Problems problems) throws StudyFileException {
        Node root = read(name, bytes, problems);
        if (root instanceof Node.Fields fields) return fields;
        if (root != null) problems.error(root.at(), "", "a study is one JSON object, got " + root.found(), "");
        throw new StudyFileException(problems.sorted());
    }

    private static @Nullable Node read(String name, byte[] bytes, Problems problems) {
        Position whole = new Position(new Source(Source.FILE, name, ""), 1, 1);
        if (bytes.length > TreeReader.MAX_BYTES) {
            problems.error(
                    whole,
                    "",
                    "the file has " + bytes.length + " bytes, a study at most " + TreeReader.MAX_BYTES,
                    "is this the right file?");
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\ufeff")) text = text.substring(1);
            return TreeReader.read(new Source(Source.FILE, name, text), text, 0, problems);
        } catch (CharacterCodingException e) {
            problems.error(whole, "", "the file is not text in UTF-8", "save it as UTF-8");
            return null;
        }
    }
}
