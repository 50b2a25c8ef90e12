// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Enqueued;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;

/** What went wrong, in words for a person. */
final class Words {
    private Words() {}

    /** @param what could not be done */
    static StoreException failure(String what, Throwable cause) {
        String words = what + ": " + of(cause);
        return cause instanceof SQLException sql && damaged(sql)
                ? new DamagedException(words, cause)
                : new StoreException(words, cause);
    }

    private static boolean damaged(SQLException cause) {
        return switch (code(cause)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT -> true;
            default -> false;
        };
    }

    /** Extended codes carry the plain one in their low byte. */
    private static SQLiteErrorCode code(SQLException cause) {
        return SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xFF);
    }

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

    /** Whoever enqueues it has not seen what is stored. */
    static StoreException stalePlace(Enqueued enqueued) {
        return new StoreException(
                "a configuration was enqueued at place %d, which was passed before: another process goes on with this study"
                        .formatted(enqueued.place()),
                null);
    }

    private static String of(SQLException cause) {
        if (cause.getCause() instanceof NativeLibraryNotFoundException)
            return "SQLite's library cannot be run from %s, where files may not be executed or not be written. Name a folder where they may: SEXTANT_JVM_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER"
                    .formatted(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir")));
        return switch (code(cause)) {
            case SQLITE_NOTADB -> "it is not a study's store, or it is damaged";
            case SQLITE_CORRUPT -> "it is damaged: some of its pages are not as they were written";
            case SQLITE_IOERR -> "its disk fails: " + cause.getMessage();
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY, SQLITE_PERM -> "it may not be written";
            case SQLITE_CANTOPEN -> "it cannot be opened";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds it locked";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
