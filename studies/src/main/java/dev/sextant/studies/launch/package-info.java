// SPDX-License-Identifier: Apache-2.0
/** What the launcher does once after a build, so that every start after it is quick. Nothing depends on it. */
@NullMarked
package dev.sextant.studies.launch;

import org.jspecify.annotations.NullMarked;
