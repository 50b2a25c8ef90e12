// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.Serial;

/** Another live process is writing this store. */
public final class LockedException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1;

    private final long pid;

    /** @param pid the process that holds the store, or 0 when it is not known */
    public LockedException(String message, long pid) {
        super(message, null);
        this.pid = pid;
    }

    public long pid() {
        return pid;
    }
}
