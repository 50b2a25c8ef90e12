// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.export.ExportException;
import dev.sextant.studies.export.ExportFile;
import dev.sextant.studies.export.ExportedRun;
import dev.sextant.studies.export.MlflowAddress;
import dev.sextant.studies.export.MlflowExport;
import dev.sextant.studies.export.OptunaJournal;
import dev.sextant.studies.export.ResultsFormat;
import dev.sextant.studies.export.TensorBoardFolder;
import dev.sextant.studies.export.TrialsCsv;
import dev.sextant.studies.export.TrialsJsonLines;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.report.MarkdownReport;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.SavedReports;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a run found, written as other tools read it. */
record ResultsExport(SavedRun saved, ResultsFormat format) {
    /** Stands for standard output. */
    static final String STANDARD_OUTPUT = "-";

    /**
     * Writes a text.
     *
     * @param current where relative paths begin
     * @param output the file, or {@value #STANDARD_OUTPUT}; named by the run where it is null
     * @param out standard output
     * @return the file; null where it is standard output
     */
    @Nullable
    Path text(Path current, @Nullable String output, OutputStream out) throws RefusedException, StudyFileException {
        ExportFile.Text text = text();
        if (STANDARD_OUTPUT.equals(output)) {
            try {
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                text.to(writer);
                writer.flush();
                return null;
            } catch (IOException e) {
                throw new RefusedException(
                        Reason.USAGE, "cannot write to standard output: " + StudySource.reason(e), "");
            }
        }
        Path file = target(current, output);
        if (Files.isDirectory(file))
            throw new RefusedException(Reason.USAGE, file + " is a directory", "Name a file with --output.");
        try {
            ExportFile.write(file, text);
            return file;
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot write " + file + ": " + StudySource.reason(e),
                    "Name another file with --output.");
        }
    }

    /**
     * Writes a folder of event files.
     *
     * @param current where relative paths begin
     * @param output the folder; named by the run where it is null
     * @return the folder
     */
    Path folder(Path current, @Nullable String output) throws RefusedException {
        Path folder = target(current, output);
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw new RefusedException(Reason.USAGE, folder + " is a file", "Name a directory with --output.");
        try {
            TensorBoardFolder.write(run(), folder);
            return folder;
        } catch (ExportException refused) {
            throw refused(refused);
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot write to " + folder + ": " + StudySource.reason(e),
                    "Name another directory with --output.");
        }
    }

    /**
     * Sends what a server does not have yet.
     *
     * @param experiment its name there; the study's where it is null
     */
    MlflowExport.Sent server(MlflowAddress address, @Nullable String experiment)
            throws RefusedException, StudyFileException, InterruptedException {
        String study = saved.file().spec().name();
        ExportedRun run = run();
        String ranking = MarkdownReport.write(saved.ranking());
        try {
            return MlflowExport.write(
                    run, address, experiment == null ? study : experiment, name(), ranking, saved.finished());
        } catch (ExportException refused) {
            throw refused(refused);
        }
    }

    static RefusedException refused(ExportException refused) {
        return new RefusedException(Reason.USAGE, String.valueOf(refused.getMessage()), refused.help());
    }

    private ExportFile.Text text() throws RefusedException, StudyFileException {
        if (format == ResultsFormat.markdown) {
            Page page = new SavedReports(saved).page();
            return out -> out.write(MarkdownReport.write(page.ranking(), page.facts()));
        }
        ExportedRun run = run();
        return switch (format) {
            case csv -> out -> TrialsCsv.write(run, out);
            case jsonl -> out -> TrialsJsonLines.write(run, out);
            case optuna -> out -> OptunaJournal.write(run, out);
            case markdown, tensorboard, mlflow -> throw new IllegalStateException(format + " is no text of trials");
        };
    }

    private ExportedRun run() throws RefusedException {
        StudySpec spec = saved.file().spec();
        try {
            return ExportedRun.of(spec, saved.trials(), saved.store().attempts(spec.space()));
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        }
    }

    private Path target(Path current, @Nullable String output) {
        if (output != null) return current.resolve(output);
        return current.resolve(name() + format.ending());
    }

    /** The run's: its directory's. */
    private String name() {
        Path name = saved.directory().path().toAbsolutePath().normalize().getFileName();
        return name == null ? saved.file().spec().name() : name.toString();
    }
}
