// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import java.util.Set;

/**
 * Tells messages that could not be written from failures of a program's own. A bus of Vert.x 5.0 completes the write of
 * a message with a promise that never admits to having failed, so that each write to a link that is gone throws once
 * more, into the handler for exceptions of whichever context sent there first. The message is lost, which the protocol
 * bears; nothing else is.
 */
public final class LostWrites {
    private static final Set<String> BETWEEN = Set.of("io.vertx.core.Promise", "io.vertx.core.Future");
    private static final String FUTURES = "io.vertx.core.impl.future.";

    private LostWrites() {}

    /** Whether this is what comes of one: thrown by a promise that Vert.x itself failed. */
    public static boolean isOne(Throwable cause) {
        if (!(cause instanceof IllegalStateException)) return false;
        int depth = 0;
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (depth > 0 && frame.getClassName().startsWith(FUTURES)) return true;
            if (!BETWEEN.contains(frame.getClassName())) return false;
            depth++;
        }
        return false;
    }
}
