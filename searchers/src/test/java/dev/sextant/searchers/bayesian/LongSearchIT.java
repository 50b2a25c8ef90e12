// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.problem.Problem;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches of thousands of trials: the same proposals whatever was asked before, in little memory. */
class LongSearchIT {
    private static final long MEGABYTE = 1 << 20;

    /** At the borders of all that changes with the number of trials, in eight dimensions with a cliff. */
    @ParameterizedTest(name = "{0} trials, window {1}")
    @CsvSource({"58, 1", "50, 8", "250, 1", "244, 8", "1000, 8", "1996, 1", "5000, 8"})
    void theSameArgumentsGiveTheSameProposalInAnyOrder(int played, int window) {
        LongHistory history = new LongHistory(Problem.of("lr16", 3), played, window, 3);
        int count = 8 + window;
        history.run(history.searcher(), count);
        Searcher asked = history.searcher();
        for (int i = 0; i < 8; i++) {
            int trial = played + (i * 7 + 5) % count;
            Observation first = history.trials().get(trial);
            Proposal again = history.propose(asked, trial);
            assertEquals(first.configuration(), again.configuration(), "trial " + trial + " asked in another order");
            assertEquals(first.note(), again.note());
            if (i % 4 != 0) continue;
            Proposal alone = history.propose(history.searcher(), trial);
            assertEquals(first.configuration(), alone.configuration(), "trial " + trial + " asked of a fresh searcher");
            assertEquals(first.note(), alone.note());
        }
    }

    /** Categories, conditions and failures, past the size where one process holds all. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"lr12", "lr18", "step5"})
    void everyKindOfSpaceIsSearchedOn(String name) {
        Problem problem = Problem.of(name, 2);
        LongHistory history = new LongHistory(problem, 400, 4, 2);
        history.run(history.searcher(), 30);
        for (Observation trial : history.trials().subList(400, 430)) {
            assertTrue(problem.space().contains(trial.configuration()), trial::toString);
            String reason = trial.note().get("reason").asText();
            assertTrue(reason.equals("model") || reason.equals("guard"), trial::toString);
        }
    }

    @Test
    void aNoteDoesNotGrowWithTheSearch() {
        LongHistory history = new LongHistory(Problem.of("lr16", 3), 3000, 8, 3);
        history.run(history.searcher(), 30);
        boolean regional = false;
        for (Observation trial : history.trials().subList(3000, 3030)) {
            JsonNode note = trial.note().content();
            assertEquals(10, note.get("theta").size());
            assertTrue(note.toString().length() < 600, note::toString);
            regional |= note.has("region");
        }
        assertTrue(regional);
    }

    /** What one proposal allocates in all, live or not, is less than it may hold. */
    @Test
    void fiveThousandTrialsNeedLittleMemory() {
        LongHistory history = new LongHistory(Problem.of("lr16", 3), 5000, 8, 3);
        Searcher searcher = history.searcher();
        history.run(searcher, 20);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long most = 0;
        for (int trial = 5000; trial < 5020; trial++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            history.propose(searcher, trial);
            most = Math.max(most, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(most < 100 * MEGABYTE, "one proposal allocates %d MB".formatted(most / MEGABYTE));
    }
}
