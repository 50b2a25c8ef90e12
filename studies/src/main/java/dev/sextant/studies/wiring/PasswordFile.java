// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Consumer;

/** A file with a database's password, as a person named it. It is read where it is needed, and never shown. */
public final class PasswordFile {
    private static final int LONGEST = 4096;

    private static final Set<PosixFilePermission> MINE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PasswordFile() {}

    /**
     * Looks whether there is a password in it: one line of text.
     *
     * @param warnings told, in words for people, where others than its owner may read the file
     */
    public static void check(Path file, Consumer<String> warnings) throws RefusedException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            throw refused(file, StudySource.reason(unreadable));
        }
        if (bytes.length > LONGEST) throw refused(file, "it is longer than " + LONGEST + " bytes");
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw refused(file, "it is not text in UTF-8");
        }
        if (text.lines().findFirst().orElse("").isEmpty()) throw refused(file, "its first line is empty");
        if (text.lines().skip(1).anyMatch(more -> !more.isBlank())) throw refused(file, "it has more than one line");
        if (othersRead(file))
            warnings.accept("others than its owner may read the password in " + file + "; to keep it secret type: chmod"
                    + " 600 " + file);
    }

    private static boolean othersRead(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view != null && !MINE.containsAll(view.readAttributes().permissions());
        } catch (IOException notToldHere) {
            return false;
        }
    }

    private static RefusedException refused(Path file, String problem) {
        return new RefusedException(
                Reason.USAGE,
                "no password can be had from " + file + ": " + problem,
                "Write the password alone into it, on one line, and name it with --password-file.");
    }
}
