// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.StoreCopy;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.SavedStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies a run's store. */
@Command(
        name = "copy",
        description = "Copies a run's store as it is at one moment, also while the run is going on.",
        footer = {
            "",
            "Examples:",
            "  sextant store copy latest backup.db",
            "  sextant store copy latest runs/branin-copy    a run of its own, to be resumed"
        })
final class StoreCopyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "A file that ends in .db, or a directory for a run that can be resumed. Nothing is overwritten.")
    private String target = "";

    StoreCopyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        StoreCopy.Copied copied = new SavedStore(saved).copy(console.current().resolve(target));
        console.out()
                .println("copied " + Figures.count(copied.rows(), "row") + " to " + target + "; sha256 "
                        + copied.digest() + " on both sides");
        return ExitCode.DONE;
    }
}
