// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;

/** What in a study without errors a person may not have meant; what the trainer doubts {@link Coherence} tells. */
final class Doubts {
    /** Fewer seeds than this say little about the spread. */
    private static final int FEW_SEEDS = 3;

    private final StudyFile file;
    private final StudySpec spec;

    Doubts(StudyFile file) {
        this.file = file;
        this.spec = file.spec();
    }

    /** Adds a warning for each. */
    void tell(Problems problems) {
        Parameter rate = spec.space().find(Axes.RATE);
        if (rate != null
                && rate.domain() instanceof Domain.Range range
                && range.low() > 0
                && range.high() / range.low() < 10)
            add(
                    problems,
                    "trainer." + Axes.RATE,
                    "the range of learning rates is narrow: " + Numbers.text(range.low()) + " … "
                            + Numbers.text(range.high()) + " is less than a factor of 10",
                    "good rates often differ by powers of 10; {\"log\": [1e-4, 1.0]} covers the usual ones");
        if (spec.confirm().top() > 0 && spec.confirm().seeds() < FEW_SEEDS)
            add(
                    problems,
                    "confirm.seeds",
                    spec.confirm().seeds() + (spec.confirm().seeds() == 1 ? " seed says" : " seeds say")
                            + " little about the spread",
                    "use at least " + FEW_SEEDS);
        if (spec.space().dimensions() == 0 && spec.trials() > 1)
            add(
                    problems,
                    "trainer",
                    "nothing varies: all " + spec.trials() + " trials train the same configuration",
                    "let a value vary, as in \"learningRate\": {\"log\": [1e-4, 1.0]}");
        int barren = spec.stopWhen().noBetterFor();
        if (barren >= spec.trials())
            add(
                    problems,
                    "search." + StopRuleReader.STOP_WHEN + "." + StopRuleReader.NO_BETTER_FOR,
                    StopRuleReader.NO_BETTER_FOR + " (" + barren + ") never ends a search of " + spec.trials()
                            + (spec.trials() == 1 ? " trial" : " trials"),
                    "write fewer, or allow more trials");
        int trialEpochs = spec.limits().trialEpochs();
        if (trialEpochs >= file.epochs())
            add(
                    problems,
                    LimitsReader.LIMITS + "." + LimitsReader.TRIAL_EPOCHS,
                    LimitsReader.TRIAL_EPOCHS + " (" + trialEpochs + ") never stops a training of at most "
                            + file.epochs() + (file.epochs() == 1 ? " epoch" : " epochs"),
                    "write fewer, or leave it out");
    }

    private void add(Problems problems, String path, String message, String help) {
        Problem warning = file.problem(false, path, message, help);
        problems.warning(warning.at(), warning.path(), warning.message(), warning.help());
    }
}
