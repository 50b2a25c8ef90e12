// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.document.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays recorded results. What a row does not tell (an empty cell, NaN) is a training that diverged.
 *
 * <p>Randomness: which repetition a trial gets, from its own draws. Cost: tens of microseconds a trial; the nearest of
 * n configurations takes n times a few nanoseconds more. Threads: any number may call.
 */
final class ReplayTrainer implements Trainer {
    private final Recordings recordings;

    /** @param folder where relative paths begin */
    ReplayTrainer(Path folder) {
        this(new StudyFolder(folder));
    }

    ReplayTrainer(StudyFolder folder) {
        recordings = new Recordings(folder);
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        ReplaySettings settings = ReplaySettings.read(document);
        Measure measure = settings.measure(objective);
        Lookup lookup = recordings.lookup(settings);
        List<Readout> readouts = readouts(settings, lookup.recording());
        lookup.find(settings.parameters());
        return new Findings(settings, lookup.recording(), readouts, of(measure, readouts), objective.direction())
                .preparation();
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        ReplaySettings settings = ReplaySettings.read(assignment.document());
        Measure measure = settings.measure(assignment.objective());
        Lookup lookup = recordings.lookup(settings);
        List<Readout> readouts = readouts(settings, lookup.recording());
        int[] rows = lookup.recording().rows(lookup.find(settings.parameters()));
        return new ReplayTraining(assignment, rows, readouts, of(measure, readouts));
    }

    @Override
    public List<String> files(ObjectNode document) {
        return Options.texts(document.path(ReplaySchema.CSV)).stream()
                .distinct()
                .toList();
    }

    private static List<Readout> readouts(ReplaySettings settings, Recording recording) throws TrainingException {
        List<Readout> readouts = new ArrayList<>();
        for (Measure measure : settings.measures().values()) readouts.add(new Readout(recording, measure));
        return readouts;
    }

    private static Readout of(Measure measure, List<Readout> readouts) {
        for (Readout readout : readouts) if (readout.measure().equals(measure)) return readout;
        throw new IllegalStateException("no readout for " + measure);
    }
}
