// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Shows on standard error how a study goes on. On a terminal one line, rewritten at most five times a second; elsewhere
 * a line for every finished trial, and one every half minute so that nobody thinks it hangs.
 *
 * <p>Threads: events come from one thread, the clock is another; the monitor keeps them apart.
 */
final class Progress implements Consumer<StudyEvent>, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final Console console;
    private final BestSoFar best;
    private final Thread clock;
    private boolean closed;
    private String shown = "";

    private Phase phase = Phase.SEARCH;
    private long restored;
    private long total;
    private long done;
    private long doneBefore;
    private long pruned;
    private long diverged;
    private long failed;
    private long phaseBegan = System.nanoTime();
    private long lastEnded;

    Progress(Console console, Goals goals) {
        this.console = console;
        this.best = new BestSoFar(goals);
        this.clock = Thread.ofPlatform().daemon().name("progress").start(this::tick);
    }

    @Override
    public synchronized void accept(StudyEvent event) {
        switch (event) {
            case StudyEvent.Started(List<Trial> before, long budget) -> {
                restored = before.size();
                total = budget;
                for (Trial trial : before) if (trial.outcome() != null) tally(trial, trial.outcome());
                if (restored > 0) line("going on after " + Figures.count(restored, "trial"));
            }
            case StudyEvent.PhaseStarted(Phase next, long trials) -> begin(next, trials);
            case StudyEvent.SearchEnded(long trials, String reason) -> {
                total = trials;
                line("the search ends after " + Figures.count(trials, "trial") + ": " + reason);
            }
            case StudyEvent.OutOfTime(Duration limit) ->
                line("the study has taken " + Limits.text(limit)
                        + ", as long as it may: the running trials end as they would, then the report is written");
            case StudyEvent.TrialStarted _, StudyEvent.EpochEnded _ -> {}
            case StudyEvent.TrialEnded(Trial trial) -> ended(trial);
            case StudyEvent.Alarm(String message) -> line("warning: " + message);
        }
    }

    /** A line of its own, above the one that is rewritten. */
    synchronized void line(String text) {
        wipe();
        console.err().println(text);
        console.err().flush();
    }

    private void begin(Phase next, long trials) {
        phase = next;
        total = trials;
        done = Math.min(restored, trials);
        doneBefore = done;
        restored -= done;
        phaseBegan = System.nanoTime();
        if (console.live()) return;
        switch (next) {
            case SEARCH -> {}
            case CONFIRMATION ->
                line("confirming the leaders: " + Figures.count(trials, "training") + " on fresh seeds");
            case TEST -> line("training the winner once more, for its score on test rows");
        }
    }

    private void ended(Trial trial) {
        Outcome outcome = trial.outcome();
        if (outcome == null) return;
        done++;
        lastEnded = System.nanoTime();
        tally(trial, outcome);
        if (!console.live()) line("[" + done + "/" + total + "] " + sentence(trial, outcome));
    }

    private void tally(Trial trial, Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed completed -> best.add(trial, completed);
            case Outcome.Pruned _ -> pruned++;
            case Outcome.Diverged _ -> diverged++;
            case Outcome.Failed _ -> failed++;
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
        boolean search = trial.role() instanceof Role.Search;
        return subject + ": " + result + (search && !best.none() ? ", " + best.text() : "");
    }

    private String value(Outcome.Completed completed) {
        String broken = best.broken(completed);
        return best.values(completed) + " at epoch " + completed.bestEpoch() + " of "
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

    private String summary() {
        List<String> parts = new ArrayList<>();
        String what = switch (phase) {
            case SEARCH -> "search ";
            case CONFIRMATION -> "confirmation ";
            case TEST -> "test ";
        };
        parts.add(what + done + "/" + total);
        if (pruned > 0) parts.add(pruned + " pruned");
        if (diverged > 0) parts.add(diverged + " diverged");
        if (failed > 0) parts.add(failed + " failed");
        if (!best.none()) parts.add(best.text());
        long here = done - doneBefore;
        if (here > 0 && done < total) {
            long each = (lastEnded - phaseBegan) / here;
            long left = each * (total - done) - (System.nanoTime() - lastEnded);
            parts.add(Figures.duration(Duration.ofNanos(left)) + " left");
        }
        return String.join(", ", parts);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(console.live() ? REDRAW : HEARTBEAT);
                synchronized (this) {
                    if (closed) return;
                    if (total == 0) continue;
                    if (console.live()) draw(summary());
                    else line("still running: " + summary());
                }
            }
        } catch (InterruptedException over) {
            // close() ends the clock.
        }
    }

    private void draw(String text) {
        String cut = text.length() < console.columns() ? text : text.substring(0, console.columns() - 1);
        if (cut.equals(shown)) return;
        console.err().print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
        console.err().flush();
        shown = cut;
    }

    private void wipe() {
        if (shown.isEmpty()) return;
        console.err().print("\r" + " ".repeat(shown.length()) + "\r");
        shown = "";
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            wipe();
            console.err().flush();
        }
        clock.interrupt();
    }
}
