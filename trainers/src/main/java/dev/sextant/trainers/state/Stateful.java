// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.state;

/**
 * Changes in the course of a training, and can be put where another of its kind stood.
 *
 * <p>Read into one that was made in the same way as the one that was written, it behaves from then on as that one, bit
 * for bit. What is made anew in every step or epoch, and what it was made with, is left out.
 */
public interface Stateful {
    /** Appends what it holds. Asked between two epochs, changes nothing. */
    void write(StateWriter out);

    /**
     * Takes over what was written.
     *
     * @throws StateFormatException where it is of something else; this one is then of no use any more
     */
    void read(StateReader in) throws StateFormatException;
}
