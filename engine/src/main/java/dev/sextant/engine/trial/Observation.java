// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import dev.sextant.engine.space.Configuration;

/** A finished trial as a searcher sees it. */
public record Observation(long trial, Configuration configuration, Outcome outcome, Note note) {}
