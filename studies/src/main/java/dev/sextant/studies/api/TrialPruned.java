// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.io.Serial;

/**
 * A trial is over before its last epoch: its value is not good enough to go on, or is no number. Thrown by
 * {@link RunningTrial#report}, and meant to leave the objective; whoever has to clean up does so in a {@code finally}.
 * What an objective returns instead is not listened to.
 *
 * <p>It has no stack trace: it is no mistake, and thrown often.
 */
public final class TrialPruned extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    TrialPruned(String message) {
        super(message, null, false, false);
    }
}
