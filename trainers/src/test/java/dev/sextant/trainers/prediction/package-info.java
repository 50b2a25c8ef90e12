// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.trainers.prediction;

import org.jspecify.annotations.NullMarked;
