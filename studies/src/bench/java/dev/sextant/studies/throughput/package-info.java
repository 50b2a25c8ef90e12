// SPDX-License-Identifier: Apache-2.0
/** How many trials a second a run stores, and how long each takes from its proposal to its acknowledgement. */
@NullMarked
package dev.sextant.studies.throughput;

import org.jspecify.annotations.NullMarked;
