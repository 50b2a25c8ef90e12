// SPDX-License-Identifier: Apache-2.0
/**
 * Runs behind a server: those that this process runs, those that another one does, and those that lie there. What a
 * page is told of them, and what may be done to them.
 */
@NullMarked
package dev.sextant.studies.serving;

import org.jspecify.annotations.NullMarked;
