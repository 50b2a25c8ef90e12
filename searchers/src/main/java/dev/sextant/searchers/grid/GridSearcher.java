// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.grid;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.GridPoints;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every combination of the grid points, once: the exact product over the tree, in which an option multiplies only with
 * its own children. The first parameter of the document turns slowest, as the outermost of nested loops. Ignores the
 * view; configurations given before the search may come again.
 *
 * <p>Cost: O(parameters × points) a proposal; nothing is listed. Randomness: with {@code shuffle} the order is a
 * permutation by the study's seed. Threads: immutable.
 */
final class GridSearcher implements Searcher {
    private final List<Parameter> roots;
    private final Map<String, List<Value>> points = new HashMap<>();
    private final long size;
    private final long firstTrial;
    private final Shuffle order;

    /** A searcher whose n-th proposal stands in the grid where the shuffle says; n counts from {@code firstTrial}. */
    GridSearcher(Space space, Shuffle.Keyed shuffle, long firstTrial) {
        this.roots = space.roots();
        for (Parameter parameter : space.parameters()) points.put(parameter.path(), GridPoints.of(parameter.domain()));
        this.size = product(roots);
        this.firstTrial = firstTrial;
        this.order = shuffle.over(size);
    }

    @Override
    public long capacity() {
        return size;
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        long index = trial - firstTrial;
        if (index < 0 || index >= size)
            throw new IllegalArgumentException("trial %d is beyond the grid: it has %d points, for trials %d … %d"
                    .formatted(trial, size, firstTrial, firstTrial + size - 1));
        Map<String, Value> values = new LinkedHashMap<>();
        fill(roots, order.at(index), values);
        return new Proposal(new Configuration(values), Note.EMPTY);
    }

    private void fill(List<Parameter> parameters, long index, Map<String, Value> values) {
        long[] inner = new long[parameters.size() + 1];
        inner[parameters.size()] = 1;
        for (int i = parameters.size() - 1; i > 0; i--) inner[i] = times(inner[i + 1], count(parameters.get(i)));
        for (int i = 0; i < parameters.size(); i++) {
            fill(parameters.get(i), index / inner[i + 1], values);
            index %= inner[i + 1];
        }
    }

    private void fill(Parameter parameter, long index, Map<String, Value> values) {
        List<Value> own = pointsOf(parameter);
        if (!(parameter.domain() instanceof Domain.Choice choice)) {
            values.put(parameter.path(), own.get((int) index));
            return;
        }
        for (int i = 0; i < own.size(); i++) {
            Option option = choice.options().get(i);
            long below = product(option.children());
            if (index < below) {
                values.put(parameter.path(), own.get(i));
                fill(option.children(), index, values);
                return;
            }
            index -= below;
        }
        throw new IllegalStateException("index beyond the points of " + parameter.path());
    }

    private List<Value> pointsOf(Parameter parameter) {
        return points.getOrDefault(parameter.path(), List.of());
    }

    private long product(List<Parameter> parameters) {
        long product = 1;
        for (Parameter parameter : parameters) product = times(product, count(parameter));
        return product;
    }

    private long count(Parameter parameter) {
        if (!(parameter.domain() instanceof Domain.Choice choice))
            return pointsOf(parameter).size();
        long sum = 0;
        for (Option option : choice.options()) {
            sum += product(option.children());
            if (sum < 0) return Long.MAX_VALUE;
        }
        return sum;
    }

    /** Saturates at the largest long. */
    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }
}
