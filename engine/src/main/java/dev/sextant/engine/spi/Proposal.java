// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.Note;

/** A configuration, and what the searcher wants stored and shown beside it. */
public record Proposal(Configuration configuration, Note note) {}
