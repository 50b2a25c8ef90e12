// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example studies as they lie in the repository. */
public final class Examples {
    private Examples() {}

    /** Their files, by name; relative to the module's folder, in which tests run. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".json")
                            && !file.toString().endsWith(".schema.json"))
                    .sorted()
                    .toList();
        }
    }
}
