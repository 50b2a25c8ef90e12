// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.StoreCheck;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.SavedStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks a run's store over. */
@Command(
        name = "check",
        description = {
            "Looks a run's store over, also while the run is going on, and prints what it finds: pages, references,"
                    + " checksums, numbers, and what each trial was proposed from. Changes nothing."
        },
        exitCodeList = {ExitCode.SAYS_UNSOUND},
        footer = {"", "Example:", "  sextant store check latest"})
final class StoreCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    StoreCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        StoreCheck.Report report = new SavedStore(saved).check();
        for (String fact : report.facts()) console.out().println(fact);
        for (String fault : report.faults()) console.out().println("FAULT " + fault);
        if (report.sound()) {
            console.out().println("The store is sound.");
            return ExitCode.DONE;
        }
        console.out()
                .println(
                        "The store is damaged. Put a copy of it back (sextant store copy makes them), or begin a new run:"
                                + " sextant run STUDY");
        return ExitCode.UNSOUND;
    }
}
