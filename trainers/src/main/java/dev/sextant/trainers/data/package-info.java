// SPDX-License-Identifier: Apache-2.0
/** Data sets: reading, typing, splitting, scaling. What is learnt from data is learnt from the training part alone. */
@NullMarked
package dev.sextant.trainers.data;

import org.jspecify.annotations.NullMarked;
