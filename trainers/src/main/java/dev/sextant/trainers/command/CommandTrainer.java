// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks what a command's document says. */
final class CommandTrainer implements Trainer {
    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final String PATH = "PATH";

    private final Path folder;

    /** @param folder where relative paths begin */
    CommandTrainer(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        CommandSettings settings = CommandSettings.read(document);
        settings.require(objective);
        Placeholders placeholders = new Placeholders(settings);
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Placeholders.SEED, Integer.toString(ProgramSeed.of(seeds)));
        values.put(Placeholders.TRIAL, ProgramSeed.trial(seeds));
        values.put(Placeholders.EPOCHS, Integer.toString(settings.epochs()));
        values.put(Placeholders.STUDY, folder.toString());
        List<String> argv = placeholders.argv(values);
        String path =
                placeholders.set(values).getOrDefault(PATH, System.getenv().getOrDefault(PATH, ""));
        Executable program = Executable.find(argv.getFirst(), folder, path);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("program", program.path().toString());
        facts.put(
                "command",
                String.join(" ", argv.stream().map(CommandTrainer::quoted).toList()));
        return Preparation.of(facts);
    }

    /** As it would be typed. */
    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        CommandSettings settings = CommandSettings.read(assignment.document());
        settings.require(assignment.objective());
        throw new TrainingException("", "command trials cannot be run yet, only checked", "");
    }
}
