// SPDX-License-Identifier: Apache-2.0
/** Float kernels: a Vector API twin and a scalar twin with the same bits; one choice at start-up. */
@NullMarked
package dev.sextant.trainers.tensor;

import org.jspecify.annotations.NullMarked;
