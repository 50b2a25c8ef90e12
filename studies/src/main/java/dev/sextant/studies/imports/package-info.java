// SPDX-License-Identifier: Apache-2.0
/** Studies made of what other tools search with: sweeps of W&amp;B, experiments of Katib and of NNI. */
@NullMarked
package dev.sextant.studies.imports;

import org.jspecify.annotations.NullMarked;
