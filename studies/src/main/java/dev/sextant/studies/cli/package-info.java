// SPDX-License-Identifier: Apache-2.0
/** The command line: arguments, exit codes, what is shown while a study runs. */
@NullMarked
package dev.sextant.studies.cli;

import org.jspecify.annotations.NullMarked;
