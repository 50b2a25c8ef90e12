// SPDX-License-Identifier: Apache-2.0
/**
 * What a model of the response says about a study beyond its trials: pure, asks a
 * {@link dev.sextant.engine.spi.Surrogate} and draws from it with the study's own random numbers.
 */
@NullMarked
package dev.sextant.engine.response;

import org.jspecify.annotations.NullMarked;
