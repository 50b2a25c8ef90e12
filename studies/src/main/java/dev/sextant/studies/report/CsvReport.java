// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;

/** One row a search trial, one column a parameter. */
public final class CsvReport {
    private CsvReport() {}

    public static String write(Ranking ranking) {
        return ranking.study() + "\n";
    }
}
