// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.engine.cluster;

import org.jspecify.annotations.NullMarked;
