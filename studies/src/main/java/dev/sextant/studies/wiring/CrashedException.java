// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A run came to an end that nobody expected; what is known about it lies in a file. */
public final class CrashedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient @Nullable Path record;
    private final transient RunDirectory run;

    /** @param record null where it could not be written */
    CrashedException(RunDirectory run, @Nullable Path record, Throwable cause) {
        super(cause);
        this.run = run;
        this.record = record;
    }

    public RunDirectory run() {
        return run;
    }

    public @Nullable Path record() {
        return record;
    }
}
