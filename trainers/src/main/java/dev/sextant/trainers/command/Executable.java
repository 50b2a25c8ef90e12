// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.TrainingException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a command starts.
 *
 * @param path absolute
 */
record Executable(Path path) {
    private static final String WHERE = CommandSchema.ARGV + ".0";

    /** The first line of a script is looked at so far. */
    private static final int HEAD = 256;

    /**
     * Finds it as a shell would, but for what begins in the study's folder.
     *
     * @param name a path, from the folder if it is relative; or a name without a slash, of a file on the search path
     * @param searched the search path; empty for none
     */
    static Executable find(String name, Path folder, String searched) throws TrainingException {
        if (name.isEmpty()) throw new TrainingException(WHERE, "the program has no name", "write its name or path");
        Path file;
        try {
            file = name.contains("/") ? folder.resolve(name).toAbsolutePath().normalize() : onPath(name, searched);
            if (file == null)
                throw new TrainingException(
                        WHERE,
                        "there is no program \"%s\" on the search path (PATH)".formatted(name),
                        Files.exists(folder.resolve(name))
                                ? "write \"./%s\" for the one in the study's folder".formatted(name)
                                : "install it, or write its path, from the study's folder");
        } catch (InvalidPathException e) {
            throw new TrainingException(
                    WHERE, "\"%s\" cannot be the path of a program".formatted(name), "write its name or path");
        }
        check(file, name);
        return new Executable(file);
    }

    private static @Nullable Path onPath(String name, String searched) {
        for (String folder : searched.split(File.pathSeparator, -1)) {
            if (folder.isEmpty()) continue; // the current folder to a shell: a surprise to people
            Path file = Path.of(folder, name).toAbsolutePath();
            if (Files.isRegularFile(file) && Files.isExecutable(file)) return file;
        }
        return null;
    }

    private static void check(Path file, String name) throws TrainingException {
        if (!Files.exists(file))
            throw new TrainingException(
                    WHERE, "there is no file %s".formatted(file), "paths begin at the study's folder");
        if (Files.isDirectory(file))
            throw new TrainingException(WHERE, "%s is a directory".formatted(file), "name the program in it");
        if (!Files.isExecutable(file))
            throw new TrainingException(
                    WHERE,
                    "%s may not be executed".formatted(file),
                    "allow it, chmod +x %s, or write the program that reads it before it: [\"python3\", \"%s\"]"
                            .formatted(name, name));
        byte[] head = head(file);
        if (head.length == 0)
            throw new TrainingException(WHERE, "%s is an empty file".formatted(file), "name the program");
        if (head[0] == '#' && head.length > 1 && head[1] == '!') interpreter(file, head);
        else if (text(head))
            throw new TrainingException(
                    WHERE,
                    "%s is a script whose first line does not say what runs it".formatted(file),
                    "begin it with a line like #!/bin/sh, or write the program that reads it before it: [\"sh\", \"%s\"]"
                            .formatted(name));
    }

    private static void interpreter(Path file, byte[] head) throws TrainingException {
        String line = new String(head, 2, head.length - 2, StandardCharsets.UTF_8).split("\n", 2)[0].strip();
        String interpreter = line.split("[ \t]", 2)[0];
        if (new String(head, StandardCharsets.UTF_8).split("\n", 2)[0].endsWith("\r"))
            throw new TrainingException(
                    WHERE,
                    "%s is a script whose lines end as on Windows".formatted(file),
                    "save it with Unix line ends");
        if (!Files.isExecutable(file.resolveSibling(interpreter)))
            throw new TrainingException(
                    WHERE,
                    "%s is run by \"%s\", as its first line says, which is not there".formatted(file, interpreter),
                    "install it, or correct that line");
    }

    private static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            // A program may be executed that may not be read.
            return new byte[] {0};
        }
    }

    /** Whether it reads as a script: programs in machine code have bytes that no text has. */
    private static boolean text(byte[] head) {
        for (byte b : head) if (b == 0 || (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r')) return false;
        return true;
    }
}
