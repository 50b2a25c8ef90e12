// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where one study's trials are kept.
 *
 * <ol>
 *   <li>Calls return at once. Their stages complete in the order of the calls, once the change would survive the death
 *       of the process and of the machine; exceptionally with a {@link StoreException} if it would not.
 *   <li>A call's changes are stored whole or not at all.
 *   <li>What was stored comes back equal, every double bit for bit (any NaN as NaN).
 *   <li>A trial ends once: the first outcome stands.
 *   <li>After a failure every later call fails too: nothing is stored out of order.
 *   <li>May be called from any thread; stages complete on the store's own thread, which must not be held up.
 *   <li>Fences rise: an attempt whose fence is not above every one stored, before a restart too, is refused.
 * </ol>
 */
public interface StudyStore extends AutoCloseable {
    /**
     * What is stored.
     *
     * @param trials by number
     * @param attempts by fence
     */
    record Content(List<Trial> trials, List<Attempt> attempts) {
        public Content {
            trials = List.copyOf(trials);
            attempts = List.copyOf(attempts);
        }
    }

    /** Everything stored by the calls before this one. */
    CompletionStage<Content> load();

    /** Adds trials that have not ended. Their numbers continue those stored. */
    CompletionStage<?> add(List<Trial> trials);

    /** Notes that an attempt began; its trial must have been added, and its fence lie above all that were noted. */
    CompletionStage<?> begin(Attempt attempt);

    /**
     * Ends the attempt's trial unless it has ended.
     *
     * @return the outcome that stands: this one, or the one stored before
     */
    CompletionStage<Outcome> end(Attempt attempt, Outcome outcome);

    /** How long the study has run by the clock, over all its sessions, as far as it was told; zero at first. */
    CompletionStage<Duration> timeUsed();

    /** Replaces {@link #timeUsed}. */
    CompletionStage<?> use(Duration inAll);

    /** Waits until the calls made so far are stored. Later calls fail. */
    @Override
    void close();
}
