// SPDX-License-Identifier: Apache-2.0
/** From a study file to a decided study, or to every problem in it with its line and column; runs nothing. */
@NullMarked
package dev.sextant.studies.file;

import org.jspecify.annotations.NullMarked;
