// SPDX-License-Identifier: Apache-2.0
/** A running study as a picture of one screen: what is known of it from its events, and how that is laid out. */
@NullMarked
package dev.sextant.studies.live;

import org.jspecify.annotations.NullMarked;
