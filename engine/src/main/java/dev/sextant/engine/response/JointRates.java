// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The learning rates of the optima of several parts of a space, in draws of the model that they share.
 *
 * @param best of every part the median of its draws and their central 95 %; null where it has none
 * @param draws [part][draw]; empty for a part that was not compared, and where no rate varies
 */
public record JointRates(List<@Nullable Estimate> best, double[][] draws) {}
