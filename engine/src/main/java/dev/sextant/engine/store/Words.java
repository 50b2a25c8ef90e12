// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What went wrong, in words for a person. */
final class Words {
    private Words() {}

    static String of(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file or folder: " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException named when named.getReason() != null -> named.getReason();
            case SQLException sql -> of(sql);
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }

    /** Whoever begins it has not seen what is stored. */
    static String staleFence(Attempt attempt) {
        return "attempt %d at trial %d has fence %d, which was passed before: another process goes on with this study"
                .formatted(attempt.number(), attempt.trial(), attempt.fence());
    }

    private static String of(SQLException cause) {
        // Extended codes carry the plain one in their low byte.
        return switch (SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xFF)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT -> "it is not a study's store, or it is damaged";
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY, SQLITE_PERM -> "it may not be written";
            case SQLITE_CANTOPEN -> "it cannot be opened";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds it locked";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
