// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads study files from the disk or standard input. */
public final class StudySource {
    private StudySource() {}

    /**
     * The decided study.
     *
     * @param current the folder in which a relative file begins
     * @param file as the person typed it; a hyphen reads {@code in}
     */
    public static StudyFile read(Path current, String file, InputStream in, List<Argument> arguments)
            throws RefusedException, StudyFileException {
        byte[] bytes = TextFile.read(current, file, in);
        return StudyReader.read(TextFile.name(file), bytes, arguments, Services.catalog());
    }

    /** The decided study of a file; standard input is taken for something else. */
    public static StudyFile read(Path current, String file, List<Argument> arguments)
            throws RefusedException, StudyFileException {
        if (file.equals(TextFile.STANDARD_INPUT))
            throw new RefusedException(
                    Reason.USAGE, "the study cannot be read from standard input here", "Name a file.");
        return read(current, file, InputStream.nullInputStream(), arguments);
    }

    /** The decided study of a run, as it was written when the run began. */
    static StudyFile resolved(RunDirectory run, List<Argument> changes) throws RefusedException, StudyFileException {
        String name = run.resolved().toString();
        try {
            return StudyReader.readResolved(name, Files.readAllBytes(run.resolved()), changes, Services.catalog());
        } catch (IOException e) {
            throw new RefusedException(Reason.USAGE, "cannot read " + name + ": " + reason(e), "");
        }
    }

    /** The folder in which relative paths of the study begin. */
    public static Path folder(Path current, String file) {
        return TextFile.folder(current, file);
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
