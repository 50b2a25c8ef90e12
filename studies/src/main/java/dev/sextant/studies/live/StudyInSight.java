// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.report.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A running study as its events tell of it, in room that does not grow with its trials. A function of the events and
 * the times that go with them.
 *
 * <p>Cost: constant time an event, well under a microsecond with one objective. Threads: confined to one at a time.
 */
public final class StudyInSight {
    /** Confirmed trials whose fresh seeds are followed. */
    private static final int MOST_CONFIRMED = 10_000;

    /** Slots of which a picture says what they train: more than a screen shows. */
    private static final int MOST_SLOTS = 64;

    private static final int DIGITS = 4;

    private final WatchedStudy study;
    private final BestSoFar best;
    private final Slots slots;
    private final Map<String, ScheduleSoFar> schedules = new LinkedHashMap<>();
    private final Map<Long, Fresh> fresh = new TreeMap<>();

    private Phase phase = Phase.SEARCH;
    private long restored;
    private long total;
    private long done;
    private long doneBefore;
    private long phaseBegan;
    private long lastEnded;
    private long completed;
    private long pruned;
    private long diverged;
    private long failed;

    public StudyInSight(WatchedStudy study) {
        this.study = study;
        this.best = new BestSoFar(study.goals());
        this.slots = new Slots(study.workers());
        for (String schedule : study.schedules()) schedules.put(schedule, new ScheduleSoFar(schedule));
    }

    /** @param now when it is told, in nanoseconds from anywhere */
    public void accept(StudyEvent event, long now) {
        switch (event) {
            case StudyEvent.Started(List<Trial> before, long budget) -> {
                restored = before.size();
                total = budget;
                for (Trial trial : before) if (trial.outcome() != null) tally(trial, trial.outcome());
            }
            case StudyEvent.PhaseStarted(Phase next, long trials) -> {
                phase = next;
                total = trials;
                done = Math.min(restored, trials);
                doneBefore = done;
                restored -= done;
                phaseBegan = now;
            }
            case StudyEvent.SearchEnded(long trials, var _) -> total = trials;
            case StudyEvent.TrialStarted(Trial trial) -> slots.taken(trial, now);
            case StudyEvent.EpochEnded(long trial, int epoch, double value) -> slots.epoch(trial, epoch, value, now);
            case StudyEvent.TrialEnded(Trial trial) -> {
                slots.ended(trial.number(), now);
                if (trial.outcome() == null) return;
                done++;
                lastEnded = now;
                tally(trial, trial.outcome());
            }
            case StudyEvent.OutOfTime _, StudyEvent.Alarm _ -> {}
        }
    }

    private void tally(Trial trial, Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed result -> {
                completed++;
                if (trial.role() instanceof Role.Confirmation(long of, int _) && fresh.size() < MOST_CONFIRMED)
                    fresh.merge(of, new Fresh(result.value(), 1), (before, _) -> before.and(result.value()));
            }
            case Outcome.Pruned _ -> pruned++;
            case Outcome.Diverged _ -> diverged++;
            case Outcome.Failed _ -> failed++;
        }
        best.add(trial, outcome);
        if (!schedules.isEmpty() && trial.role() instanceof Role.Search) schedule(trial, outcome);
    }

    private void schedule(Trial trial, Outcome outcome) {
        String name = study.axes().scheduleOf(trial.configuration());
        ScheduleSoFar before = name == null ? null : schedules.get(name);
        if (before == null) return;
        ScheduleSoFar now = before.more();
        if (outcome instanceof Outcome.Completed result
                && best.counts(result)
                && study.goals().first().direction().better(result.value(), before.best()))
            now = now.found(result.value(), study.axes().rateOf(trial.configuration()));
        schedules.put(now.schedule(), now);
    }

    /** Trials of the phase that have ended. */
    public long done() {
        return done;
    }

    /** Trials that the phase has; 0 before it is known. */
    public long total() {
        return total;
    }

    /**
     * {@code best 0.25 (trial 4)}; of several objectives each, by name, and {@code 3 on the front}. Empty where there
     * is nothing yet.
     */
    public String bestInWords() {
        if (best.none()) return "";
        StringBuilder words = new StringBuilder("best ");
        List<Objective> objectives = study.goals().objectives();
        for (int i = 0; i < objectives.size(); i++)
            words.append(i == 0 ? "" : ", ")
                    .append(study.goals().several() ? objectives.get(i).metric() + " " : "")
                    .append(Figures.number(best.best(i), DIGITS))
                    .append(" (trial ")
                    .append(best.trial(i))
                    .append(')');
        return words.append(study.goals().several() ? ", " + best.front() + " on the front" : "")
                .toString();
    }

    /** How far the study is, in one line without control characters. */
    public String summary(long now) {
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
        if (!best.none()) parts.add(bestInWords());
        Duration left = left(now);
        if (left != null) parts.add(Figures.duration(left) + " left");
        return String.join(", ", parts);
    }

    /** What there is to be seen, for any thread. */
    public Picture picture(long now) {
        List<Picture.Best> bests = new ArrayList<>();
        for (int i = 0; i < study.goals().objectives().size(); i++)
            bests.add(new Picture.Best(
                    study.goals().objectives().get(i).metric(), best.best(i), best.trial(i), best.history(i)));
        return new Picture(
                phase,
                total,
                done,
                left(now),
                new Picture.Counts(completed, pruned, diverged, failed),
                bests,
                best.front(),
                slots.running(),
                slots.trainings(MOST_SLOTS, now),
                best.leaders(),
                Map.copyOf(fresh),
                List.copyOf(schedules.values()));
    }

    /** At the pace of the phase so far, from the last trial that ended. */
    private @Nullable Duration left(long now) {
        long here = done - doneBefore;
        if (here <= 0 || done >= total) return null;
        double each = (lastEnded - phaseBegan) / (double) here;
        return Duration.ofNanos(Math.max(0, (long) (each * (total - done)) - (now - lastEnded)));
    }
}
