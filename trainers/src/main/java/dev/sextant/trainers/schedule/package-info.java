// SPDX-License-Identifier: Apache-2.0
/** Learning rates over epochs: each schedule one record, its defaults in one constant. */
@NullMarked
package dev.sextant.trainers.schedule;

import org.jspecify.annotations.NullMarked;
