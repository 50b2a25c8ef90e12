// SPDX-License-Identifier: Apache-2.0
/** Tests of the written reports, and the studies they report. */
@NullMarked
package dev.sextant.studies.report;

import org.jspecify.annotations.NullMarked;
