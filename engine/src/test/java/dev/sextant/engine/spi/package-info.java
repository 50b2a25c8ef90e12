// SPDX-License-Identifier: Apache-2.0
/** Contract suites: what every searcher and pruner is held to, inherited by the tests of each. */
@NullMarked
package dev.sextant.engine.spi;

import org.jspecify.annotations.NullMarked;
