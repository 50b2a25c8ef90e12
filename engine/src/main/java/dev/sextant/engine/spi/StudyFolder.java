// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the files lie that documents name. Beside the machine that a study was begun on there are others, on which no
 * file lies where it lay there: the documents stay as they are, and the names lead elsewhere.
 *
 * @param path where relative names begin
 * @param elsewhere by the name as it stands in a document; for those that are not under the folder
 */
public record StudyFolder(Path path, Map<String, Path> elsewhere) {
    public StudyFolder {
        elsewhere = Map.copyOf(elsewhere);
    }

    /** Every name leads where it says. */
    public StudyFolder(Path path) {
        this(path, Map.of());
    }

    /**
     * Where a file lies.
     *
     * @param name as it stands in a document
     * @return a path, whether a file is there or not
     * @throws java.nio.file.InvalidPathException where no file can have the name
     */
    public Path resolve(String name) {
        Path known = elsewhere.get(name);
        return known != null ? known : path.resolve(name).normalize();
    }
}
