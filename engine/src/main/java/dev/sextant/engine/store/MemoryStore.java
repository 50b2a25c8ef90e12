// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A study kept in memory alone: it survives its writer, not its process. Stages are complete when they are returned.
 */
public final class MemoryStore implements StudyStore {
    private final List<Trial> trials = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Enqueued> enqueued = new ArrayList<>();
    private Duration used = Duration.ZERO;
    private final Map<Long, AttemptEnd> ends = new HashMap<>();
    private final Set<Long> brought = new HashSet<>(); // fences of attempts that brought an outcome
    private @Nullable StoreException broken;

    public MemoryStore() {}

    /** Goes on from another store's content. */
    public MemoryStore(Content content) {
        trials.addAll(content.trials());
        attempts.addAll(content.attempts());
        ends.putAll(content.ends());
        enqueued.addAll(content.enqueued());
    }

    private interface Change<T> {
        T make() throws StoreException;
    }

    private synchronized <T> CompletionStage<T> make(Change<T> change) {
        try {
            if (broken != null) throw broken;
            return CompletableFuture.completedStage(change.make());
        } catch (StoreException refused) {
            broken = refused;
            return CompletableFuture.failedStage(refused);
        }
    }

    /** What is stored, also after closing. */
    public synchronized Content content() {
        return new Content(trials, attempts, ends, enqueued);
    }

    @Override
    public CompletionStage<Content> load() {
        return make(this::content);
    }

    @Override
    public CompletionStage<?> add(List<Trial> added) {
        return make(() -> {
            long next = trials.size();
            for (Trial trial : added)
                if (trial.number() != next++ || trial.outcome() != null)
                    throw new StoreException("trial %d cannot be added here".formatted(trial.number()), null);
            return trials.addAll(added);
        });
    }

    @Override
    public CompletionStage<?> begin(Attempt attempt) {
        return make(() -> {
            at(attempt.trial());
            if (!attempts.isEmpty() && attempts.getLast().fence() >= attempt.fence())
                throw new StoreException(Words.staleFence(attempt), null);
            return attempts.add(attempt);
        });
    }

    @Override
    public CompletionStage<?> end(Attempt attempt, AttemptEnd how) {
        return make(() -> {
            at(attempt.trial());
            if (!brought.contains(attempt.fence())) ends.putIfAbsent(attempt.fence(), how);
            return how;
        });
    }

    @Override
    public CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
        return make(() -> {
            Trial trial = at(attempt.trial());
            if (!ends.containsKey(attempt.fence())) brought.add(attempt.fence());
            Outcome standing = trial.outcome();
            if (standing != null) return standing;
            trials.set((int) trial.number(), trial.ended(outcome));
            return outcome;
        });
    }

    @Override
    public CompletionStage<?> enqueue(Enqueued added) {
        return make(() -> {
            if (!enqueued.isEmpty() && enqueued.getLast().place() >= added.place()) throw Words.stalePlace(added);
            return enqueued.add(added);
        });
    }

    @Override
    public CompletionStage<Duration> timeUsed() {
        return make(() -> used);
    }

    @Override
    public CompletionStage<?> use(Duration inAll) {
        return make(() -> used = inAll);
    }

    private Trial at(long number) throws StoreException {
        if (number >= trials.size()) throw new StoreException("there is no trial " + number, null);
        return trials.get((int) number);
    }

    @Override
    public synchronized void close() {
        broken = new StoreException("the store is closed", null);
    }
}
