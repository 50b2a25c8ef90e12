// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.engine.worker;

import org.jspecify.annotations.NullMarked;
