// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** A layer that does not fit what it reads. */
public final class ShapeException extends Exception {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String advice;

    /**
     * @param place of the layer in the document, such as {@code layers.2}
     * @param found what was found, and the rule
     * @param advice the way out
     */
    ShapeException(String place, String found, String advice) {
        super(found);
        this.place = place;
        this.advice = advice;
    }

    public String place() {
        return place;
    }

    public String advice() {
        return advice;
    }
}
