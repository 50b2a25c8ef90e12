// SPDX-License-Identifier: Apache-2.0
/** Tests of what is made of other tools' files. */
@NullMarked
package dev.sextant.studies.imports;

import org.jspecify.annotations.NullMarked;
