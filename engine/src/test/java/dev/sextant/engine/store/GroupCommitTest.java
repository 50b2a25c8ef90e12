// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void callsCompleteOnceInTheirOrderWhateverHappens(long seed) {
        DrawSequence draws = new Draws(seed, 0).of("group commit");
        GroupCommit<Integer> commits = new GroupCommit<>();
        List<Integer> taken = new ArrayList<>();
        List<Integer> complete = new ArrayList<>();
        List<Integer> failed = new ArrayList<>();
        boolean committing = false;
        for (int step = 0; step < 5000; step++) {
            int what = draws.below(1000);
            if (what < 700) {
                if (commits.take(step)) taken.add(step);
                else assertTrue(!failed.isEmpty() || commits.closed());
            } else if (what < 998 && !committing) {
                committing = !commits.next().isEmpty();
            } else if (what < 998) {
                complete.addAll(commits.durable());
                committing = false;
            } else if (what == 998) {
                failed.addAll(commits.failed());
                committing = false;
            }
        }
        if (committing) complete.addAll(commits.durable());
        while (!commits.next().isEmpty()) complete.addAll(commits.durable());
        List<Integer> told = new ArrayList<>(complete);
        told.addAll(failed);
        assertEquals(taken, told);
    }

    @Test
    void aCommitTakesWhatHasGatheredAndNoMoreThanTheMost() {
        GroupCommit<Integer> commits = new GroupCommit<>();
        assertEquals(List.of(), commits.next());
        IntStream.range(0, GroupCommit.MOST + 3).forEach(commits::take);
        assertEquals(GroupCommit.MOST, commits.next().size());
        assertThrows(IllegalStateException.class, commits::next);
        commits.durable();
        assertEquals(List.of(GroupCommit.MOST, GroupCommit.MOST + 1, GroupCommit.MOST + 2), commits.next());
    }

    @Test
    void closingLeavesWhatWasTakenToBeCommitted() {
        GroupCommit<String> commits = new GroupCommit<>();
        commits.take("before");
        commits.close();
        assertFalse(commits.take("after"));
        assertFalse(commits.over());
        assertEquals(List.of("before"), commits.next());
        assertEquals(List.of("before"), commits.durable());
        assertTrue(commits.over());
    }

    @Test
    void afterAFailureNothingIsTaken() {
        GroupCommit<String> commits = new GroupCommit<>();
        commits.take("first");
        commits.next();
        commits.take("second");
        assertEquals(List.of("first", "second"), commits.failed());
        assertFalse(commits.take("third"));
        assertTrue(commits.over());
    }
}
