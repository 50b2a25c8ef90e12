// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Comparator;

/**
 * A place in a source, for people.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(Source source, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparingInt(
                    (Position position) -> position.source().order())
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
