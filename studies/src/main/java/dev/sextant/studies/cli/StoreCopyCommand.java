// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.StoreCopy;
import dev.sextant.studies.wiring.DatabaseStudies;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.SavedStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a run's store. */
@Command(
        name = "copy",
        description = "Copies a run's store as it is at one moment, between files also while the run is going on.",
        exitCodeList = {ExitCode.SAYS_LOCKED},
        footer = {
            "",
            "Examples:",
            "  sextant store copy latest backup.db",
            "  sextant store copy latest runs/branin-copy    a run of its own, to be resumed",
            "  sextant store copy latest runs/shared --store postgres://anna@db.example/search"
        })
final class StoreCopyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "A file that ends in .db, or a directory for a run that can be resumed. Nothing is overwritten.")
    private String target = "";

    @Option(
            names = "--store",
            paramLabel = "URL",
            description =
                    "Put the trials into this PostgreSQL database, as with sextant run; TARGET is the directory of the"
                            + " run that has them there. What a database has a part in is copied while nobody writes it. Default: none, and they stay in a file.")
    private @Nullable String store;

    @Option(
            names = "--study-key",
            paramLabel = "KEY",
            description = "With --store: what the study is called in the database, where that must be new. Default:"
                    + " <name>-<n>.")
    private @Nullable String key;

    StoreCopyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        if (key != null && store == null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec),
                    "--study-key: says something of a database; name it with --store postgres://user@host/database");
        DatabaseStudies database = store == null ? null : DatabaseStudies.at(store, null);
        StoreCopy.Copied copied = new SavedStore(saved).copy(console.current().resolve(target), database, key);
        console.out()
                .println("copied " + Figures.count(copied.rows(), "row") + " to " + target + "; sha256 "
                        + copied.digest() + " on both sides");
        return ExitCode.DONE;
    }
}
