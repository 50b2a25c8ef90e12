// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

/**
 * A training cannot be done as the document says, in words for the person who wrote it.
 *
 * <p>The message says what was found and the rule; {@link #help} the way out.
 */
public final class TrainingException extends Exception {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String help;

    /**
     * A cause in the document.
     *
     * @param path where in the trainer's document the cause stands, names joined by dots; empty for the whole
     * @param message what was found, and the rule
     * @param help what to do about it; may be empty
     */
    public TrainingException(String path, String message, String help) {
        super(message);
        this.path = path;
        this.help = help;
    }

    /** Where in the trainer's document the cause stands, names joined by dots; empty for the whole. */
    public String path() {
        return path;
    }

    /** What to do about it; may be empty. */
    public String help() {
        return help;
    }
}
