// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Wire;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Where an agent finds its coordinator, and when that answered last. The coordinator may be replaced by another of the
 * same study, which the agent need not know of.
 *
 * <p>Threads: any.
 */
public final class CoordinatorLink {
    private final LongSupplier nanos;
    private volatile Addresses addresses;
    private final AtomicLong heard;
    private volatile boolean unanswered;

    /** @param nanos the time, in nanoseconds from anywhere */
    public CoordinatorLink(Addresses addresses, LongSupplier nanos) {
        this.addresses = addresses;
        this.nanos = nanos;
        this.heard = new AtomicLong(nanos.getAsLong());
    }

    String addressOf(Wire message) {
        return addresses.of(message);
    }

    /** Where it listens, as of now. */
    public Addresses addresses() {
        return addresses;
    }

    /** From now on it is another coordinator's. */
    public void lead(Addresses to) {
        addresses = to;
        answered();
    }

    /** The coordinator lives. */
    public void answered() {
        heard.set(nanos.getAsLong());
        unanswered = false;
    }

    /** It was this process that stood still for so many nanoseconds: answers may have come but for that. */
    public void excuse(long still) {
        heard.addAndGet(still);
    }

    void unanswered() {
        unanswered = true;
    }

    /** When the coordinator was heard of last. */
    public long heard() {
        return heard.get();
    }

    /** Whether the last that was asked of the coordinator was not answered. */
    public boolean isUnanswered() {
        return unanswered;
    }
}
