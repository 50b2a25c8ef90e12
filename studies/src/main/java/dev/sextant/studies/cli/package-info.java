// SPDX-License-Identifier: Apache-2.0
/** Arguments, exit codes, console view. */
@NullMarked
package dev.sextant.studies.cli;

import org.jspecify.annotations.NullMarked;
