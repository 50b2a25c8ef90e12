// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import java.io.Serial;

/** A command cannot be done, in words for whoever wrote the program; nothing has changed. */
public final class RefusedCommandException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String words;

    RefusedCommandException(String words) {
        super(words);
        this.words = words;
    }

    /** What was found, the rule, the way out; one line. */
    public String words() {
        return words;
    }
}
