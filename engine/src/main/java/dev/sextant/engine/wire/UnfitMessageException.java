// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import java.io.Serial;

/** Bytes are no message, or a message cannot be written within the {@link WireLimits}; says what was found where. */
final class UnfitMessageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnfitMessageException(String words) {
        super(words, null, false, false);
    }

    /** The message of an exception is never null here. */
    String words() {
        return String.valueOf(getMessage());
    }
}
