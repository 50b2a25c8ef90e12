// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.studies.manual;

import org.jspecify.annotations.NullMarked;
