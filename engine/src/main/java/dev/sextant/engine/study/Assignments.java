// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;

/** What a trial trains: a function of the study and the trial, never of the attempt. */
public final class Assignments {
    private Assignments() {}

    public static Assignment of(StudySpec spec, Trial trial) {
        Seeds seeds = switch (trial.role()) {
            case Role.Search() -> Seeds.ofSearch(spec.seed(), trial.number());
            case Role.Confirmation(long _, int replicate) -> Seeds.ofConfirmation(spec.seed(), replicate);
            case Role.Test(long of) -> Seeds.ofSearch(spec.seed(), of);
        };
        boolean scoreTest = trial.role() instanceof Role.Test;
        return new Assignment(spec.template().fill(trial.configuration()), spec.objective(), seeds, scoreTest);
    }
}
