// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/**
 * Where one study's trials are kept.
 *
 * <ol>
 *   <li>Calls return at once. Their stages complete in the order of the calls, once the change would survive the death
 *       of the process and of the machine; exceptionally with a {@link StoreException} if it would not.
 *   <li>A call's changes are stored whole or not at all.
 *   <li>What was stored comes back equal, every double bit for bit (any NaN as NaN).
 *   <li>A trial ends once: the first outcome stands. An attempt ends once: the first ending stands.
 *   <li>Fences rise: an attempt whose fence does not lie above every one stored, before a restart too, is refused,
 *       because whoever begins it does not know what was stored before.
 *   <li>After a failure every later call fails too: nothing is stored out of order.
 *   <li>May be called from any thread; stages complete on the store's own thread, which must not be held up.
 * </ol>
 */
public interface StudyStore extends AutoCloseable {
    /**
     * What is stored.
     *
     * @param trials by number
     * @param attempts by fence
     * @param ends by fence, how attempts ended, beside those that brought their trial's outcome
     * @param enqueued by place, tried or not
     */
    record Content(List<Trial> trials, List<Attempt> attempts, Map<Long, AttemptEnd> ends, List<Enqueued> enqueued) {
        public Content {
            trials = List.copyOf(trials);
            attempts = List.copyOf(attempts);
            ends = Map.copyOf(ends);
            enqueued = List.copyOf(enqueued);
        }

        /** Where no attempt ended without an outcome, and nothing is enqueued. */
        public Content(List<Trial> trials, List<Attempt> attempts) {
            this(trials, attempts, Map.of(), List.of());
        }
    }

    /** Everything stored by the calls before this one. */
    CompletionStage<Content> load();

    /** Adds trials that have not ended. Their numbers continue those stored. */
    CompletionStage<?> add(List<Trial> trials);

    /** Notes that an attempt began; its trial must have been added, and its fence lie above all that were noted. */
    CompletionStage<?> begin(Attempt attempt);

    /** Notes how an attempt ended that brought no outcome, unless it has ended. */
    CompletionStage<?> end(Attempt attempt, AttemptEnd how);

    /**
     * Ends the attempt, and its trial, unless they have ended.
     *
     * @return the outcome that stands: this one, or the one stored before
     */
    CompletionStage<Outcome> end(Attempt attempt, Outcome outcome);

    /** Adds a configuration that is to be tried. Their places rise. */
    CompletionStage<?> enqueue(Enqueued enqueued);

    /** How long the study has run by the clock, over all its sessions, as far as it was told; zero at first. */
    CompletionStage<Duration> timeUsed();

    /** Replaces {@link #timeUsed}. */
    CompletionStage<?> use(Duration inAll);

    /**
     * Makes calls that need only be durable together, so that they share a commit and its sync where that is cheaper.
     */
    default void together(Runnable calls) {
        calls.run();
    }

    /** @param listener told, on the store's thread, how many changes each commit from now on has; must be quick */
    default void onCommit(IntConsumer listener) {}

    /** Waits until the calls made so far are stored. Later calls fail. */
    @Override
    void close();
}
