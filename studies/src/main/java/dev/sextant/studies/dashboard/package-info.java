// SPDX-License-Identifier: Apache-2.0
/** What a running study shows over HTTP, to this machine alone and to those who hold the token. */
@NullMarked
package dev.sextant.studies.dashboard;

import org.jspecify.annotations.NullMarked;
