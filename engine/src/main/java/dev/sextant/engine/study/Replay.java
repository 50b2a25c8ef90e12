// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a searcher and a pruner again for every search trial of a study that was stored, with the view that the trial
 * was decided from, and compares what they say with what was stored, bit for bit.
 *
 * <p>Cost: that of the proposals. Threads: confined to one.
 */
public final class Replay {
    /**
     * Something that came out otherwise.
     *
     * @param what in words for people: {@code configuration}, {@code note}, {@code stopping plan} …
     * @param stored as it stands in the store
     * @param now as it came out
     */
    public record Difference(long trial, String what, String stored, String now) {}

    private final StudySpec spec;
    private final Proposer proposer;

    /** @param proposer with a searcher and a pruner like those of the study */
    public Replay(StudySpec spec, Proposer proposer) {
        this.spec = spec;
        this.proposer = proposer;
    }

    /**
     * The differences, by trial; none where every proposal is what the store says. Of views only the first that differs
     * is told.
     *
     * @param trials of all roles, by number
     * @param progress told how many trials were replayed
     */
    public List<Difference> differences(List<Trial> trials, LongConsumer progress) {
        List<Difference> differences = new ArrayList<>();
        List<Trial> searched = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .toList();
        Views views = new Views(spec, proposer.blind());
        for (Trial trial : searched) {
            views.decided(trial);
            Outcome outcome = trial.outcome();
            if (outcome != null) views.ended(trial, outcome);
        }
        List<Configuration> given = spec.given();
        boolean same = true;
        for (Trial trial : searched) {
            long number = trial.number();
            if (!views.ready(number)) {
                differences.add(new Difference(number, "view", "every result", "results are missing from the store"));
                return differences;
            }
            Proposal known = known(trial);
            Draws draws = new Draws(spec.seed(), Math.toIntExact(number));
            Command.Proposed said = proposer.answer(new Effect.Ask(number, views.view(number), draws, known));
            // Every later view holds what this one does, so that the first to differ says it all.
            if (same)
                same = compare(
                        differences,
                        number,
                        "view",
                        trial.viewDigest(),
                        number < given.size() ? "" : views.digest(number));
            compare(differences, number, "results seen", trial.seen(), views.stored(number));
            compare(
                    differences,
                    number,
                    "configuration",
                    trial.configuration(),
                    said.proposal().configuration());
            compare(differences, number, "note", trial.note(), said.proposal().note());
            compare(differences, number, "stopping plan", trial.plan(), said.plan());
            compare(differences, number, "cost of an epoch", trial.epochCost(), said.epochCost());
            progress.accept(number + 1);
        }
        return differences;
    }

    /**
     * How an outcome differs that came of training the trial again; null where it does not, but for what was timed.
     *
     * @param trial one that has ended
     */
    public static @Nullable Difference difference(Trial trial, Outcome now) {
        Outcome stored = trial.outcome();
        if (stored == null) throw new IllegalArgumentException("trial %d has not ended".formatted(trial.number()));
        if (Goals.untimed(stored).equals(Goals.untimed(now))) return null;
        String before = Nondeterminism.shortly(stored);
        String after = Nondeterminism.shortly(now);
        if (!before.equals(after)) return new Difference(trial.number(), "outcome", before, after);
        if (!stored.curve().equals(now.curve()))
            return new Difference(trial.number(), "learning curve", text(stored.curve()), text(now.curve()));
        return new Difference(trial.number(), "outcome", Canonical.text(stored), Canonical.text(now));
    }

    private static String text(LearningCurve curve) {
        return curve + " " + curve.readings();
    }

    /** What was tried without asking the searcher: the study's own first tries, and what a person enqueued. */
    private @Nullable Proposal known(Trial trial) {
        List<Configuration> given = spec.given();
        if (trial.number() < given.size()) return new Proposal(given.get(Math.toIntExact(trial.number())), Note.EMPTY);
        return trial.note().isEnqueued()
                ? new Enqueued(trial.note().enqueued(), trial.configuration()).proposal()
                : null;
    }

    private boolean compare(List<Difference> differences, long trial, String what, Object stored, Object now) {
        if (stored.equals(now)) return true;
        differences.add(new Difference(trial, what, text(stored), text(now)));
        return false;
    }

    private String text(Object value) {
        return value instanceof Configuration configuration
                ? Canonical.text(spec.space(), configuration)
                : value.toString();
    }
}
