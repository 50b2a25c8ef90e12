// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trials and outcomes with everything that storing tends to lose. */
final class DelicateTrials {
    /** Numbers that storing tends to lose. */
    private static final double[] DELICATE = {
        0.0,
        -0.0,
        0.1,
        1e300,
        Double.MIN_VALUE,
        -1.0,
        1.0 / 3,
        5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        9007199254740993.0
    };

    private DelicateTrials() {}

    static Trial trial(long number, DrawSequence draws) {
        double[] unit = new double[StudyStoreContract.SPEC.space().dimensions()];
        Arrays.setAll(unit, _ -> draws.uniform());
        Role role = switch (draws.below(3)) {
            case 0 -> Role.SEARCH;
            case 1 -> new Role.Confirmation(draws.below((int) number + 1), 1 + draws.below(5));
            default -> new Role.Test(draws.below((int) number + 1));
        };
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        if (draws.below(2) == 0)
            note.put("mean", draws.normal())
                    .put("text", "a \"quoted\" line\nand ü")
                    .putArray("state")
                    .add(-0.0)
                    .add(3);
        StoppingPlan plan = draws.below(2) == 0
                ? StoppingPlan.NONE
                : new StoppingPlan(
                        List.of(
                                new StoppingPlan.Rung(2, delicate(draws), draws.below(99)),
                                new StoppingPlan.Rung(9, 0.5)),
                        draws.below(2) == 0,
                        draws.below(2) == 0
                                ? List.of()
                                : List.of(new StoppingPlan.SwitchedOff(3, delicate(draws), draws.below(99))));
        return new Trial(
                number,
                role,
                StudyStoreContract.SPEC.space().fromUnit(unit),
                new Note(note),
                plan,
                "digest " + draws.word(),
                null);
    }

    static Outcome outcome(DrawSequence draws) {
        double[] values = new double[draws.below(4)];
        Arrays.setAll(values, _ -> delicate(draws));
        double[] read = new double[values.length];
        Arrays.setAll(read, _ -> delicate(draws));
        LearningCurve curve = new LearningCurve(
                values, draws.below(2) == 0 ? Readings.NONE : new Readings(Map.of("rate", read, "norm", values)));
        double value = delicate(draws);
        return switch (draws.below(4)) {
            case 0 ->
                new Outcome.Completed(
                        Double.isFinite(value) ? value : -0.0,
                        1 + draws.below(9),
                        Map.of("loss", delicate(draws), "accuracy", delicate(draws)),
                        curve);
            case 1 -> new Outcome.Pruned(value, draws.below(9), curve);
            case 2 -> new Outcome.Diverged(curve);
            default -> new Outcome.Failed("because of 'this' and\nthat, \0, \uFFFF and \uFFFF0");
        };
    }

    private static double delicate(DrawSequence draws) {
        return DELICATE[draws.below(DELICATE.length)];
    }
}
