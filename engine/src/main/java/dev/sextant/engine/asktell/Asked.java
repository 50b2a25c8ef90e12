// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A trial that a program is to train.
 *
 * @param trial its number
 * @param parameters by name, as the program takes them
 * @param note what the searcher wrote beside its proposal
 */
public record Asked(long trial, ObjectNode parameters, ObjectNode note) {}
