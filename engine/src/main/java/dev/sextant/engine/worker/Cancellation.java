// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

/** Whether a running attempt is to stop when its slice ends. Threads: any. */
final class Cancellation {
    private enum Wish {
        NONE,
        STOP,
        RELEASE
    }

    private volatile Wish wish = Wish.NONE;

    /** Nobody has a use for it any more. */
    void stop() {
        wish = Wish.STOP;
    }

    /** It is given back, and another attempt goes on with its trial. */
    void release() {
        wish = Wish.RELEASE;
    }

    boolean asked() {
        return wish != Wish.NONE;
    }

    /** Whether what it has done is of use to another attempt. */
    boolean releases() {
        return wish == Wish.RELEASE;
    }
}
