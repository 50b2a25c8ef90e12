// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.ModelExporter;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Assignments;
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
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the network of a trial to a file. */
@Command(
        name = "export",
        description = "Trains a run's winner again, bit for bit the same, and writes its network to a file.",
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID},
        footer = {"", "Example:", "  sextant export latest --output winner.safetensors"})
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(names = "--trial", paramLabel = "N", description = "The trial's number. Default: the winner's.")
    private @Nullable Long number;

    @Option(names = "--to", paramLabel = "FORMAT", description = "The format. Default: safetensors.")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file. Default: named by study, trial and format.")
    private @Nullable String output;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        StudySpec spec = saved.file().spec();
        Trial trial = trial(saved);
        PreparedStudy study = saved.prepare();
        if (!(study.trainer() instanceof ModelExporter exporter))
            throw new RefusedException(
                    Reason.USAGE, "the trainer of this run has no models to export", "Only networks can be exported.");
        String ending = format == null ? exporter.formats().getFirst() : format;
        if (!exporter.formats().contains(ending))
            throw new RefusedException(
                    Reason.USAGE,
                    "there is no format " + ending,
                    "It must be one of " + String.join(", ", exporter.formats()) + ".");
        Path file =
                console.current().resolve(output == null ? spec.name() + "-" + trial.number() + "." + ending : output);
        if (Files.isDirectory(file))
            throw new RefusedException(Reason.USAGE, file + " is a directory", "Name a file with --output.");
        Assignment assignment = Assignments.of(spec, trial);
        ModelExporter.Model model;
        try {
            model = exporter.train(assignment, ending, facts(saved, trial));
        } catch (TrainingException refused) {
            throw new RefusedException(Reason.STUDY, String.valueOf(refused.getMessage()), refused.help());
        }
        if (trial.outcome() == null || !model.outcome().equals(Goals.untimed(trial.outcome())))
            throw new RefusedException(
                    Reason.STUDY,
                    "trained again, trial " + trial.number() + " came to another result than the one recorded",
                    "Another version of Sextant or another file of data was used for the run.");
        write(file, model.file());
        console.out().println(file);
        return ExitCode.DONE;
    }

    private Trial trial(SavedRun saved) throws RefusedException, StudyFileException {
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
                    "sextant rank " + run + " lists those that are.");
        return trial;
    }

    private static Map<String, String> facts(SavedRun saved, Trial trial) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", "sextant-network-1");
        facts.put("study", saved.file().spec().name());
        facts.put("seed", Long.toString(saved.file().spec().seed()));
        facts.put("trial", Long.toString(trial.number()));
        facts.put(
                "document",
                saved.file().spec().template().fill(trial.configuration()).toString());
        facts.put("version", saved.version());
        saved.file().provenance().forEach((name, fact) -> {
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
