// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.LockedException;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.SqliteSource;
import dev.sextant.engine.store.StoreCheck;
import dev.sextant.engine.store.StoreCopy;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Notation;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done with a run's store beside going on with it: looking it over, and copying it. */
public record SavedStore(SavedRun run) {
    /** Looks the store over, from its pages to what each trial was proposed from. Changes nothing. */
    public StoreCheck.Report check() throws RefusedException {
        try {
            StoreCheck.Report report = run.store() instanceof PostgresSource database
                    ? StoreCheck.of(database, run.file().spec())
                    : StoreCheck.of(run.directory().store(), run.file().spec());
            // What follows from trials that cannot all be read says nothing.
            return report.sound() ? withViews(report) : report;
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        }
    }

    private StoreCheck.Report withViews(StoreCheck.Report report) {
        List<String> facts = new ArrayList<>(report.facts());
        List<String> faults = new ArrayList<>();
        try {
            follow(report.trials(), faults);
        } catch (IllegalStateException impossible) {
            faults.add("views: " + impossible.getMessage());
        } catch (StudyFileException unsuited) {
            throw new IllegalStateException("a run began with a searcher that cannot be made", unsuited);
        }
        if (faults.isEmpty()) facts.add("views: every trial was proposed from the results that are stored");
        return new StoreCheck.Report(facts, faults, report.trials());
    }

    /** Begins with the trials, through all phases that they hold. */
    private void follow(List<Trial> trials, List<String> faults) throws StudyFileException {
        StudyMachine machine = machine(trials);
        Proposer proposer = new Proposer(run.file().spec(), PreparedStudy.searcher(run.file()), null);
        Deque<Command> commands = new ArrayDeque<>(List.of(new Command.Begin(trials, List.of())));
        while (!commands.isEmpty())
            for (Effect effect : machine.accept(commands.remove())) {
                if (effect instanceof Effect.Announce(StudyEvent.Alarm(String message)))
                    faults.add("views: " + message);
                if (effect instanceof Effect.Plan plan) commands.add(proposer.answer(plan));
            }
    }

    /**
     * How many proposals the searcher has is known from where the search ended, if it has; that nobody looked at the
     * views, from their having no digests.
     */
    private StudyMachine machine(List<Trial> trials) {
        StudySpec spec = run.file().spec();
        long search = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        boolean over = search < trials.size();
        boolean blind = trials.stream().allMatch(trial -> trial.viewDigest().isEmpty());
        return new StudyMachine(spec, over ? Math.max(0, search - spec.given().size()) : Long.MAX_VALUE, blind);
    }

    /**
     * Copies the store, between files also while the run is going on.
     *
     * @param target a file that does not exist, ending in .db; or a directory that does not exist or is empty, which
     *     becomes a run
     * @param database where the trials of the run that the directory becomes are to be; null for the directory itself
     * @param key the study's name in the database, which must be new there; null for {@code <name>-<n>}
     */
    public StoreCopy.Copied copy(Path target, @Nullable DatabaseStudies database, @Nullable String key)
            throws RefusedException {
        RunDirectory from = run.directory();
        try {
            if (run.store() instanceof SqliteSource(Path file) && !Files.exists(file))
                throw new RefusedException(
                        Reason.USAGE, "the run " + from.path() + " has no store yet", "There is nothing to copy.");
            if (database == null && target.toString().endsWith(".db"))
                return StoreCopy.copy(run.store(), new SqliteSource(target));
            RunDirectory to = RunDirectory.claim(target);
            StoreCopy.Copied copied = null;
            try {
                copied = database == null
                        ? StoreCopy.copy(run.store(), new SqliteSource(to.store()))
                        : database.copy(run, to, key);
            } finally {
                if (copied == null) to.discard();
            }
            for (Notation notation : Notation.values())
                if (Files.exists(from.study(notation)))
                    to.write(to.study(notation), Files.readAllBytes(from.study(notation)));
            // Last, because with it the directory is a run.
            to.write(to.resolved(), Files.readAllBytes(from.resolved()));
            return copied;
        } catch (LockedException e) {
            throw new RefusedException(Reason.LOCKED, String.valueOf(e.getMessage()), "");
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot copy " + from.path() + " to " + target + ": " + StudySource.reason(e),
                    "Name another directory.");
        }
    }
}
