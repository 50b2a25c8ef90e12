// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.trial.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<Trial> TRIALS = MadeStudy.of(6).seeds(0).page().trials();

    private final List<AttemptRecord> attempts = new ArrayList<>();

    /** @param to below 0 where it has not ended */
    private void attempt(long trial, String worker, AttemptEnd.Kind kind, long from, long to) {
        attempts.add(new AttemptRecord(
                new Attempt(trial, 1, attempts.size() + 1, worker),
                START.plusMillis(from),
                to < 0 ? null : START.plusMillis(to),
                to < 0 ? null : new AttemptEnd(kind, "")));
    }

    @Test
    void attemptsThatOverlapStandInRowsOfTheirOwn() throws Exception {
        attempt(0, "<local>", AttemptEnd.Kind.ENDED, 0, 1000);
        attempt(1, "<local>", AttemptEnd.Kind.ENDED, 10, 500);
        attempt(2, "<local>", AttemptEnd.Kind.ENDED, 500, 1500);
        attempt(3, "far", AttemptEnd.Kind.LOST, 600, 900);
        attempt(4, "<local>", AttemptEnd.Kind.ENDED, 1250, -1);
        JsonNode timeline = WrittenPage.of(MadeStudy.of(6).page(), Timeline.of(attempts, TRIALS))
                .data("timeline");
        assertEquals(
                "[\"<local> 1\",\"<local> 2\",\"far\"]", timeline.get("workers").toString());
        List<String> bars = new ArrayList<>();
        for (JsonNode bar : timeline.get("bars"))
            bars.add("%s on %s from %s to %s"
                    .formatted(bar.get("trial"), bar.get("worker"), bar.get("from"), bar.get("to")));
        assertEquals(
                List.of(
                        "0 on 0 from 0.0 to 1.0",
                        "1 on 1 from 0.01 to 0.5",
                        "2 on 1 from 0.5 to 1.5",
                        "3 on 2 from 0.6 to 0.9",
                        "4 on 0 from 1.25 to null"),
                bars);
        assertEquals("l", timeline.at("/bars/3/state").textValue());
        assertEquals("r", timeline.at("/bars/4/state").textValue());
    }

    @Test
    void ofVeryManyAttemptsSomeAreShown() {
        for (int i = 0; i < 12_000; i++) attempt(0, "local", AttemptEnd.Kind.ENDED, 10L * i, 10L * i + 10);
        Timeline timeline = Timeline.of(attempts, TRIALS);
        assertTrue(timeline.sampled());
        assertEquals(4_000, timeline.bars().size());
        assertEquals(List.of("local"), timeline.workers());
    }

    @Test
    void aRunWithoutAttemptsHasNone() {
        assertEquals(Timeline.NONE, Timeline.of(List.of(), List.of()));
    }
}
