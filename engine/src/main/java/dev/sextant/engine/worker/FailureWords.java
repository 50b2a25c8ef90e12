// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.TrainingException;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, in one line for people. The same for every attempt at a trial: nothing in it speaks of a
 * thread, of a place in compiled code, or of what ran before.
 */
public final class FailureWords {
    /** A longer message is cut. */
    private static final int LENGTH = 500;

    /** Causes of causes are followed so far. */
    private static final int DEPTH = 16;

    private FailureWords() {}

    static String of(Throwable thrown) {
        return switch (thrown) {
            case TrainingException said -> said(said);
            case ContractException broken -> "the trainer broke its contract: " + broken.getMessage();
            case StackOverflowError _ ->
                "the trainer ran out of stack (java.lang.StackOverflowError), as a recursion without end does";
            case LinkageError error
            when uninitialised(error) -> "a class of the trainer could not be initialised; the log says why";
            default -> "internal error in the trainer: " + line(thrown);
        };
    }

    /** Whether the machine is to blame and not the trial: what it lacked may be there another time. */
    static boolean blamesTheMachine(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof OutOfMemoryError || cause instanceof InternalError) return true;
            cause = cause.getCause();
        }
        return false;
    }

    /** Why an attempt came to nothing that {@link #blamesTheMachine}. */
    static String ofTheMachine(Throwable thrown) {
        return "the machine could not run it: " + line(thrown);
    }

    private static String said(TrainingException said) {
        String where = said.path().isEmpty() ? "" : said.path() + ": ";
        String help = said.help() == null || said.help().isEmpty() ? "" : " " + said.help();
        return where + said.getMessage() + help;
    }

    /** The first trial to need such a class meets one error and every later one another: they are told alike. */
    private static boolean uninitialised(LinkageError error) {
        String message = error.getMessage();
        return error instanceof ExceptionInInitializerError
                || (error instanceof NoClassDefFoundError
                        && message != null
                        && message.startsWith("Could not initialize class"));
    }

    /** What was thrown, in one line: its class and the first line of its message. */
    public static String line(Throwable thrown) {
        String name = thrown.getClass().getName();
        @Nullable String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable strange) {
            // An exception of the user's own that cannot even say what happened.
            message = null;
        }
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        String line = first.isBlank() ? name : name + ": " + first.strip();
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + " …";
    }
}
