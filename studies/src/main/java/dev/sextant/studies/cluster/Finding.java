// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

/**
 * What is wrong with a cluster's file, certificates or network, or may be.
 *
 * @param severe whether nothing can be run like this; otherwise a warning
 * @param message where, what was found, the rule
 * @param help the way out; may be empty
 */
public record Finding(boolean severe, String message, String help) {
    static Finding error(String message, String help) {
        return new Finding(true, message, help);
    }

    static Finding warning(String message, String help) {
        return new Finding(false, message, help);
    }
}
