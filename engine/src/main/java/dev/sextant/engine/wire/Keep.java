// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.buffer.Buffer;

/**
 * A part of a trial's checkpoint, to be kept by the coordinator. Parts come in order, each answered with {@link Kept};
 * the checkpoint takes the place of the one before it with its last part.
 *
 * @param epoch after which it was made: one of an earlier epoch than what is kept is let go
 * @param offset where the part begins, in bytes
 * @param size of the whole checkpoint
 * @param bytes at most {@link Chunk#MOST} of them; not to be changed
 */
public record Keep(long trial, int epoch, long offset, long size, Buffer bytes) implements Wire {}
