// SPDX-License-Identifier: Apache-2.0
/** Tests of the portfolio. */
@NullMarked
package dev.sextant.searchers.auto;

import org.jspecify.annotations.NullMarked;
