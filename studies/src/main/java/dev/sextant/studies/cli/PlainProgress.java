// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.live.StudyInSight;
import dev.sextant.studies.live.WatchedStudy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A line for every finished trial, and one every half minute so that nobody thinks it hangs; nothing that only a
 * terminal understands.
 */
final class PlainProgress implements Progress {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final PrintStream err;
    private final WatchedStudy study;
    private final StudyInSight inSight;
    private final Thread clock;
    private boolean closed;

    PlainProgress(PrintStream err, WatchedStudy study) {
        this.err = err;
        this.study = study;
        this.inSight = new StudyInSight(study);
        this.clock = Thread.ofPlatform().daemon().name("progress").start(this::tick);
    }

    @Override
    public synchronized void accept(StudyEvent event) {
        inSight.accept(event, System.nanoTime());
        String words = Progress.words(event);
        if (!words.isEmpty()) line(words);
        switch (event) {
            case StudyEvent.PhaseStarted(Phase phase, long trials) -> begin(phase, trials);
            case StudyEvent.TrialEnded(Trial trial) -> {
                if (trial.outcome() != null)
                    line("[" + inSight.done() + "/" + inSight.total() + "] " + sentence(trial, trial.outcome()));
            }
            case StudyEvent.Started _,
                    StudyEvent.SearchEnded _,
                    StudyEvent.OutOfTime _,
                    StudyEvent.Alarm _,
                    StudyEvent.TrialStarted _,
                    StudyEvent.EpochEnded _ -> {}
        }
    }

    @Override
    public synchronized void line(String text) {
        err.println(text);
        err.flush();
    }

    private void begin(Phase phase, long trials) {
        switch (phase) {
            case SEARCH -> {}
            case CONFIRMATION ->
                line("confirming the leaders: " + Figures.count(trials, "training") + " on fresh seeds");
            case TEST -> line("training the winner once more, for its score on test rows");
        }
    }

    private String sentence(Trial trial, Outcome outcome) {
        String subject = switch (trial.role()) {
            case Role.Search _ -> "trial " + trial.number();
            case Role.Confirmation(long of, int replicate) -> "trial " + of + " again with seed " + replicate;
            case Role.Test(long of) -> "trial " + of + (scores(outcome).isEmpty() ? " once more" : " on the test rows");
        };
        String result = switch (outcome) {
            case Outcome.Completed completed ->
                trial.role() instanceof Role.Test ? tested(completed) : value(completed);
            case Outcome.Pruned stopped ->
                "pruned after " + Figures.count(stopped.curve().epochs(), "epoch") + " at "
                        + Figures.number(stopped.value());
            case Outcome.Diverged stopped ->
                "diverged after " + Figures.count(stopped.curve().epochs(), "epoch");
            case Outcome.Failed(String message, var _) -> "failed: " + message;
        };
        String best = trial.role() instanceof Role.Search ? inSight.bestInWords() : "";
        return subject + ": " + result + (best.isEmpty() ? "" : ", " + best);
    }

    private String value(Outcome.Completed completed) {
        String broken = GoalWords.broken(study.goals(), completed);
        return GoalWords.values(study.goals(), completed) + " at epoch " + completed.bestEpoch() + " of "
                + completed.curve().epochs() + still(completed) + (broken.isEmpty() ? "" : ", but " + broken);
    }

    /** A training that no longer moves says so. */
    private static String still(Outcome outcome) {
        int still = outcome.curve().still();
        return still < LearningCurve.STANDSTILL ? "" : ", stood still for " + Figures.count(still, "epoch");
    }

    private static String tested(Outcome.Completed completed) {
        List<String> scores = scores(completed);
        return scores.isEmpty() ? "there are no test rows" : String.join(", ", scores);
    }

    /** What the test rows said. */
    private static List<String> scores(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed completed)) return List.of();
        List<String> scores = new ArrayList<>();
        for (Map.Entry<String, Double> metric : completed.metrics().entrySet())
            if (metric.getKey().startsWith(TestScore.PREFIX))
                scores.add(metric.getKey() + " " + Figures.number(metric.getValue()));
        return scores;
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                synchronized (this) {
                    if (closed) return;
                    if (inSight.total() > 0) line("still running: " + inSight.summary(System.nanoTime()));
                }
            }
        } catch (InterruptedException over) {
            // close() ends the clock.
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            err.flush();
        }
        clock.interrupt();
    }
}
