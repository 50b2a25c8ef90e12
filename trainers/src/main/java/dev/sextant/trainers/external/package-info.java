// SPDX-License-Identifier: Apache-2.0
/** Trials that are trained elsewhere, by whatever program asks for them and tells their values. */
@NullMarked
package dev.sextant.trainers.external;

import org.jspecify.annotations.NullMarked;
