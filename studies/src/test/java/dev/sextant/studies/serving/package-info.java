// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.studies.serving;

import org.jspecify.annotations.NullMarked;
