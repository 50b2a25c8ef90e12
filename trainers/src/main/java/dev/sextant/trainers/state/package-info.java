// SPDX-License-Identifier: Apache-2.0
/** What a training holds between two epochs, written so that another can go on from it, bit for bit. */
@NullMarked
package dev.sextant.trainers.state;

import org.jspecify.annotations.NullMarked;
