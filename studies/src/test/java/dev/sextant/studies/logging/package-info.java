// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.studies.logging;

import org.jspecify.annotations.NullMarked;
