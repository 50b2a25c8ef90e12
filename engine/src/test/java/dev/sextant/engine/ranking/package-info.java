// SPDX-License-Identifier: Apache-2.0
/** Tests of the ranking, and the small studies they rank. */
@NullMarked
package dev.sextant.engine.ranking;

import org.jspecify.annotations.NullMarked;
