// SPDX-License-Identifier: Apache-2.0
/** The page that shows a study, as a file and over HTTP: its data, its markup, its scripts. */
@NullMarked
package dev.sextant.studies.page;

import org.jspecify.annotations.NullMarked;
