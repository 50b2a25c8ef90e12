// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one study, all of which the package names. Counts come from its commands and effects; times of
 * searchers, pruners and trainings from what stands between them and the engine.
 *
 * <p>Cost: about a microsecond a trial and a tenth of one a slice. Threads: commands and effects come from one, the
 * rest from any.
 */
public final class StudyMetrics implements StudyWatch, StudyTimes.Listener {
    private static final Duration SHORTEST = Duration.ofNanos(10_000);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final MeterRegistry registry;
    private final LongSupplier clock;
    private final StudyTimes times;
    private final Slots slots = new Slots();
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Counter> states = new HashMap<>();
    private final Counter begun;
    private final Map<AttemptEnd.Kind, Counter> endings = new EnumMap<>(AttemptEnd.Kind.class);
    private final Counter expired;
    private final Counter lost;
    private final Counter alarms;
    private final Counter epochs;
    private final Timer proposal;
    private final Timer plan;
    private final Timer commit;
    private final Timer slice;
    private final Timer dispatch;
    private final Timer acknowledge;
    private final Timer trial;
    private final DistributionSummary changes;

    // Written by the coordinator's thread alone; the sizes are read by whoever collects.
    private final Set<Long> pulls = ConcurrentHashMap.newKeySet();
    private final Map<Long, Attempt> running = new ConcurrentHashMap<>(); // by fence
    private final Map<Long, Long> added = new HashMap<>(); // since when a trial waits to be run
    private final Set<Long> results = new HashSet<>(); // requests that are not answered yet

    /** @param clock nanoseconds from any beginning */
    public StudyMetrics(MeterRegistry registry, LongSupplier clock) {
        this.registry = registry;
        this.clock = clock;
        this.times = new StudyTimes(clock, this);
        begun = registry.counter("sextant.attempts.begun");
        for (AttemptEnd.Kind kind : AttemptEnd.Kind.values())
            endings.put(kind, registry.counter("sextant.attempts.ended", "how", word(kind)));
        expired = registry.counter("sextant.leases.expired");
        lost = registry.counter("sextant.workers.left");
        alarms = registry.counter("sextant.alarms");
        epochs = registry.counter("sextant.epochs");
        proposal = timer("sextant.proposal");
        plan = timer("sextant.plan");
        commit = timer("sextant.commit");
        slice = timer("sextant.slice");
        dispatch = timer("sextant.dispatch");
        acknowledge = timer("sextant.acknowledge");
        trial = timer("sextant.trial");
        changes = DistributionSummary.builder("sextant.commit.changes")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
                .register(registry);
        for (String state : new String[] {"completed", "pruned", "diverged", "failed"})
            states.put(state, registry.counter("sextant.trials", "state", state));
        for (Verdict verdict : Verdict.values())
            verdicts.put(verdict, registry.counter("sextant.results", "verdict", word(verdict)));
        gauge("sextant.pulls.waiting", pulls::size);
        gauge("sextant.attempts.running", running::size);
    }

    private Timer timer(String name) {
        return Timer.builder(name)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }

    private void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).strongReference(true).register(registry);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) counter.increment();
    }

    /** The searcher, timed. */
    public Searcher searcher(Searcher searcher) {
        return new TimedSearcher(searcher, proposal, clock);
    }

    /** The pruner, timed. */
    public Pruner pruner(Pruner pruner) {
        return (view, number, configuration) -> {
            long from = clock.getAsLong();
            try {
                return pruner.plan(view, number, configuration);
            } finally {
                plan.record(clock.getAsLong() - from, TimeUnit.NANOSECONDS);
            }
        };
    }

    /** The trainer, its slices timed and its epochs counted. */
    public Trainer trainer(Trainer trainer) {
        return new TimedTrainer(trainer, new TimedTrainer.Meters(slice, dispatch, epochs), slots, clock);
    }

    /** A commit of so many changes is durable. */
    public void commit(int size) {
        changes.record(size);
    }

    @Override
    public void told(Command command) {
        times.told(command);
        switch (command) {
            case Command.Pull pull -> pulls.add(pull.request());
            case Command.Result told -> results.add(told.request());
            case Command.WorkerLost _ -> lost.increment();
            default -> {}
        }
    }

    @Override
    public void decided(Effect effect) {
        times.decided(effect);
        switch (effect) {
            case Effect.AddTrials(var trials) -> {
                // It may be handed out before it is durable.
                long now = clock.getAsLong();
                for (Trial each : trials) added.put(each.number(), now);
            }
            case Effect.BeginAttempt(Attempt attempt) -> {
                begun.increment();
                running.put(attempt.fence(), attempt);
            }
            case Effect.Answer(long request, var tasks) -> {
                pulls.remove(request);
                if (tasks.isEmpty()) return;
                long now = clock.getAsLong();
                for (Task task : tasks) {
                    Long since = added.remove(task.attempt().trial());
                    slots.handedOut(task.assignment(), since == null ? now : since);
                }
            }
            case Effect.EndTrial(Attempt attempt, var _) -> {
                // A trial that has broken its last worker ends by an attempt that is over.
                if (running.remove(attempt.fence()) != null) count(endings.get(AttemptEnd.Kind.ENDED));
            }
            case Effect.EndAttempt(Attempt attempt, AttemptEnd end) -> {
                running.remove(attempt.fence());
                count(endings.get(end.kind()));
                if (end.lapsed()) expired.increment();
            }
            case Effect.Acknowledge(long request, Verdict verdict) -> {
                if (results.remove(request)) count(verdicts.get(verdict));
            }
            case Effect.Announce(StudyEvent.TrialEnded(Trial ended)) -> ended(ended.outcome());
            case Effect.Announce(StudyEvent.Alarm _) -> alarms.increment();
            default -> {}
        }
    }

    private void ended(@Nullable Outcome outcome) {
        if (outcome != null) count(states.get(outcome.state()));
    }

    @Override
    public void committed(long number, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void acknowledged(long nanos) {
        acknowledge.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(long number, long nanos) {
        trial.record(nanos, TimeUnit.NANOSECONDS);
    }
}
