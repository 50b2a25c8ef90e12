// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

/** The value of one parameter in one configuration. */
public sealed interface Value {
    /** A real number, in the units of the parameter. */
    record Real(double number) implements Value {}

    /** A whole number. */
    record Whole(long number) implements Value {}

    /** One option of a {@link Domain.Choice}: its place in the choice, counted from 0, and its label. */
    record Chosen(int index, String label) implements Value {}

    /** The value as people read it: {@code 0.01}, {@code 64}, {@code cosine}, {@code [64,32]}. */
    default String text() {
        return switch (this) {
            case Real real -> Double.toString(real.number());
            case Whole whole -> Long.toString(whole.number());
            case Chosen chosen -> chosen.label();
        };
    }
}
