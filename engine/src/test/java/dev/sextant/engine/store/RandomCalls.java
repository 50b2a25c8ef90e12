// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A row of calls of every kind that a store may get, the same for the same seed. */
final class RandomCalls {
    private final DrawSequence draws;
    private final List<Attempt> attempts = new ArrayList<>();
    private long trials;
    private long fence;
    private long place;

    RandomCalls(long seed) {
        draws = new Draws(seed, 0).of("calls");
    }

    /** The next call, made of each of the stores; the stages that they return, in the stores' order. */
    List<CompletionStage<?>> next(List<StudyStore> stores) {
        int kind = trials == 0 ? 0 : draws.below(8);
        if (kind == 0) {
            var added = StudyStoreContract.plain(trials, 1 + draws.below(3));
            trials += added.size();
            return each(stores, store -> store.add(added));
        }
        if (kind == 1 || attempts.isEmpty()) {
            long trial = draws.below((int) trials);
            int number = 1
                    + (int) attempts.stream()
                            .filter(before -> before.trial() == trial)
                            .count();
            fence += 1 + draws.below(3);
            Attempt attempt = new Attempt(trial, number, fence, "worker " + draws.below(3));
            attempts.add(attempt);
            return each(stores, store -> store.begin(attempt));
        }
        Attempt attempt = attempts.get(draws.below(attempts.size()));
        return switch (kind) {
            case 2 -> {
                AttemptEnd end = new AttemptEnd(
                        draws.below(2) == 0 ? AttemptEnd.Kind.LOST : AttemptEnd.Kind.RELEASED, "cause " + fence);
                yield each(stores, store -> store.end(attempt, end));
            }
            case 3 -> {
                place += 1 + draws.below(2);
                Enqueued enqueued =
                        new Enqueued(place, StudyStoreContract.SPEC.space().preset());
                yield each(stores, store -> store.enqueue(enqueued));
            }
            case 4 -> {
                Duration used = Duration.ofMillis(draws.below(1_000_000));
                yield each(stores, store -> store.use(used));
            }
            default -> {
                var outcome = DelicateTrials.outcome(draws);
                yield each(stores, store -> store.end(attempt, outcome));
            }
        };
    }

    private interface Call {
        CompletionStage<?> make(StudyStore store);
    }

    private static List<CompletionStage<?>> each(List<StudyStore> stores, Call call) {
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (StudyStore store : stores) stages.add(call.make(store));
        return stages;
    }
}
