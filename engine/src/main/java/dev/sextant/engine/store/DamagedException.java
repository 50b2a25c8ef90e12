// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A store's file is not as it was written. The message says what was found; the way out is a copy, or a new run. */
public final class DamagedException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1;

    public DamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isExternal() {
        return true;
    }
}
