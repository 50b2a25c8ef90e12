// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.engine.wire;

import org.jspecify.annotations.NullMarked;
