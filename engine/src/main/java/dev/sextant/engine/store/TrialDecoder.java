// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials of rows on a thread of its own while the next rows are read, because both take about as long. The trials
 * come in the order of their rows; the first that cannot be made is the one that is told of.
 *
 * <p>Few rows are not worth a thread. Threads: confined to one, beside its own.
 */
final class TrialDecoder implements AutoCloseable {
    /** Rows that are made into trials at a time. */
    private static final int ROWS = 2000;

    /** Rows that wait for their turn are not wanted in memory all at once. */
    private static final int WAITING = 8;

    private record Pair(TrialRow trial, @Nullable OutcomeRow outcome) {}

    private final TrialReader reader;
    private final List<Trial> trials = new ArrayList<>();
    private final Deque<Future<List<Trial>>> waiting = new ArrayDeque<>();
    private List<Pair> rows = new ArrayList<>();
    private @Nullable ExecutorService thread;

    TrialDecoder(TrialReader reader) {
        this.reader = reader;
    }

    void add(TrialRow trial, @Nullable OutcomeRow outcome) throws StoreException {
        rows.add(new Pair(trial, outcome));
        if (rows.size() < ROWS) return;
        if (waiting.size() == WAITING) takeFirst();
        if (thread == null)
            thread = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("store decoder").daemon().factory());
        List<Pair> full = rows;
        waiting.add(thread.submit(() -> decode(full)));
        rows = new ArrayList<>(ROWS);
    }

    private List<Trial> decode(List<Pair> pairs) throws StoreException {
        List<Trial> made = new ArrayList<>(pairs.size());
        for (Pair pair : pairs) made.add(reader.trial(pair.trial, pair.outcome));
        return made;
    }

    private void takeFirst() throws StoreException {
        try {
            trials.addAll(waiting.removeFirst().get());
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case StoreException words -> throw words;
                case RuntimeException broken -> throw broken;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while loading", stopped);
        }
    }

    /** The trials of all rows. */
    List<Trial> trials() throws StoreException {
        while (!waiting.isEmpty()) takeFirst();
        trials.addAll(decode(rows));
        rows = List.of();
        return trials;
    }

    @Override
    public void close() {
        if (thread != null) thread.shutdownNow();
    }
}
