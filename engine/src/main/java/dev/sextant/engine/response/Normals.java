// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of independent standard normal numbers that all draws of a report share: made once, since they cost more than
 * what is done with them. Each figure is a function of one set of draws, so that sharing changes none.
 *
 * <p>Threads: confined to one.
 */
final class Normals {
    /** Half of the draws; the other half are their mirror images. */
    static final int COUNT = 2000;

    private final Draws draws;
    private final List<double[]> rows = new ArrayList<>();

    Normals(Draws draws) {
        this.draws = draws;
    }

    /** The first {@code count} rows. Not copied. */
    double[][] rows(int count) {
        while (rows.size() < count) {
            var sequence = draws.of("response.normals", rows.size());
            double[] row = new double[COUNT];
            for (int i = 0; i < COUNT; i++) row[i] = sequence.normal();
            rows.add(row);
        }
        return rows.subList(0, count).toArray(double[][]::new);
    }
}
