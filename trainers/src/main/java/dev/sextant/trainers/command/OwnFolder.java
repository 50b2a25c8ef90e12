// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that belongs to one attempt at a trial and goes with it.
 *
 * @param path absolute
 */
record OwnFolder(Path path) {
    private static final String PARAMETERS = "parameters.json";

    static OwnFolder create() throws IOException {
        return new OwnFolder(Files.createTempDirectory("sextant-"));
    }

    /** Writes a trial's parameters into it; the file. */
    Path write(JsonNode parameters) throws IOException {
        return Files.writeString(path.resolve(PARAMETERS), parameters + "\n");
    }

    /** Makes a folder in it. */
    Path inside(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /** As far as that is possible: nothing depends on it. Links are deleted, not followed. */
    void delete() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return deleted(file);
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return deleted(file);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unreadable) {
                    return deleted(folder);
                }
            });
        } catch (IOException leftToTheSystem) {
            // Temporary files are cleaned up by whoever cleans up temporary files.
        }
    }

    private static FileVisitResult deleted(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException leftToTheSystem) {
            // As above.
        }
        return FileVisitResult.CONTINUE;
    }
}
