// SPDX-License-Identifier: Apache-2.0
/** What the coordinator and the node agents say to each other: addresses, messages, codecs. No decisions. */
@NullMarked
package dev.sextant.engine.wire;

import org.jspecify.annotations.NullMarked;
