// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Value;
import java.util.List;

/**
 * The mean response over two parameters, everything else at the best that the model knows.
 *
 * @param x path of the one that runs along a row
 * @param y path of the one that runs over the rows
 * @param mean one row for each of {@code ys}, in it one figure for each of {@code xs}
 */
public record Contour(String x, List<Value> xs, String y, List<Value> ys, double[][] mean) {
    public Contour {
        xs = List.copyOf(xs);
        ys = List.copyOf(ys);
    }
}
