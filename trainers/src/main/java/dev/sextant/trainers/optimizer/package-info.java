// SPDX-License-Identifier: Apache-2.0
/** Gradient rules: each a checked record with its defaults in one constant, and the state it keeps while it trains. */
@NullMarked
package dev.sextant.trainers.optimizer;

import org.jspecify.annotations.NullMarked;
