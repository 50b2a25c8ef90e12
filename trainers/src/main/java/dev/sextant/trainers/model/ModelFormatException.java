// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

/** A file is not a model of the format that its name promises; the message says where and what, for a person. */
public final class ModelFormatException extends Exception {
    private static final long serialVersionUID = 1;

    ModelFormatException(String message) {
        super(message);
    }
}
