// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.local.LocalStudy.Ending;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study that may take two hours, by a clock that is moved by hand. */
class StudyTimeIT {
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final StudySpec SPEC = limited(LIMIT);
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final List<StudyEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final MemoryStore store = new MemoryStore();

    private static StudySpec limited(Duration time) {
        return ToyStudy.spec(30, 4, new ConfirmationRule(3, 2, true), Direction.MINIMIZE)
                .with(new Limits(null, 0, time, 1, Duration.ofDays(1)));
    }

    private void move(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static long ended(List<Trial> trials) {
        return trials.stream().filter(trial -> trial.outcome() != null).count();
    }

    /**
     * In this session the clock moves so far after ten slices, which then wait until the study says that it is over.
     */
    private Ending session(StudySpec spec, int workers, Duration move) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger slices = new AtomicInteger();
        ToyTrainer trainer = new ToyTrainer() {
            @Override
            protected void pause() {
                int slice = slices.incrementAndGet();
                if (move.isZero() || slice < 10) return;
                if (slice == 10) move(move);
                try {
                    over.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
        };
        events.clear();
        try (LocalStudy study = LocalStudy.start(
                new StudyParts(spec, SEARCHER, ToyStudy.HASHING_PRUNER, trainer, store, workers),
                event -> {
                    events.add(event);
                    if (event instanceof StudyEvent.OutOfTime) over.countDown();
                },
                nanos::get)) {
            return study.ending().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void aStudyThatHasTakenItsTimeStopsAndGoesOnWithMore(int workers) throws Exception {
        assertEquals(Ending.OUT_OF_TIME, session(SPEC, workers, LIMIT));
        assertTrue(events.contains(new StudyEvent.OutOfTime(LIMIT)));
        List<Trial> stopped = store.content().trials();
        long ended = ended(stopped);
        assertTrue(ended > 1 && ended < 20, "ended " + ended);
        long released = store.content().ends().values().stream()
                .filter(end -> end.kind() == AttemptEnd.Kind.RELEASED)
                .count();
        assertEquals(
                events.stream()
                        .filter(StudyEvent.TrialStarted.class::isInstance)
                        .count(),
                ended + released,
                "those that ran came to their end");

        assertEquals(Ending.OUT_OF_TIME, session(SPEC, workers, Duration.ZERO), "spent is spent");
        assertEquals(ended, ended(store.content().trials()));

        assertEquals(Ending.FINISHED, session(limited(LIMIT.multipliedBy(2)), workers, Duration.ZERO));
        assertEquals(
                ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER),
                store.content().trials());
    }

    @Test
    void theTimeOfAllSessionsCounts() throws Exception {
        Duration hour = Duration.ofHours(1);
        store.use(hour.plusMinutes(30));
        assertEquals(Ending.OUT_OF_TIME, session(SPEC, 2, hour));
        assertEquals(
                hour.multipliedBy(2).plusMinutes(30),
                store.timeUsed().toCompletableFuture().get());
    }

    @Test
    void aStudyThatFinishesInItsTimeIsFinished() throws Exception {
        assertEquals(Ending.FINISHED, session(SPEC, 2, Duration.ZERO));
        assertFalse(events.stream().anyMatch(StudyEvent.OutOfTime.class::isInstance));
    }
}
