// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.Serial;

/** Another process leads this study now. What was acknowledged here stands; nothing more is stored from here. */
public final class FencedException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1;

    public FencedException(String message) {
        super(message, null);
    }
}
