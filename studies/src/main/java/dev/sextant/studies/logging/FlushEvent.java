// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** No line, but the question whether all lines before it are written. */
final class FlushEvent extends LoggingEvent {
    private final CountDownLatch written = new CountDownLatch(1);

    FlushEvent() {
        setLevel(Level.ERROR); // which no queue leaves out
    }

    @Override
    public void prepareForDeferredProcessing() {
        // There is nothing to keep.
    }

    void reached() {
        written.countDown();
    }

    /** Whether all lines before it are written now. */
    boolean await(long milliseconds) {
        try {
            return written.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
