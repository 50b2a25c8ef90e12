// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.GridPoints;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new GridSearcherFactory();
    }

    @Override
    protected boolean seedMatters() {
        return false;
    }

    private static List<Configuration> all(Space space, boolean shuffle, long seed) {
        ObjectNode options = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("shuffle", shuffle);
        Searcher grid = new GridSearcherFactory()
                .create(new SearcherFactory.Setting(space, Direction.MINIMIZE, options, seed, 3));
        View view = new View(space, Direction.MINIMIZE, List.of(), List.of());
        return LongStream.range(3, 3 + grid.capacity())
                .mapToObj(trial ->
                        grid.propose(view, trial, new Draws(seed, (int) trial)).configuration())
                .toList();
    }

    @Test
    void theGridIsTheProductOverTheTree() {
        Space space = mixed();
        List<Configuration> grid = all(space, false, 1);
        // 5 rates x 5 widths x 3 dropouts x 3 batches x (constant + 5 gammas x 4 steps + cosine)
        assertEquals(5 * 5 * 3 * 3 * (1 + 5 * 4 + 1), grid.size());
        assertEquals(grid.size(), new HashSet<>(grid).size());
        for (Configuration point : grid) assertTrue(space.contains(point), point::toString);
        assertEquals(grid.get(0).get("learningRate"), grid.get(1).get("learningRate"));
        assertNotEquals(grid.get(0).get("schedule"), grid.get(1).get("schedule"));
    }

    @Test
    void aShuffledGridHoldsTheSamePointsInAnOrderOfTheSeed() {
        Space space = mixed();
        List<Configuration> plain = all(space, false, 1);
        List<Configuration> shuffled = all(space, true, 1);
        assertEquals(new HashSet<>(plain), new HashSet<>(shuffled));
        assertNotEquals(plain, shuffled);
        assertEquals(shuffled, all(space, true, 1));
        assertNotEquals(shuffled, all(space, true, 2));
    }

    @Test
    void everySizeIsPermuted() {
        for (int size : new int[] {1, 2, 3, 4, 5, 16, 17, 1000}) {
            Shuffle shuffle = Shuffle.seeded(9).over(size);
            assertEquals(
                    size,
                    IntStream.range(0, size).mapToLong(shuffle::at).distinct().count());
        }
        Shuffle huge = Shuffle.seeded(9).over(Long.MAX_VALUE);
        for (long n = 0; n < 100; n++) assertTrue(huge.at(n) >= 0);
    }

    @Test
    void pointsIncludeBothEndsAndAreSpreadOnTheScale() {
        assertEquals(List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0), reals(new Domain.Range(1e-4, 1, Scale.LOG)));
        assertEquals(List.of(-1.0, 0.0, 1.0), reals(new Domain.Range(-1, 1, Scale.LINEAR, 0, 3)));
        assertEquals(List.of(0.0, 0.5, 1.0), reals(new Domain.Range(0, 1, Scale.LINEAR, 0.25, 3)));
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3), reals(new Domain.Range(0, 0.3, Scale.LINEAR, 0.1, 4)));
        assertEquals(List.of(0.1), reals(new Domain.Range(0.01, 1, Scale.LOG, 0, 1)));
        assertEquals(List.of(16L, 27L, 45L, 76L, 128L), wholes(new Domain.Whole(16, 128, Scale.LOG)));
        assertEquals(List.of(1L, 2L, 3L), wholes(new Domain.Whole(1, 3, Scale.LINEAR)));
        assertEquals(List.of(2L, 8L, 14L, 20L), wholes(new Domain.Whole(2, 20, Scale.LINEAR, 2, 4)));
    }

    private static List<Double> reals(Domain domain) {
        return GridPoints.of(domain).stream()
                .map(v -> ((Value.Real) v).number())
                .toList();
    }

    private static List<Long> wholes(Domain domain) {
        return GridPoints.of(domain).stream()
                .map(v -> ((Value.Whole) v).number())
                .toList();
    }

    @Test
    void aGridBeyondCountingSaturates() {
        List<Parameter> many = new ArrayList<>();
        for (int i = 0; i < 40; i++)
            many.add(new Parameter("x" + i, new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0)));
        Space space = Space.of(many);
        Searcher grid = factory().create(new SearcherFactory.Setting(space, Direction.MINIMIZE, options(), 1, 1));
        assertEquals(Long.MAX_VALUE, grid.capacity());
        View view = new View(space, Direction.MINIMIZE, List.of(), List.of());
        assertTrue(space.contains(grid.propose(view, 1_000_000, new Draws(1, 1)).configuration()));
    }

    @Test
    void beyondTheGridIsAnErrorThatSaysSo() {
        Searcher grid = factory().create(new SearcherFactory.Setting(line(), Direction.MINIMIZE, options(), 1, 1));
        View view = new View(line(), Direction.MINIMIZE, List.of(), List.of());
        String message = assertThrows(IllegalArgumentException.class, () -> grid.propose(view, 6, new Draws(1, 6)))
                .getMessage();
        assertEquals("trial 6 is beyond the grid: it has 5 points, for trials 1 … 5", message);
    }
}
