// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that something is exported to: written under another name and moved, so that it is whole or as it was. */
public final class ExportFile {
    private ExportFile() {}

    /** A text. */
    @FunctionalInterface
    public interface Text {
        void to(Writer out) throws IOException;
    }

    /** Replaces what is there; a pipe or a device is written to as it is. */
    public static void write(Path file, Text text) throws IOException {
        boolean replaced = !Files.exists(file) || Files.isRegularFile(file);
        Path written = replaced ? part(file) : file;
        try (Writer out = Files.newBufferedWriter(written)) {
            text.to(out);
        } catch (IOException e) {
            if (replaced) Files.deleteIfExists(written);
            throw e;
        }
        if (replaced) move(written, file);
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Path written = part(file);
        Files.write(written, bytes);
        move(written, file);
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static void move(Path written, Path file) throws IOException {
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
