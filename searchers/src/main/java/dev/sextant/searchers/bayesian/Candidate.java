// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

/** A point and what it promises. */
record Candidate(double[] x, double value) {}
