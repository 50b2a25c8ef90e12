// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.studies.launch;

import org.jspecify.annotations.NullMarked;
