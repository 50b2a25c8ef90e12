// SPDX-License-Identifier: Apache-2.0
/** Trials that are trained by an objective of the very program in which Sextant runs as a library. */
@NullMarked
package dev.sextant.trainers.embedded;

import org.jspecify.annotations.NullMarked;
