// SPDX-License-Identifier: Apache-2.0
/** Where trials are kept: added before they run, ended before anything is derived from them. No study rules. */
@NullMarked
package dev.sextant.engine.store;

import org.jspecify.annotations.NullMarked;
