// SPDX-License-Identifier: Apache-2.0
/** Fully connected networks: layers forward and backward, losses, initial weights. */
@NullMarked
package dev.sextant.trainers.network;

import org.jspecify.annotations.NullMarked;
