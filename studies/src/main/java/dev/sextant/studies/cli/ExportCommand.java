// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.export.ExportException;
import dev.sextant.studies.export.MlflowAddress;
import dev.sextant.studies.export.MlflowExport;
import dev.sextant.studies.export.ResultsFormat;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Suggestion;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run for other programs: the network of a trial, or the results of all of them. */
@Command(
        name = "export",
        description = {
            "Writes a run for other programs: the network of one trial, or the results of all trials.",
            "A network (safetensors, npz, json, onnx): trains the run's winner again, bit for bit the same, and"
                    + " writes it to a file.",
            "Results, also of a run that is going on: csv and jsonl are every trial, a row or an object each;"
                    + " markdown is the ranking; optuna is a journal that Optuna opens and goes on from; tensorboard is"
                    + " a folder of event files with the hyperparameters; mlflow sends them to a tracking server, and"
                    + " sends what is there already no second time. docs/exports.md tells them apart."
        },
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID},
        footer = {
            "",
            "Examples:",
            "  sextant export latest --output winner.safetensors",
            "  sextant export latest --to csv --output trials.csv",
            "  sextant export latest --to optuna --output journal.log",
            "  sextant export latest --to tensorboard --output logs",
            "  sextant export latest --to mlflow --url http://127.0.0.1:5000",
        })
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description =
                    "One of safetensors, npz, json, onnx for a network; csv, jsonl, markdown, optuna, tensorboard,"
                            + " mlflow for results. Default: safetensors.")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file, which is replaced; of tensorboard the folder; - writes csv, jsonl, markdown and"
                    + " optuna to standard output. Default: named by study, trial and format; of results by run and"
                    + " format.")
    private @Nullable String output;

    @Option(
            names = "--trial",
            paramLabel = "N",
            description = "The number of the trial whose network is written. Default: the winner's.")
    private @Nullable Long number;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The MLflow server's address; a token for it is taken from the environment, as"
                    + " MLFLOW_TRACKING_TOKEN. Default: http://127.0.0.1:5000.")
    private @Nullable String url;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "The experiment in MLflow, made where there is none. Default: the study's name.")
    private @Nullable String experiment;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ResultsFormat results = ResultsFormat.of(format);
        refuseStrayOptions(results);
        SavedRun saved = SavedRun.find(run, console.current());
        Path current = console.current();
        if (results == null) {
            console.out().println(new NetworkExport(run, saved, number, format).write(current, output));
            return ExitCode.DONE;
        }
        if (saved.goesOn()) console.err().println("the run is going on: the export says what is known so far");
        ResultsExport export = new ResultsExport(saved, results);
        Path file = switch (results.kind()) {
            case TEXT -> export.text(current, output, console.out());
            case FOLDER -> export.folder(current, output);
            case SERVER -> {
                send(export);
                yield null;
            }
        };
        if (file != null) console.out().println(file);
        return ExitCode.DONE;
    }

    private void send(ResultsExport export) throws RefusedException, StudyFileException, InterruptedException {
        MlflowAddress address;
        try {
            address = MlflowAddress.of(url == null ? MlflowAddress.USUAL : url, System.getenv());
        } catch (ExportException refused) {
            throw ResultsExport.refused(refused);
        }
        if (address.exposed())
            console.err()
                    .println("the token goes to " + address + " unencrypted, for all on the way to read; https would"
                            + " hide it");
        MlflowExport.Sent sent = export.server(address, experiment);
        console.out()
                .println(sent.page() + "  " + Figures.count(sent.sent(), "trial") + " sent"
                        + (sent.there() == 0 ? "" : ", " + sent.there() + " there already"));
    }

    /** An option that the format has no use for is a mistake that should not pass unseen. */
    private void refuseStrayOptions(@Nullable ResultsFormat results) {
        String shown = format == null ? "a network" : format;
        boolean server = results != null && results.kind() == ResultsFormat.Kind.SERVER;
        if (results != null && number != null)
            throw stray("--trial names the trial whose network is written; --to " + format + " writes all trials");
        if (!server && url != null) throw stray("--url is for --to mlflow; " + shown + " is sent to no server");
        if (!server && experiment != null)
            throw stray("--experiment is for --to mlflow; " + shown + " is sent to no server");
        if (server && output != null) throw stray("--to mlflow writes no file: it takes --url, not --output");
        if ("-".equals(output) && results != null && results.kind() == ResultsFormat.Kind.FOLDER)
            throw stray("--to " + format + " writes a folder: it does not go to standard output");
    }

    private ParameterException stray(String message) {
        return new ParameterException(WorkerOptions.commandLine(spec), message);
    }

    /** @param networks the formats that the run's trainer writes its networks in */
    static RefusedException unknown(String format, List<String> networks) {
        List<String> all = new ArrayList<>(networks);
        all.addAll(ResultsFormat.names());
        return new RefusedException(
                Reason.USAGE,
                "there is no format " + format + meant(format, all),
                "It must be one of " + String.join(", ", networks) + " for a network, or of " + results()
                        + " for results.");
    }

    /** @param format as it was typed, which is no format of results */
    static RefusedException withoutNetworks(@Nullable String format) {
        return new RefusedException(
                Reason.USAGE,
                "the trainer of this run has no models to export"
                        + (format == null ? "" : meant(format, ResultsFormat.names())),
                "Its results can be exported: --to with one of " + results() + ".");
    }

    private static String meant(String format, List<String> known) {
        String near = Suggestion.near(format, known);
        return near == null ? "" : "; did you mean --to " + near + "?";
    }

    private static String results() {
        return String.join(", ", ResultsFormat.names());
    }
}
