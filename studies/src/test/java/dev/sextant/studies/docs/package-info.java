// SPDX-License-Identifier: Apache-2.0
/** The documents, tried out: every fenced block of every page is used as a reader would use it. */
@NullMarked
package dev.sextant.studies.docs;

import org.jspecify.annotations.NullMarked;
