// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The filter that the launcher puts behind standard error. It is a child of this process, and whoever waits for this
 * process takes what has arrived by its end: so the filter has to end first.
 */
final class ErrorFilter {
    /** Set by the launcher where there is a filter. */
    private static final String PRESENT = "SEXTANT_FILTER";

    /** A filter has almost nothing to do; one that takes longer hangs. */
    private static final long WAIT_MILLIS = 1_000;

    private ErrorFilter() {}

    /**
     * Closes standard error and waits until the filter has passed everything on. The last thing that a process does.
     */
    static void finish() {
        if (System.getenv(PRESENT) == null) return;
        try {
            new FileOutputStream(FileDescriptor.err).close();
            CompletableFuture<?>[] children = ProcessHandle.current()
                    .children()
                    .map(ProcessHandle::onExit)
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(children).get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException late) {
            // Standard error is closed: there is nobody left to tell, and nothing else depends on it.
            return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
