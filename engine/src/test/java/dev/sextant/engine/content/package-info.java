// SPDX-License-Identifier: Apache-2.0
/** What is carried between machines arrives whole or not at all. */
@NullMarked
package dev.sextant.engine.content;

import org.jspecify.annotations.NullMarked;
