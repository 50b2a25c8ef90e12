// SPDX-License-Identifier: Apache-2.0
/** The pages as a person with a browser meets them. */
@NullMarked
package dev.sextant.studies.browser;

import org.jspecify.annotations.NullMarked;
