// SPDX-License-Identifier: Apache-2.0
/** Tests of located trees. */
@NullMarked
package dev.sextant.studies.tree;

import org.jspecify.annotations.NullMarked;
