// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;

/** The ranked result as a person reads it on a terminal. */
public final class TextReport {
    private TextReport() {}

    public static String write(Ranking ranking, int columns) {
        return ranking.study() + "\n";
    }
}
