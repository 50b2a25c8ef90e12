// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.engine.space;

import org.jspecify.annotations.NullMarked;
