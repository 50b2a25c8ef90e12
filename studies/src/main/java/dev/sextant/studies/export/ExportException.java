// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

/** An export that cannot be done as asked, in words for the person who asked. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1;

    private final String help;

    /** @param help the way out; may be empty */
    public ExportException(String message, String help) {
        super(message);
        this.help = help;
    }

    public String help() {
        return help;
    }
}
