// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.file.StudyFileException;
import java.io.IOException;

/** The files around a source, some of which it names. */
@FunctionalInterface
public interface Neighbours {
    /**
     * The content of a file; relative paths begin at the source's folder.
     *
     * @throws IOException where it cannot be read, in words for a person
     */
    byte[] read(String path) throws IOException, StudyFileException;
}
