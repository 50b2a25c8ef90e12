// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalStudyTest {
    private static final StudySpec SPEC = ToyStudy.spec(30, 4, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);

    @Test
    void aStudyRunsToItsEndAndIsWhatTheMachineAloneMakesOfIt() throws Exception {
        List<StudyEvent> events = new CopyOnWriteArrayList<>();
        var searcher = new HashingSearcher(Long.MAX_VALUE);
        var parts =
                new LocalStudy.Parts(SPEC, searcher, ToyStudy.HASHING_PRUNER, new ToyTrainer(), new MemoryStore(), 2);
        try (LocalStudy study = LocalStudy.start(parts, events::add)) {
            var ending = study.ending().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(LocalStudy.Ending.FINISHED, ending);
            assertEquals(ToyStudy.straight(SPEC, searcher, ToyStudy.HASHING_PRUNER), study.trials());
        }
    }
}
