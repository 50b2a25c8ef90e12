// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.wiring.SavedRun;
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
        console.out().println(new NetworkExport(run, saved, number, format).write(console.current(), output));
        return ExitCode.DONE;
    }
}
