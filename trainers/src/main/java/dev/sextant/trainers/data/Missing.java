// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/** What becomes of empty cells. */
public enum Missing {
    /** They are refused. */
    ERROR,
    /** A number becomes its column's mean in the training part; a category becomes none of them. */
    MEAN,
    /** A number becomes its column's median in the training part; a category becomes none of them. */
    MEDIAN,
    /** Their rows are left out. */
    DROP_ROW
}
