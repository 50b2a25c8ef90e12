// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.sextant.studies.api;

import org.jspecify.annotations.NullMarked;
