// SPDX-License-Identifier: Apache-2.0
/** A ranking as text, JSON, CSV, Markdown and HTML. Pure: writers return strings; no sockets, clocks or files. */
@NullMarked
package dev.sextant.studies.report;

import org.jspecify.annotations.NullMarked;
