// SPDX-License-Identifier: Apache-2.0
/** Trains networks of layers by backpropagation. */
@NullMarked
package dev.sextant.trainers.backprop;

import org.jspecify.annotations.NullMarked;
