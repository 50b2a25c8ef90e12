// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A study's store cannot be used, in words for a person. */
public class StoreException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the disk or the file is at fault; else the store was misused. */
    public boolean isExternal() {
        return getCause() != null;
    }
}
