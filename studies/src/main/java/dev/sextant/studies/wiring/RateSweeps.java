// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.LearningRateFinder;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sweeps of a study's learning rate: its default configuration with each optimizer that it may choose, with the seeds
 * of trial 0. A function of the study and its data.
 */
public record RateSweeps(SweepRange range, List<OptimizerSweep> sweeps) {
    /** Where a trainer's document holds its optimizer. */
    private static final String OPTIMIZER = "optimizer";

    public RateSweeps {
        sweeps = List.copyOf(sweeps);
    }

    /**
     * Loads the study's data and sweeps.
     *
     * @param folder where relative paths of the study begin
     * @throws StudyFileException with the problem at its place in the file
     */
    public static RateSweeps of(StudyFile file, Path folder, SweepRange range) throws StudyFileException {
        Trainer trainer = file.trainer().create(folder);
        try {
            trainer.prepare(file.defaultDocument(), file.spec().objective(), seeds(file));
        } catch (TrainingException e) {
            throw new StudyFileException(List.of(file.problem(e)));
        }
        return of(file, trainer, range);
    }

    static RateSweeps of(StudyFile file, Trainer trainer, SweepRange range) throws StudyFileException {
        if (!(trainer instanceof LearningRateFinder finder))
            throw new StudyFileException(List.of(file.problem(
                    true,
                    "trainer." + (file.wanted() == null ? "type" : Axes.RATE),
                    "the trainer \"" + file.spec().trainerType() + "\" cannot sweep learning rates",
                    file.wanted() == null ? "" : "write the range: {\"log\": [1e-4, 1.0]}")));
        List<OptimizerSweep> sweeps = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> branch : file.branches(OPTIMIZER).entrySet())
            try {
                sweeps.add(new OptimizerSweep(branch.getKey(), finder.sweep(branch.getValue(), seeds(file), range)));
            } catch (TrainingException e) {
                throw new StudyFileException(List.of(file.problem(e)));
            }
        return new RateSweeps(range, sweeps);
    }

    private static Seeds seeds(StudyFile file) {
        return Seeds.ofSearch(file.spec().seed(), 0);
    }

    /** What suits any of the optimizers. */
    public SuggestedRange suggested() {
        return SuggestedRange.of(sweeps.stream().map(OptimizerSweep::sweep).toList());
    }

    /**
     * The range that the study searches: what is suggested, and the rates of the configurations that it tries anyway.
     */
    FoundRates found(StudySpec spec) {
        List<Configuration> given = new ArrayList<>(spec.tryFirst());
        given.add(spec.space().preset());
        List<Double> rates = new ArrayList<>();
        for (Configuration configuration : given)
            if (configuration.get(Axes.RATE) instanceof Value.Real(double rate)) rates.add(rate);
        SuggestedRange searched = suggested().holding(rates);
        return new FoundRates(
                range,
                searched.low(),
                searched.high(),
                sweeps.stream()
                        .map(each -> new FoundRates.Sweep(
                                each.optimizer(),
                                RateSuggestions.of(each.sweep()),
                                each.sweep().divergedAt()))
                        .toList());
    }
}
