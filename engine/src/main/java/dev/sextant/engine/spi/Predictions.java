// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The answers for a table, piece by piece, so that a large one needs no more room than its cells.
 *
 * <p>Threads: confined to one.
 */
public interface Predictions {
    /**
     * What each answer consists of: first which row, or which sequence, it is about; then the columns that were kept;
     * then for each column that was learnt the answer, followed by the probability of each class where there are any.
     */
    List<String> columns();

    /** How many answers there are. */
    long count();

    /**
     * The next answers, each with a text, a number or null for every column; none at the end.
     *
     * @throws TrainingException where a cell cannot be used, with its place
     */
    List<List<JsonNode>> next() throws TrainingException;

    /** After the end: what a person should know of the table, such as categories that the model has never seen. */
    List<String> notes();

    /**
     * After the end: how many of the answers could be compared, because the table has the columns that were learnt; and
     * how good they are, by the names that reports use, without their part's name: {@code loss}, {@code accuracy}.
     */
    Scored scored();

    /**
     * @param answers how many were compared
     * @param scores empty where none was
     */
    record Scored(long answers, Map<String, Double> scores) {}
}
