// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Ranking;
import java.util.Map;

/** The ranked result as one self-contained page. */
public final class HtmlReport {
    private HtmlReport() {}

    public static String write(Ranking ranking, Map<String, String> facts) {
        return ranking.study() + "\n";
    }
}
