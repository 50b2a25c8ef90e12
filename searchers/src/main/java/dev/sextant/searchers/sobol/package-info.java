// SPDX-License-Identifier: Apache-2.0
/** Proposals that fill the space evenly, independent of what was seen. */
@NullMarked
package dev.sextant.searchers.sobol;

import org.jspecify.annotations.NullMarked;
