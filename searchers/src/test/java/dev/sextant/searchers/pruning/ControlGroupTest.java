// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ControlGroupTest {
    @Test
    void theDefaultConfigurationAndTheLastOfEveryFiveAreControls() {
        assertEquals(
                List.of(0L, 4L, 9L, 14L, 19L),
                LongStream.range(0, 20).filter(ControlGroup::contains).boxed().toList());
    }

    @Test
    void placesCountEachHalfOfTheStudyByItself() {
        long controls = 0;
        long others = 0;
        for (long trial = 0; trial < 1000; trial++)
            assertEquals(ControlGroup.contains(trial) ? controls++ : others++, ControlGroup.place(trial), "" + trial);
    }
}
