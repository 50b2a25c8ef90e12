// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;

/**
 * The answer to a {@link Fetch}.
 *
 * @param bytes at most {@link #MOST} of them; not to be changed
 * @param size of the whole content, in bytes
 */
public record Chunk(Buffer bytes, long size) implements Wire {
    /** The bytes of one part at most. */
    public static final int MOST = 256 * 1024;
}
