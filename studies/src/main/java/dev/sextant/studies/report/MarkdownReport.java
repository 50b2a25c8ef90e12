// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;

/** The ranked result as Markdown. */
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String write(Ranking ranking) {
        return ranking.study() + "\n";
    }
}
