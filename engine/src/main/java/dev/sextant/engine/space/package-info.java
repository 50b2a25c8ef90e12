// SPDX-License-Identifier: Apache-2.0
/** What may vary: a tree of named parameters with domains, and its points. No randomness, no searching. */
@NullMarked
package dev.sextant.engine.space;

import org.jspecify.annotations.NullMarked;
