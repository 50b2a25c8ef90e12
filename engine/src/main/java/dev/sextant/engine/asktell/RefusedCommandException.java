// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import java.io.Serial;

/** A command cannot be done, in words for whoever wrote the program; nothing has changed. */
public final class RefusedCommandException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String words;
    private final boolean waits;

    RefusedCommandException(String words) {
        this(words, false);
    }

    /** @param waits see {@link #waits} */
    RefusedCommandException(String words, boolean waits) {
        super(words);
        this.words = words;
        this.waits = waits;
    }

    /** Whether it can be done once open trials are told. */
    public boolean waits() {
        return waits;
    }

    /** What was found, the rule, the way out; one line. */
    public String words() {
        return words;
    }
}
