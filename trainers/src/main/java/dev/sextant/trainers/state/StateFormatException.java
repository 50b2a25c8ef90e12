// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.state;

/** What was kept of a training cannot be read, or is of another; the message says what is wrong, for a person. */
public final class StateFormatException extends Exception {
    private static final long serialVersionUID = 1;

    public StateFormatException(String message) {
        super(message);
    }
}
