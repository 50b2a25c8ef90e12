// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Content cannot be had or kept, in words for a person. */
public final class ContentException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Whose fault it is, as far as it decides what to do next. */
    public enum Reason {
        /** Nobody answers: another time may be better. */
        UNREACHABLE,
        /** The other end has it no more, or has something else: this study cannot be had. */
        REFUSED,
        /** What came is not what was named, or breaks a rule. */
        UNSOUND,
        /** This machine's disk is full, or fails. */
        DISK
    }

    private final Reason reason;
    private final String help;

    /**
     * @param message where, what was found, the rule
     * @param help the way out; may be empty
     */
    public ContentException(Reason reason, String message, String help) {
        super(message);
        this.reason = reason;
        this.help = help;
    }

    public Reason reason() {
        return reason;
    }

    public String help() {
        return help;
    }

    /** An exception of the file system in words. */
    static String words(IOException failure) {
        if (failure instanceof AccessDeniedException) return "permission denied";
        if (failure instanceof NoSuchFileException) return "there is no such file or directory";
        if (failure instanceof FileSystemException failed && failed.getReason() != null) return failed.getReason();
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
