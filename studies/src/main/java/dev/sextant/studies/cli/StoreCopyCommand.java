// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.StoreCopy;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.studies.wiring.PasswordFile;
import dev.sextant.studies.wiring.SavedStore;
import dev.sextant.studies.wiring.StoreEnds;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a store. */
@Command(
        name = "copy",
        description = {
            "Copies a store as it is at one moment: a run's, a file, or a study in a database. From file to file also"
                    + " while the run is going on; into or out of a database only when nobody writes it, for then a study"
                    + " moves, and must not go on in two places. Both sides are digested and compared, and nothing is"
                    + " overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  sextant store copy latest backup.db",
            "  sextant store copy latest runs/branin-copy    a run of its own, to be resumed",
            "  sextant store copy latest postgres://anna@db.example/search    under the run's name there",
            "  sextant store copy --from postgres://anna@db.example/search#branin-1 --to branin.db"
        })
final class StoreCopyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's directory, its name under runs/, or latest; or what --from takes.")
    private @Nullable String run;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TARGET",
            description =
                    "A file that ends in .db, or a directory for a run that can be resumed; or what else --to takes.")
    private @Nullable String target;

    @Option(
            names = "--from",
            paramLabel = "STORE",
            description = "A run, a file that ends in .db, or postgres://[user@]host[:port]/database#STUDY.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "STORE",
            description = "The same; a database takes the name that the study had where none stands behind #.")
    private @Nullable String to;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The database's password, alone in a file that only its owner may read. Default: PGPASSWORD, or"
                            + " what stands in ~/.pgpass.")
    private @Nullable Path passwordFile;

    StoreCopyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String source = one(run, from, "RUN", "--from");
        String goal = one(target, to, "TARGET", "--to");
        Path password = null;
        if (passwordFile != null) {
            password = console.current().resolve(passwordFile).toAbsolutePath();
            PasswordFile.check(password, warning -> console.err().println("warning: " + warning));
        }
        StoreEnds ends = new StoreEnds(console.current(), password);
        StoreEnds.From store = ends.from(source);
        StoreSource made = ends.to(goal, store);
        StoreCopy.Copied copied = SavedStore.copy(store, made, console.current().resolve(made == null ? goal : "."));
        String shown = made instanceof PostgresSource database ? database.shown() : goal;
        console.out()
                .println("copied " + Figures.count(copied.rows(), "row") + " to " + shown + "; sha256 "
                        + copied.digest() + " on both sides");
        if (made instanceof PostgresSource database)
            console.err()
                    .println("to go on with it there type: sextant run STUDY --store "
                            + database.address().shown() + " --study-key " + database.study() + " --standby");
        return ExitCode.DONE;
    }

    /** One of two ways to say the same. */
    private String one(@Nullable String place, @Nullable String option, String label, String name) {
        if (place != null && option != null) {
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), name + ": " + label + " says the same; give one of them");
        }
        String given = place == null ? option : place;
        if (given == null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec),
                    "what is copied %s is missing: give %s, or %s"
                            .formatted(label.equals("RUN") ? "from" : "to", label, name));
        return given;
    }
}
