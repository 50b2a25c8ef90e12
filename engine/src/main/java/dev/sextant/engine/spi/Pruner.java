// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.StoppingPlan;

/**
 * Fixes, before trial k starts, the value it must reach at each rung, so that the worker decides alone, with no message
 * and no waiting.
 *
 * <ol>
 *   <li>Pure: equal arguments give the equal plan.
 *   <li>Only the view's results count; rungs lie in 1 … the trainer's last epoch − 1.
 * </ol>
 */
public interface Pruner {
    StoppingPlan plan(View view, long trial, Configuration configuration);
}
