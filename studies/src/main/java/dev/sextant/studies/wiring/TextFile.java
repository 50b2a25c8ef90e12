// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that a person named, to be read as a tree. What is no file of a bearable size is refused without reading it:
 * neither a pipe that nobody writes to nor a device without an end holds the process up.
 */
public final class TextFile {
    /** Stands for standard input where a file is named. */
    public static final String STANDARD_INPUT = "-";

    /** How messages call standard input. */
    private static final String INPUT_NAME = "stdin";

    private TextFile() {}

    /** How messages call what the person typed. */
    public static String name(String file) {
        return file.equals(STANDARD_INPUT) ? INPUT_NAME : file;
    }

    /** The folder in which relative paths that stand in the file begin: its own. */
    public static Path folder(Path current, String file) {
        Path folder = file.equals(STANDARD_INPUT)
                ? null
                : current.resolve(file).toAbsolutePath().normalize().getParent();
        return folder == null ? current.toAbsolutePath() : folder;
    }

    /**
     * The content.
     *
     * @param current the folder in which a relative file begins
     * @param file as the person typed it; {@value #STANDARD_INPUT} reads {@code in}
     * @throws RefusedException where there is no such file, or it cannot be read
     * @throws StudyFileException where it is too large
     */
    public static byte[] read(Path current, String file, InputStream in) throws RefusedException, StudyFileException {
        if (file.isBlank())
            throw refused("the study file has an empty name", "Name one: sextant run studies/digits.json");
        try {
            if (file.equals(STANDARD_INPUT)) return bounded(file, in);
            Path path = current.resolve(file);
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            if (found.isDirectory()) throw refused(file + " is a directory", "Name the study file in it.");
            if (!found.isRegularFile())
                throw refused(
                        file + " is not a file: it is a pipe, a socket or a device",
                        "Name a file, or give the text on standard input: … | sextant run " + STANDARD_INPUT);
            if (found.size() > TreeText.MAX_BYTES) throw tooLarge(file, found.size() + " bytes");
            try (InputStream content = Files.newInputStream(path)) {
                return bounded(file, content);
            }
        } catch (InvalidPathException e) {
            throw refused(
                    "no file can have the name " + file, "Its characters must be those of the locale, see LC_ALL.");
        } catch (NoSuchFileException e) {
            throw refused("there is no file " + file, "Paths begin at the current folder.");
        } catch (AccessDeniedException e) {
            throw refused("cannot read " + file + ": permission denied", "Let yourself read it: chmod u+r " + file);
        } catch (IOException e) {
            throw refused("cannot read " + file + ": " + StudySource.reason(e), "");
        }
    }

    /** Files may grow, and those of the system say that they have no size. */
    private static byte[] bounded(String file, InputStream content) throws IOException, StudyFileException {
        byte[] bytes = content.readNBytes(TreeText.MAX_BYTES + 1);
        if (bytes.length > TreeText.MAX_BYTES) throw tooLarge(file, "more than " + TreeText.MAX_BYTES + " bytes");
        return bytes;
    }

    private static StudyFileException tooLarge(String file, String size) {
        Problems problems = new Problems();
        TreeText.tooLarge(name(file), size, problems);
        return new StudyFileException(problems);
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.USAGE, message, help);
    }
}
