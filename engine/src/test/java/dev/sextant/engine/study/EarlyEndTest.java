// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyEndTest {
    private static final HashingSearcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private static StudySpec spec(int noBetterFor) {
        return ToyStudy.spec(60, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, new StopRule(noBetterFor, 0));
    }

    private static List<Trial> searched(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .toList();
    }

    @Test
    void theTrialsAloneSayWhyTheSearchEnded() {
        StudySpec spec = spec(5);
        List<Trial> trials = ToyStudy.straight(spec, SEARCHER, null);
        long count = searched(trials).size();
        SearchEnding ended = new SearchEnding(count, 60, "5 trials in a row brought nothing better");
        assertEquals(ended, EarlyEnd.of(spec, Long.MAX_VALUE, trials));
        assertEquals(ended, EarlyEnd.of(spec, Long.MAX_VALUE, searched(trials).reversed()));
    }

    @Test
    void aSearchThatGoesOnHasNotEnded() {
        StudySpec spec = spec(5);
        List<Trial> searched = searched(ToyStudy.straight(spec, SEARCHER, null));
        for (int held = 0; held < searched.size(); held++)
            assertNull(EarlyEnd.of(spec, Long.MAX_VALUE, searched.subList(0, held)), "after " + held);
    }

    @Test
    void aSearchOfItsWholeBudgetWasNotEnded() {
        StudySpec spec = spec(1000);
        List<Trial> trials = ToyStudy.straight(spec, SEARCHER, null);
        assertEquals(60, searched(trials).size());
        assertNull(EarlyEnd.of(spec, Long.MAX_VALUE, trials));
        assertNull(EarlyEnd.of(spec(0), Long.MAX_VALUE, trials));
    }

    @Test
    void aSearchWhoseSearcherHasNothingMoreWasNotEndedByARule() {
        StudySpec spec = spec(5);
        List<Trial> trials = ToyStudy.straight(spec, SEARCHER, null);
        long proposed = (long) searched(trials).size() - spec.given().size();
        HashingSearcher exhausted = new HashingSearcher(proposed);
        assertEquals(trials, ToyStudy.straight(spec, exhausted, null), "the rule would end it just there");
        assertNull(EarlyEnd.of(spec, proposed, trials));
        assertNotNull(EarlyEnd.of(spec, proposed + 1, trials));
    }

    @ParameterizedTest(name = "{0} trials")
    @CsvSource({"89, false", "90, true", "200, true"})
    void asManyTrialsAsEpochsAreNoLimitOfTheirOwn(long trials, boolean byEpochs) {
        StudySpec spec = ToyStudy.spec(
                trials,
                new EpochBudget(90, 5),
                new Parallelism.Window(4),
                new ConfirmationRule(0, 1, false),
                Direction.MINIMIZE,
                StopRule.NEVER);
        List<Trial> searched = ToyStudy.straight(spec, SEARCHER, null);
        SearchEnding ended = Objects.requireNonNull(EarlyEnd.of(spec, Long.MAX_VALUE, searched));
        assertEquals(searched.size(), ended.trials());
        assertEquals(byEpochs, ended.byEpochs());
    }
}
