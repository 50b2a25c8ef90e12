// SPDX-License-Identifier: Apache-2.0
/** Sextant in a Java program. */
@NullMarked
package dev.sextant.studies.api;

import org.jspecify.annotations.NullMarked;
