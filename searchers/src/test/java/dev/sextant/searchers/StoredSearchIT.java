// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A proposal is made of what is stored, and of nothing that a searcher remembers. */
class StoredSearchIT {
    /** Enough for some generations and a few restarts of a strategy, and for a model that is fitted warm. */
    private static final int TRIALS = 120;

    /** Of searchers that fit a model. */
    private static final int FEWER_TRIALS = 40;

    private static final int TRIALS_OF_A_PROCESS = 24;

    static List<Arguments> searches() {
        List<Arguments> searches = new ArrayList<>();
        for (SearcherFactory factory : StrangeCase.searchers())
            for (int window : new int[] {1, 2, 5, 8}) searches.add(Arguments.of(factory.name(), window));
        return searches;
    }

    @ParameterizedTest(name = "{0}, window {1}")
    @MethodSource("searches")
    void everyProposalIsThatOfAFreshSearcherFromWhatIsStored(String name, int window) {
        SearcherFactory factory = StrangeCase.searchers().stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow();
        Rehearsal search = StoredSearch.of(factory, window, factory.predictsGain() ? FEWER_TRIALS : TRIALS);
        List<Observation> stored = new ArrayList<>();
        for (Observation trial : search.trials())
            stored.add(new Observation(
                    trial.trial(), trial.configuration(), trial.outcome(), Rehearsal.stored(trial.note())));
        for (int trial = stored.size() - 1; trial > 0; trial--) {
            Proposal alone =
                    search.fresh().propose(search.view(stored, trial), trial, new Draws(StoredSearch.SEED, trial));
            String where = "trial " + trial;
            assertEquals(stored.get(trial).configuration(), alone.configuration(), where);
            assertEquals(stored.get(trial).note(), Rehearsal.stored(alone.note()), where);
        }
    }

    @Test
    void anotherProcessSearchesTheSameWay() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoredSearch.class.getName(),
                        Integer.toString(TRIALS_OF_A_PROCESS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(StoredSearch.all(TRIALS_OF_A_PROCESS), printed);
    }
}
