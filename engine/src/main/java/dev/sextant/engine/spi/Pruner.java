// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.StoppingPlan;

/**
 * Fixes, before trial k starts, the value it must reach at each rung, so that the worker decides alone, with no message
 * and no waiting.
 *
 * <ol>
 *   <li>Pure: equal arguments give the equal plan; what is kept between calls only saves time.
 *   <li>Only the view's results count, and of several objectives the first; rungs lie in 1 … the trainer's last epoch −
 *       1.
 *   <li>One trial in five, and trial 0, are a control group: their plans are made like the others but not enforced.
 * </ol>
 *
 * <p>Threads: asked one at a time.
 */
public interface Pruner {
    /**
     * What a trial's curve is held against.
     *
     * @param view what the trial may know, the same that it was proposed from
     * @param trial its number
     * @param configuration its own
     * @return thresholds at epochs; none where nothing is known yet
     */
    StoppingPlan plan(View view, long trial, Configuration configuration);
}
