// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Predictions;
import dev.sextant.engine.spi.Predictor;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the rows of a table with a network that was exported. */
@Command(
        name = "predict",
        description = {
            "Predicts the rows of a table with a network that sextant export wrote: the class and the probability of each,"
                    + " or the number in its own units.",
            "Columns are found by their names, in any order; others are not used. Where the table has the column that was"
                    + " learnt, standard error says how good the predictions are."
        },
        footer = {
            "",
            "Example:",
            "  sextant export latest --output winner.json --to json",
            "  sextant predict winner.json flowers.csv",
            "  sextant predict winner.json flowers.csv --keep id --output predicted.csv"
        })
final class PredictCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "MODEL",
            index = "0",
            description = "A network's file: safetensors, npz or json, told by its content.")
    private String model = "";

    @Parameters(
            paramLabel = "DATA",
            index = "1",
            description = "A table's file: CSV, NPY, NPZ, IDX, LIBSVM or ARFF, told by its content, perhaps packed with"
                    + " gzip; or the name of a data set that comes with Sextant.")
    private String data = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of csv (the default), jsonl (an object a line), json (an array of objects).")
    private PredictionWriter.Format format = PredictionWriter.Format.csv;

    @Option(
            names = "--keep",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of the table that stand in the result too, such as an id. Default: none.")
    private List<String> keep = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write the predictions. Default: standard output.")
    private @Nullable String output;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Predictions predictions;
        try {
            Predictor predictor = Services.modelReader().read(console.current().resolve(model), model);
            predictions = predictor.predict(data, new StudyFolder(console.current()), keep);
            if (output == null) print(predictions);
            else save(predictions, console.current().resolve(output));
        } catch (TrainingException refused) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE, String.valueOf(refused.getMessage()), refused.help());
        }
        for (String note : predictions.notes()) console.err().println("Note: " + note + ".");
        Predictions.Scored scored = predictions.scored();
        if (scored.answers() > 0) console.err().println(text(scored, predictions.count()));
        return ExitCode.DONE;
    }

    private static String text(Predictions.Scored scored, long of) {
        return "Compared with the table's own column, %s: %s"
                .formatted(
                        scored.answers() == of
                                ? Figures.count(of, "row")
                                : "%d of %d rows".formatted(scored.answers(), of),
                        scored.scores().entrySet().stream()
                                .map(score -> score.getKey() + " " + Figures.number(score.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private void print(Predictions predictions) throws TrainingException {
        try {
            write(predictions, console.out());
        } catch (IOException notOfAPrintStream) {
            throw new UncheckedIOException(notOfAPrintStream);
        }
    }

    private void write(Predictions predictions, Appendable out) throws TrainingException, IOException {
        PredictionWriter writer = new PredictionWriter(format, predictions.columns(), out);
        List<List<JsonNode>> rows = predictions.next(); // a table that cannot be used leaves no head either
        writer.begin();
        for (; !rows.isEmpty(); rows = predictions.next()) for (List<JsonNode> row : rows) writer.row(row);
        writer.end();
    }

    /** All of it or nothing: a row that cannot be predicted leaves no half of a file. */
    private void save(Predictions predictions, Path file) throws TrainingException, RefusedException {
        if (Files.isDirectory(file)) throw unwritable(file, "it is a directory");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                write(predictions, out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            console.err().println("Wrote " + Figures.count(predictions.count(), "prediction") + " to " + file);
        } catch (IOException failure) {
            throw unwritable(file, failure.toString());
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException nothingToDo) {
                console.err().println("Note: " + part + " is left over: " + nothingToDo);
            }
        }
    }

    private static RefusedException unwritable(Path file, String why) {
        return new RefusedException(
                RefusedException.Reason.USAGE, "cannot write " + file + ": " + why, "Name another file.");
    }
}
