// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.ProgramChecker;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes trainers that start a program for each trial: {@code "type": "command"}. */
public final class CommandTrainerFactory implements TrainerFactory, ProgramChecker {
    @Override
    public String type() {
        return "command";
    }

    @Override
    public Schema.Section schema() {
        return CommandSchema.SECTION;
    }

    /** Those that the document names. */
    @Override
    public Map<String, Direction> metrics(ObjectNode document) {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        for (JsonNode name : document.path(CommandSchema.METRICS))
            if (name.isTextual()) metrics.put(name.textValue(), Direction.MINIMIZE);
        if (metrics.isEmpty()) metrics.put(CommandSchema.VALUE, Direction.MINIMIZE);
        return metrics;
    }

    /** Only the study knows what its program's metrics mean. */
    @Override
    public boolean eitherDirection() {
        return true;
    }

    /** Without a number of epochs a trial has one: its end. */
    @Override
    public int epochs(ObjectNode document) {
        return Math.max(1, document.path(CommandSchema.EPOCHS).asInt(1));
    }

    @Override
    public boolean startsPrograms() {
        return true;
    }

    @Override
    public Trainer create(Path folder) {
        return new CommandTrainer(folder);
    }

    @Override
    public ObjectNode document(Typed typed) throws TrainingException {
        return TypedProgram.document(typed);
    }

    @Override
    public void check(
            ObjectNode document,
            Objective objective,
            Seeds seeds,
            Path folder,
            Duration patience,
            Consumer<Finding> told)
            throws InterruptedException {
        ProgramCheck.run(document, objective, seeds, folder, ProgramLimits.PRESET, patience, told);
    }
}
