// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import java.util.regex.Pattern;

/** What was asked for cannot be done as asked, in words for the person who asked. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose mistake it is, as exit codes tell them apart. */
    public enum Reason {
        /** A file or directory that was named is not what it should be. */
        USAGE,
        /** The study cannot be run here. */
        STUDY,
        /** Another process is writing the run. */
        LOCKED
    }

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private final Reason reason;
    private final String help;

    /**
     * @param message where, what was found, the rule
     * @param help the way out; may be empty
     */
    public RefusedException(Reason reason, String message, String help) {
        super(message);
        this.reason = reason;
        this.help = help;
    }

    public Reason reason() {
        return reason;
    }

    /** The way out; may be empty. */
    public String help() {
        return help;
    }

    /**
     * The message and the help, ending in a line feed. Names may hold anything; nothing in them controls a terminal.
     */
    public String text() {
        return CONTROL.matcher(getMessage() + "\n" + (help.isEmpty() ? "" : "  " + help + "\n"))
                .replaceAll("\ufffd");
    }
}
