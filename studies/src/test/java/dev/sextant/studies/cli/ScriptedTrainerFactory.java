// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trainer whose trials take as long and end as the study says: loss (x − 0.3)² plus a little chance, size 10 x. */
public final class ScriptedTrainerFactory implements TrainerFactory {
    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public Schema.Section schema() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return new Schema.Section(
                "Does as it is told.",
                List.of(
                        Schema.Key.real("x", "Where the value is taken.", Schema.Interval.UNIT, 0.5),
                        Schema.Key.whole("millis", "How long a trial takes.", Schema.Interval.atLeast(0), 0),
                        new Schema.Key(
                                "ends",
                                new Schema.Text(
                                        "How a trial ends.",
                                        List.of("completed", "diverged", "failed", "throws", "exits")),
                                false,
                                make.textNode("completed")),
                        new Schema.Key("file", new Schema.Text("A file that must exist.", List.of()), false, null),
                        new Schema.Key(
                                "learningRate",
                                new Schema.Real("Means nothing.", Schema.Interval.POSITIVE),
                                false,
                                null)));
    }

    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        metrics.put("loss", Direction.MINIMIZE);
        metrics.put("size", Direction.MINIMIZE);
        return metrics;
    }

    @Override
    public int epochs(ObjectNode document) {
        return 1;
    }

    @Override
    public Trainer create(Path folder) {
        return new Scripted(folder);
    }

    private record Scripted(Path folder) implements Trainer {
        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
            if (!document.has("file")) return Preparation.of(Map.of("sha256", "none"));
            Path file = folder.resolve(document.get("file").textValue());
            try {
                return Preparation.of(Map.of("sha256", Files.readString(file).strip()));
            } catch (java.io.IOException e) {
                throw new TrainingException(
                        "file", "there is no file " + document.get("file").textValue(), "write one");
            }
        }

        @Override
        public Training start(Assignment assignment) {
            return new Once(assignment);
        }
    }

    private record Once(Assignment assignment) implements Training {
        @Override
        public Progress step() {
            ObjectNode document = assignment.document();
            try {
                Thread.sleep(document.get("millis").longValue());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            double distance = document.get("x").doubleValue() - 0.3;
            double value = distance * distance + 1e-3 * assignment.seeds().training() % 7;
            LearningCurve curve = new LearningCurve(new double[] {value});
            return new Progress.Done(
                    switch (document.get("ends").textValue()) {
                        case "diverged" -> new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN}));
                        case "failed" -> new Outcome.Failed("as it was told");
                        case "throws" -> throw new IllegalStateException("as it was told\n\tand more");
                        case "exits" -> {
                            System.exit(3);
                            throw new AssertionError("unreachable");
                        }
                        default ->
                            new Outcome.Completed(
                                    value,
                                    1,
                                    metrics(value, document.get("x").doubleValue(), assignment.scoreTest()),
                                    curve);
                    });
        }

        private static Map<String, Double> metrics(double value, double x, boolean test) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("loss", value);
            metrics.put("size", Math.rint(10 * x));
            if (test) metrics.put("testLoss", value);
            return metrics;
        }

        @Override
        public void close() {}
    }
}
