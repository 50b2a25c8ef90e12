// SPDX-License-Identifier: Apache-2.0
/** The command line described: pages of help, the manual, and the completion of shells, all from one description. */
@NullMarked
package dev.sextant.studies.manual;

import org.jspecify.annotations.NullMarked;
