// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.ranking.PruningEffect;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.searchers.halving.AshaPrunerFactory;
import dev.sextant.searchers.halving.HyperbandPrunerFactory;
import dev.sextant.searchers.median.MedianPrunerFactory;
import dev.sextant.searchers.median.PercentilePrunerFactory;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole studies with a pruner. */
class PrunedStudyIT {
    private static final int EPOCHS = 27;
    private static final StudySpec SPEC = ToyStudy.spec(100, 8, new ConfirmationRule(2, 2, false), Direction.MINIMIZE);

    static Stream<PrunerFactory> pruners() {
        return Stream.of(
                new AshaPrunerFactory(),
                new HyperbandPrunerFactory(),
                new MedianPrunerFactory(),
                new PercentilePrunerFactory());
    }

    private static List<Trial> trials(PrunerFactory factory, int workers) throws Exception {
        Searcher searcher = new RandomSearcherFactory()
                .create(new SearcherFactory.Setting(
                        SPEC.space(),
                        Direction.MINIMIZE,
                        JsonNodeFactory.instance.objectNode(),
                        SPEC.seed(),
                        SPEC.given().size()));
        StudyParts parts = new StudyParts(
                SPEC,
                searcher,
                factory.create(SPEC.space(), Rehearsal.defaults(factory.options()), EPOCHS),
                new FallingCurves(EPOCHS, workers),
                new MemoryStore(),
                workers);
        try (LocalStudy study = LocalStudy.start(parts, _ -> {})) {
            assertEquals(
                    LocalStudy.Ending.FINISHED,
                    study.ending().toCompletableFuture().get(60, TimeUnit.SECONDS));
            return study.trials();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pruners")
    void aPrunedStudyIsTheSameForAnyNumberOfWorkers(PrunerFactory factory) throws Exception {
        List<Trial> one = trials(factory, 1);
        assertEquals(one, trials(factory, 2));
        assertEquals(one, trials(factory, 5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pruners")
    void hopelessTrialsAreStoppedControlTrialsAreNotAndTheReportTellsOfBoth(PrunerFactory factory) throws Exception {
        List<Trial> trials = trials(factory, 3);
        for (Trial trial : trials)
            if (!trial.plan().enforced())
                assertTrue(!(trial.outcome() instanceof Outcome.Pruned), () -> "control trial " + trial.number());
        assertTrue(
                trials.stream()
                        .anyMatch(trial -> trial.outcome() instanceof Outcome.Diverged diverged
                                && diverged.curve().epochs() == 3),
                "none diverged");
        PruningEffect effect = Objects.requireNonNull(
                Ranking.of(SPEC.name(), SPEC.template(), SPEC.goals().first(), trials)
                        .pruning());
        String told = effect.toString();
        assertTrue(effect.pruned() >= 10 && effect.share() > 0.1, told);
        assertTrue(effect.control().trials() >= 10, told);
        assertTrue(effect.control().stopped() > 0 && effect.control().bestRank() > 0, told);
        assertEquals(List.of(), effect.switchedOff(), told);
    }
}
