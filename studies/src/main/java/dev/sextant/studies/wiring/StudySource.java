// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads study files from the disk. */
public final class StudySource {
    private StudySource() {}

    /**
     * The decided study.
     *
     * @param current the folder in which a relative file begins
     * @param file as the person typed it
     */
    public static StudyFile read(Path current, String file, List<Argument> arguments)
            throws RefusedException, StudyFileException {
        if (file.isBlank())
            throw new RefusedException(
                    Reason.USAGE, "the study file has an empty name", "Name one: sextant run studies/digits.json");
        Path path = current.resolve(file);
        if (Files.isDirectory(path))
            throw new RefusedException(Reason.USAGE, file + " is a directory", "Name the study file in it.");
        try {
            return StudyReader.read(file, Files.readAllBytes(path), arguments, Services.catalog());
        } catch (NoSuchFileException e) {
            throw new RefusedException(Reason.USAGE, "there is no file " + file, "Paths begin at the current folder.");
        } catch (IOException e) {
            throw new RefusedException(Reason.USAGE, "cannot read " + file + ": " + reason(e), "");
        }
    }

    /** The folder in which relative paths of the study begin. */
    public static Path folder(Path current, String file) {
        Path folder = current.resolve(file).toAbsolutePath().normalize().getParent();
        return folder == null ? current.toAbsolutePath() : folder;
    }

    /** An exception of the file system in words. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) return "permission denied";
        if (e instanceof NoSuchFileException) return "there is no such file or directory";
        if (e instanceof java.nio.file.FileSystemException failed && failed.getReason() != null)
            return failed.getReason();
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
