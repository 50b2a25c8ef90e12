// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

/** A checkpoint is of no use; the message says why, for a person. The trial begins from the beginning. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1;

    public CheckpointException(String message) {
        super(message);
    }
}
