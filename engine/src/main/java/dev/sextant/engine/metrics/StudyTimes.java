// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.trial.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a study's questions, commits and results take, read off its commands and effects.
 *
 * <p>Cost: a few look-ups a trial; what it keeps is in flight. Threads: confined to one.
 */
public final class StudyTimes implements StudyWatch {
    /** Told of every time in nanoseconds, as soon as it is known. */
    public interface Listener {
        /** From the question for the trial to its proposal, the pruner's plan included. */
        default void proposed(long trial, long nanos) {}

        /** From a change's handing over to the store until it is durable. */
        default void committed(long trial, long nanos) {}

        /** From the result's arrival until it is acknowledged. */
        default void acknowledged(long nanos) {}

        /** From the question for the trial, or from its handing over to the store where nobody asked, to its end. */
        default void ended(long trial, long nanos) {}
    }

    private final LongSupplier clock;
    private final Listener listener;
    private final Map<Long, Long> asked = new HashMap<>();
    private final Map<Long, Long> adding = new HashMap<>(); // by the first trial
    private final Map<Long, Long> ending = new HashMap<>();
    private final Map<Long, Long> results = new HashMap<>(); // by request

    /** @param clock nanoseconds from any beginning */
    public StudyTimes(LongSupplier clock, Listener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void told(Command command) {
        switch (command) {
            case Command.Proposed proposed -> {
                Long begun = asked.get(proposed.trial());
                if (begun != null) listener.proposed(proposed.trial(), clock.getAsLong() - begun);
            }
            case Command.Added(long first) -> committed(first, adding.remove(first));
            case Command.Result result -> results.put(result.request(), clock.getAsLong());
            case Command.Ended ended -> {
                committed(ended.trial(), ending.remove(ended.trial()));
                Long begun = asked.remove(ended.trial());
                if (begun != null) listener.ended(ended.trial(), clock.getAsLong() - begun);
            }
            default -> {}
        }
    }

    @Override
    public void decided(Effect effect) {
        switch (effect) {
            case Effect.Ask ask -> asked.put(ask.trial(), clock.getAsLong());
            case Effect.AddTrials(var trials) -> {
                long now = clock.getAsLong();
                adding.put(trials.getFirst().number(), now);
                for (Trial trial : trials) asked.putIfAbsent(trial.number(), now);
            }
            case Effect.EndTrial end -> ending.put(end.attempt().trial(), clock.getAsLong());
            case Effect.Acknowledge(long request, var _) -> {
                Long received = results.remove(request);
                if (received != null) listener.acknowledged(clock.getAsLong() - received);
            }
            default -> {}
        }
    }

    private void committed(long trial, @Nullable Long begun) {
        if (begun != null) listener.committed(trial, clock.getAsLong() - begun);
    }
}
