// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trains documents with free names to a value, a failure or a divergence that a hash of them says. */
public final class FormulaTrainerFactory implements TrainerFactory {
    @Override
    public String type() {
        return "formula";
    }

    @Override
    public Schema.Section schema() {
        return new Schema.Section(
                "A hash.", List.of(new Schema.Key("parameters", Schema.Named.free("Anything."), true, null)));
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        return Map.of("value", Direction.MINIMIZE);
    }

    @Override
    public int epochs(ObjectNode document) {
        return 1;
    }

    @Override
    public Trainer create(Path folder) {
        return new Formula();
    }

    private record Formula() implements Trainer {
        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public Training start(Assignment assignment) {
            DrawSequence sequence = new Draws(assignment.document().toString().hashCode(), 0).of("formula");
            double value = sequence.uniform();
            Outcome outcome = switch (sequence.below(8)) {
                case 0 -> new Outcome.Failed("as the hash says");
                case 1 -> new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN}));
                default ->
                    new Outcome.Completed(value, 1, Map.of("value", value), new LearningCurve(new double[] {value}));
            };
            return new Training() {
                @Override
                public Progress step() {
                    return new Progress.Done(outcome);
                }

                @Override
                public void close() {}
            };
        }
    }
}
