// SPDX-License-Identifier: Apache-2.0
/** What a terminal of characters can show: cells, colours, small curves, charts, and a region that is redrawn. */
@NullMarked
package dev.sextant.studies.terminal;

import org.jspecify.annotations.NullMarked;
