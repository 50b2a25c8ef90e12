// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Assignments;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Breaks;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.Replay;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.worker.Retraining;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Does again what a run did, and compares: every proposal, and the training of some trials. */
public final class RunVerification {
    /** Who trains again, in the place of a worker's name. */
    private static final String WORKER = "verify";

    private final PreparedStudy study;
    private final StudySpec spec;
    private final List<Trial> trials;

    /** @param trials of all roles, by number */
    public RunVerification(PreparedStudy study, List<Trial> trials) {
        this.study = study;
        this.spec = study.file().spec();
        this.trials = List.copyOf(trials);
    }

    /** How many proposals there are to replay. */
    public long proposals() {
        return trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
    }

    /** See {@link Replay#differences}. */
    public List<Replay.Difference> replay(LongConsumer progress) {
        Proposer proposer = new Proposer(
                spec,
                study.searcher(),
                study.pruner(),
                document -> study.trainer().epochCost(document));
        return new Replay(spec, proposer).differences(trials, progress);
    }

    /**
     * Trials to train again, by number: so many of those that have ended, drawn by lot. None where another program
     * trains them. The one whose test rows were scored is left out: they are opened once. So are those that were ended
     * by the clock, or by what their workers lacked: they need not come out again.
     */
    public List<Trial> drawn(long count, long seed) {
        if (!study.file().trainer().trains()) return List.of();
        List<Trial> ended = new ArrayList<>();
        for (Trial trial : trials) if (repeatable(trial)) ended.add(trial);
        DrawSequence lot = new Draws(seed, 0).of("verify");
        int wanted = (int) Math.min(count, ended.size());
        for (int i = 0; i < wanted; i++) Collections.swap(ended, i, i + lot.below(ended.size() - i));
        List<Trial> drawn = new ArrayList<>(ended.subList(0, wanted));
        drawn.sort(Comparator.comparingLong(Trial::number));
        return drawn;
    }

    private boolean repeatable(Trial trial) {
        return trial.outcome() != null
                && !(trial.role() instanceof Role.Test)
                && !spec.limits().endedByClock(trial)
                && !Breaks.failed(trial.outcome());
    }

    /** How the trial comes out otherwise when it is trained again; null where it does not. */
    public Replay.@Nullable Difference train(Trial trial) {
        Task task = new Task(
                new Attempt(trial.number(), 1, 1, WORKER),
                Assignments.of(spec, trial),
                trial.plan(),
                spec.goals().timed(),
                spec.limits().counted(),
                false);
        return Replay.difference(trial, Retraining.run(task, study.trainer()));
    }
}
