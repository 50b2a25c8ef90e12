// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for cannot be done, in the words of the command line: where, what was found, the rule, the way out.
 * The one exception of this package that its users have to know. Unchecked, because most of what it says is a mistake
 * in the program that hears of it.
 */
public final class StudyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Whose mistake it is. */
    public enum Reason {
        /** The study: its space, its settings, its data. The message has a line or more for each problem. */
        STUDY,
        /** The call, or the directory or file that it names. */
        USAGE,
        /** Another process, or another study of this one, is writing the directory. */
        LOCKED,
        /** The disk or the engine failed. Nothing recorded is lost; the cause says more. */
        BROKEN
    }

    /** Whose mistake it is. */
    private final Reason reason;

    /** The message. */
    private final String words;

    StudyException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.words = message;
    }

    /** Where, what was found and the rule; from the second line on the way out. */
    @Override
    public String getMessage() {
        return words;
    }

    static StudyException usage(String message, String help) {
        return new StudyException(Reason.USAGE, message + "\n  " + help, null);
    }

    /**
     * Whose mistake it is.
     *
     * @return for programs that go on differently
     */
    public Reason reason() {
        return reason;
    }
}
