// SPDX-License-Identifier: Apache-2.0
/** Tests of the module as a whole. */
@NullMarked
package dev.sextant.searchers;

import org.jspecify.annotations.NullMarked;
