// SPDX-License-Identifier: Apache-2.0
/**
 * What a run leaves behind for those who look into it: its log, the lines of the log that a person sees, and the record
 * of an unexpected end. The only room that knows how logging is done; everybody else speaks SLF4J. Nothing from the
 * environment and no system property that a person set is written anywhere here.
 */
@NullMarked
package dev.sextant.studies.logging;

import org.jspecify.annotations.NullMarked;
