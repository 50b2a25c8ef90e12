// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;

/** Copies numbers of one line of a signal to another, where either may begin within a panel. */
final class Lines {
    private Lines() {}

    /**
     * @param fromAt where the line's first panel has its first number
     * @param fromPanel floats from one of its panels to the next; 16 where the whole line stands together
     * @param fromColumn the first of the line's numbers to copy
     */
    static void copy(
            float[] from,
            int fromAt,
            int fromPanel,
            int fromColumn,
            float[] to,
            int toAt,
            int toPanel,
            int toColumn,
            int count) {
        for (int done = 0; done < count; ) {
            int lane = (fromColumn + done) % Kernels.PANEL;
            int toLane = (toColumn + done) % Kernels.PANEL;
            int run = Math.min(count - done, Kernels.PANEL - Math.max(lane, toLane));
            System.arraycopy(
                    from,
                    fromAt + (fromColumn + done) / Kernels.PANEL * fromPanel + lane,
                    to,
                    toAt + (toColumn + done) / Kernels.PANEL * toPanel + toLane,
                    run);
            done += run;
        }
    }
}
