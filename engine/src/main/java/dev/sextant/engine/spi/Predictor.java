// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.util.List;
import java.util.Map;

/**
 * A trained model that answers for rows of a table. Equal tables get equal answers, bit for bit on every machine, and a
 * row's answer does not depend on the rows beside it (of a sequence or a series: on other samples).
 *
 * <p>Threads: confined to one.
 */
public interface Predictor {
    /** Where the model comes from, by name, in the order to be shown. */
    Map<String, String> facts();

    /**
     * Reads a table and checks that it has the columns that the model reads; others are not used. Columns may stand in
     * any order; those that were learnt may be there or not.
     *
     * @param data a file, relative to the folder, or a data set that comes along
     * @param folder where relative paths begin
     * @param keep columns of the table that stand in the result as they are
     * @throws TrainingException where the table cannot be read or does not fit
     */
    Predictions predict(String data, StudyFolder folder, List<String> keep) throws TrainingException;
}
