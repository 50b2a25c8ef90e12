// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.ModelExporter;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Assignments;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.SavedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network of one trial of a run, trained again and written to a file.
 *
 * @param name the run as the person named it
 * @param number the trial's; the winner's where it is null
 * @param format by its name; the trainer's usual one where it is null
 */
record NetworkExport(
        String name,
        SavedRun saved,
        @Nullable Long number,
        @Nullable String format) {
    /** Facts of a run that its network tells of, beside those of the study and its data. */
    private static final List<String> RECORDED = List.of(Provenance.VERSION, "jdk", "os", "architecture");

    /**
     * Trains and writes.
     *
     * @param current where relative paths begin
     * @param output the file; named by study, trial and format where it is null
     * @return the file
     */
    Path write(Path current, @Nullable String output)
            throws RefusedException, StudyFileException, InterruptedException {
        StudySpec spec = saved.file().spec();
        Trial trial = trial();
        PreparedStudy study = saved.prepare();
        if (!(study.trainer() instanceof ModelExporter exporter)) throw ExportCommand.withoutNetworks(format);
        String ending = format == null ? exporter.formats().getFirst() : format;
        if (!exporter.formats().contains(ending)) throw ExportCommand.unknown(ending, exporter.formats());
        Path file = current.resolve(output == null ? spec.name() + "-" + trial.number() + "." + ending : output);
        if (Files.isDirectory(file))
            throw new RefusedException(Reason.USAGE, file + " is a directory", "Name a file with --output.");
        Assignment assignment = Assignments.of(spec, trial);
        ModelExporter.Model model;
        try {
            model = exporter.train(assignment, ending, facts(trial));
        } catch (TrainingException refused) {
            throw new RefusedException(Reason.STUDY, String.valueOf(refused.getMessage()), refused.help());
        }
        if (trial.outcome() == null || !model.outcome().equals(Goals.untimed(trial.outcome())))
            throw new RefusedException(
                    Reason.STUDY,
                    "trained again, trial " + trial.number() + " came to another result than the one recorded",
                    "Another version of Sextant or another file of data was used for the run.");
        write(file, model.file());
        return file;
    }

    private Trial trial() throws RefusedException, StudyFileException {
        Ranking ranking = saved.ranking();
        RankedTrial winner = ranking.winner();
        if (number == null && winner == null)
            throw new RefusedException(
                    Reason.USAGE,
                    "the run " + saved.directory().path() + " has no winner yet",
                    ranking.feasibility().completed() == 0
                            ? "Let a trial complete."
                            : "No trial kept every constraint; name one with --trial N.");
        long wanted = number != null ? number : winner == null ? 0 : winner.trial();
        Trial trial = saved.trial(wanted);
        if (!(trial.role() instanceof Role.Search) || !(trial.outcome() instanceof Outcome.Completed))
            throw new RefusedException(
                    Reason.USAGE,
                    "trial " + wanted + " is not a completed trial of the search",
                    "sextant rank " + name + " lists those that are.");
        return trial;
    }

    private Map<String, String> facts(Trial trial) {
        Map<String, String> facts = new LinkedHashMap<>();
        StudySpec spec = saved.file().spec();
        Map<String, String> provenance = saved.file().provenance();
        facts.put("study", spec.name());
        facts.put("studyDigest", SpecDigest.of(spec));
        facts.put("seed", Long.toString(spec.seed()));
        facts.put("trial", Long.toString(trial.number()));
        facts.put("document", spec.template().fill(trial.configuration()).toString());
        // of the run, not of the machine that exports it: whoever exports gets the same file
        for (String name : RECORDED) if (provenance.containsKey(name)) facts.put(name, provenance.get(name));
        provenance.forEach((name, fact) -> {
            if (name.startsWith(Provenance.TRAINER)) facts.put(name, fact);
        });
        return facts;
    }

    private static void write(Path file, byte[] bytes) throws RefusedException {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new RefusedException(Reason.USAGE, "cannot write " + file + ": " + e, "Name another file.");
        }
    }
}
