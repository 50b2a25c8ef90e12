// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which worker ran which trial when, from the moment it was given to it. It tells how one run went, is no part of its
 * result, and is the one thing on a page that may differ between two runs of a study.
 *
 * @param workers their names; one that runs several trials at a time is there several times, with numbers
 * @param bars by when they began
 * @param sampled whether only some of many attempts are shown
 */
public record Timeline(List<String> workers, List<Bar> bars, boolean sampled) {
    /** More bars than this cover each other. */
    static final int MOST = TrialData.MOST;

    /** Of a run of which nothing is known. */
    public static final Timeline NONE = new Timeline(List.of(), List.of(), false);

    /**
     * One attempt.
     *
     * @param worker its place in {@link #workers}
     * @param from seconds since the first attempt began
     * @param to likewise; NaN where it has not ended, or nobody saw it end
     * @param state the letter of its trial's state; l where another attempt, or none, brought the outcome; r where it
     *     has not ended
     */
    public record Bar(long trial, int worker, double from, double to, char state) {}

    public Timeline {
        workers = List.copyOf(workers);
        bars = List.copyOf(bars);
    }

    /**
     * Of a run as its store has it.
     *
     * @param attempts by fence
     * @param trials by number, all of the run
     */
    public static Timeline of(List<AttemptRecord> attempts, List<Trial> trials) {
        if (attempts.isEmpty()) return NONE;
        Lanes lanes = new Lanes();
        List<AttemptRecord> inTime = new ArrayList<>(attempts);
        inTime.sort(Comparator.comparing(AttemptRecord::began)
                .thenComparingLong(one -> one.attempt().fence()));
        Instant start = inTime.getFirst().began();
        List<Bar> bars = new ArrayList<>();
        for (AttemptRecord one : inTime) {
            Instant ended = one.ended();
            bars.add(new Bar(
                    one.attempt().trial(),
                    lanes.take(one),
                    seconds(start, one.began()),
                    ended == null ? Double.NaN : seconds(start, ended),
                    state(one, trials)));
        }
        int every = (bars.size() + MOST - 1) / MOST;
        List<Bar> shown = new ArrayList<>();
        for (int i = 0; i < bars.size(); i += every) shown.add(bars.get(i));
        return new Timeline(lanes.names(), shown, every > 1);
    }

    private static double seconds(Instant start, Instant time) {
        return Duration.between(start, time).toNanos() / 1e9;
    }

    private static char state(AttemptRecord attempt, List<Trial> trials) {
        if (attempt.end() == null) return 'r';
        if (attempt.end().kind() != AttemptEnd.Kind.ENDED) return 'l';
        long trial = attempt.attempt().trial();
        return switch (trial < trials.size() ? trials.get((int) trial).outcome() : null) {
            case Outcome.Completed _ -> 'c';
            case Outcome.Pruned _ -> 'p';
            case Outcome.Diverged _ -> 'd';
            case Outcome.Failed _ -> 'f';
            case null -> 'l';
        };
    }

    /** Rows of bars that do not overlap: a worker's first that is free takes the next attempt. */
    private static final class Lanes {
        /** Of each row the worker, its number among the worker's, and when it is free; null for never. */
        private final List<String> workers = new ArrayList<>();

        private final List<Integer> numbers = new ArrayList<>();
        private final List<@Nullable Instant> free = new ArrayList<>();

        int take(AttemptRecord attempt) {
            String worker = attempt.attempt().worker();
            int number = 1;
            for (int lane = 0; lane < workers.size(); lane++) {
                if (!workers.get(lane).equals(worker)) continue;
                Instant from = free.get(lane);
                if (from != null && !from.isAfter(attempt.began())) {
                    free.set(lane, attempt.ended());
                    return lane;
                }
                number++;
            }
            workers.add(worker);
            numbers.add(number);
            free.add(attempt.ended());
            return workers.size() - 1;
        }

        List<String> names() {
            List<String> names = new ArrayList<>();
            for (int lane = 0; lane < workers.size(); lane++) {
                String worker = workers.get(lane);
                boolean alone = workers.indexOf(worker) == workers.lastIndexOf(worker);
                names.add(alone ? worker : worker + " " + numbers.get(lane));
            }
            return names;
        }
    }

    void write(JsonGenerator json) throws IOException {
        Fields out = new Fields(json);
        json.writeStartObject();
        out.texts("workers", workers);
        json.writeBooleanField("sampled", sampled);
        json.writeArrayFieldStart("bars");
        for (Bar bar : bars) {
            json.writeStartObject();
            json.writeNumberField("trial", bar.trial);
            json.writeNumberField("worker", bar.worker);
            out.fixed("from", bar.from, 3);
            out.fixed("to", bar.to, 3);
            out.text("state", String.valueOf(bar.state));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
