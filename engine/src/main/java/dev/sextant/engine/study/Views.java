// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.History;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each search trial may know. V(k) holds the first results of the study's {@link Succession}, and the
 * configurations of the other trials before k, whatever else is known by then.
 *
 * <p>A view's digest is taken over a chain: every result's text is hashed once, with the digest of those before it, so
 * that the views of n trials cost n hashes and not n².
 *
 * <p>Cost: O(1) a trial beside those that are open, about 50 bytes a trial beside the trials themselves. Views and
 * digests are asked for in order of trials.
 */
final class Views {
    /** A trial that is decided and that the view leaves out. */
    private record Pending(Configuration configuration, String text) {}

    private final StudySpec spec;
    private final boolean blind;
    private final int given;
    private final Succession succession;
    private final History history = new History();
    private final Standstill standstill;
    private final TooManyFailed failed;
    private final EpochAccount epochs;
    private final List<Configuration> configurations = new ArrayList<>();

    /** In asynchronous studies, how many results each trial saw, the next one included once it was asked for. */
    private final List<Integer> counts = new ArrayList<>();

    // The view that was asked for last: of which trial, how many results it holds, their chain, and what it leaves out.
    private long shown;
    private int results;
    private String chain = "";
    private final TreeMap<Long, Pending> pending = new TreeMap<>();

    /** @param blind whether nobody looks at views: then they have no digests */
    Views(StudySpec spec, boolean blind) {
        this.spec = spec;
        this.blind = blind;
        this.given = spec.given().size();
        this.succession = switch (spec.parallelism()) {
            case Parallelism.Window _ -> new NumberOrder();
            case Parallelism.VirtualTime(int slots) -> new VirtualClock(slots);
            case Parallelism.Async _ -> new ArrivalOrder();
        };
        this.standstill = new Standstill(spec.stopWhen(), spec.goals());
        this.failed = new TooManyFailed(spec.limits().failedShare());
        this.epochs = new EpochAccount(spec.epochs());
    }

    /** The next search trial, now or before a restart. */
    void decided(Trial trial) {
        if (succession instanceof ArrivalOrder arrivals) recall(arrivals, trial);
        else
            for (Observation next = null; history.size() < seen(trial.number()); append(next)) {
                next = succession.recalled();
                if (next == null) break;
            }
        configurations.add(trial.configuration());
        epochs.decided();
        succession.decided(trial.number(), trial.epochCost());
        arrive();
    }

    /** What an asynchronous trial saw stands in the store; it is the same as what it was asked with just now. */
    private void recall(ArrivalOrder arrivals, Trial trial) {
        if (counts.size() > trial.number()) return;
        TrialRanges saw = TrialRanges.read(trial.seen());
        for (Observation next = arrivals.next(saw); next != null; next = arrivals.next(saw)) append(next);
        counts.add(history.size());
    }

    void progressed(long trial, int trained) {
        succession.progressed(trial, trained);
        arrive();
    }

    /** How a trial ends that has broken every worker: as long as it was known to be, since views may rely on that. */
    Outcome broken(long trial, String message) {
        int trained = succession instanceof VirtualClock clock ? clock.trained(trial) : 0;
        return new Outcome.Failed(message, LearningCurve.lost(trained));
    }

    /** A search trial that was decided has ended, in any order. */
    void ended(Trial trial, Outcome outcome) {
        epochs.ended(outcome);
        succession.ended(new Observation(trial.number(), trial.configuration(), outcome, trial.note()));
        arrive();
    }

    private void arrive() {
        if (succession instanceof ArrivalOrder) return;
        for (Observation next = succession.next(); next != null; next = succession.next()) append(next);
    }

    private void append(Observation observation) {
        history.add(observation);
        if (!spec.stopWhen().equals(StopRule.NEVER)) standstill.observe(observation);
        if (spec.limits().failedShare() < 1) failed.observe(observation);
    }

    /** Whether everything that V(trial) holds is known. */
    boolean ready(long trial) {
        return configurations.size() >= trial && history.size() >= seen(trial);
    }

    /** Whether the budget of epochs has room for the next trial now. */
    boolean affordable() {
        return epochs.affords();
    }

    /** Why the search ends before this trial, the next, in words for people; null where it goes on. */
    @Nullable
    String ending(long trial) {
        String tooMany = tooManyFailed(trial);
        if (tooMany != null) return tooMany;
        if (!spec.stopWhen().equals(StopRule.NEVER) && judges(trial)) {
            String still = standstill.ending(judged(trial));
            if (still != null) return still;
        }
        return epochs.spent();
    }

    /** Why the search ends before this trial, if too many trials failed; otherwise null. */
    @Nullable
    String tooManyFailed(long trial) {
        return spec.limits().failedShare() < 1 && judges(trial) ? failed.ending(judged(trial)) : null;
    }

    private boolean judges(long trial) {
        return trial >= given && ready(trial);
    }

    /** What an asynchronous trial is about to see stands nowhere yet: a rule must end the search for good. */
    private int judged(long trial) {
        return succession instanceof ArrivalOrder ? seen(trial - 1) : seen(trial);
    }

    /** V(trial), which must be {@link #ready}; without what it leaves out where nobody looks. */
    View view(long trial) {
        if (succession instanceof ArrivalOrder && counts.size() == trial) {
            for (Observation next = succession.next(); next != null; next = succession.next()) append(next);
            counts.add(history.size());
        }
        show(trial);
        // With a wide window there are many, and each view would be a copy of them that nobody reads.
        List<Configuration> open = blind
                ? List.of()
                : pending.values().stream().map(Pending::configuration).toList();
        return new View(spec.space(), spec.goals(), history.first(results), open);
    }

    /** What is stored with the trial so that V(trial) can be told again; empty where its number is enough. */
    String stored(long trial) {
        if (!(succession instanceof ArrivalOrder)) return "";
        show(trial);
        return TrialRanges.text(trial, pending.navigableKeySet());
    }

    /** Equal views have equal digests, and different views different ones; empty where nobody looks. */
    String digest(long trial) {
        if (blind) return "";
        show(trial);
        StringBuilder text = new StringBuilder(chain).append('\n');
        for (Pending open : pending.values()) text.append(open.text()).append('\n');
        return Canonical.digest(text.toString());
    }

    /** How many results V(trial) holds. */
    private int seen(long trial) {
        if (succession instanceof ArrivalOrder)
            return trial < 0 ? 0 : trial < counts.size() ? counts.get(Math.toIntExact(trial)) : history.size();
        return Math.toIntExact(Math.max(0, trial - spec.parallelism().open() + 1));
    }

    /** Views may be asked for from trial 0 on again. */
    void rewind() {
        shown = 0;
        results = 0;
        chain = "";
        pending.clear();
    }

    private void show(long trial) {
        if (trial < shown)
            throw new IllegalStateException(
                    "the view of trial %d was asked for after that of %d".formatted(trial, shown));
        for (; shown < trial; shown++) {
            Configuration configuration = configurations.get(Math.toIntExact(shown));
            pending.put(shown, new Pending(configuration, blind ? "" : Canonical.text(spec.space(), configuration)));
        }
        for (int count = seen(trial); results < count; results++) {
            Observation next = history.get(results);
            Pending ended = pending.remove(next.trial());
            if (ended == null) throw new IllegalStateException("trial %d is in a view twice".formatted(next.trial()));
            if (!blind) chain = Canonical.digest(chain + "\n" + Canonical.text(ended.text(), next));
        }
    }
}
