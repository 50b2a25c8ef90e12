// SPDX-License-Identifier: Apache-2.0
/** A cluster as people set it up: its file, its certificates, and what speaks against joining it. */
@NullMarked
package dev.sextant.studies.cluster;

import org.jspecify.annotations.NullMarked;
