// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import org.jspecify.annotations.Nullable;

/**
 * Which parameters a study is about, where they vary.
 *
 * @param rate path of the learning rate; null where it does not vary, or not over a range of numbers
 * @param schedule path of the schedule; null where there is none to choose
 */
public record Paths(@Nullable String rate, @Nullable String schedule) {}
