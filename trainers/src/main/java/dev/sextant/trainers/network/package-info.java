// SPDX-License-Identifier: Apache-2.0
/** Networks, fully connected, convolutional and recurrent: layers forward and backward, losses, initial weights. */
@NullMarked
package dev.sextant.trainers.network;

import org.jspecify.annotations.NullMarked;
