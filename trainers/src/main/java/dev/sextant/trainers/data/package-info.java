// SPDX-License-Identifier: Apache-2.0
/**
 * What is learnt from a table, and how: roles of columns, splits, scaling. What is learnt from data is learnt from the
 * training part alone.
 */
@NullMarked
package dev.sextant.trainers.data;

import org.jspecify.annotations.NullMarked;
