// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Template;

/**
 * How much the replicates of a confirmation share data: the ratio of rows scored to rows trained on, by which the
 * variance of a paired difference is corrected ({@link Interval#of(double[], double)}).
 */
final class Overlap {
    /** Of the default division into 60 % training, 20 % validation and 20 % test rows. */
    static final double DEFAULT = 1.0 / 3;

    private Overlap() {}

    /**
     * Read from the document's {@code data}: validation / (1 − test − validation) for fractions, 1 / (folds − 1) for
     * folds, {@link #DEFAULT} for anything else, and 0 for a trainer without data, whose replicates share nothing.
     */
    static double of(Template template) {
        JsonNode data = template.document().get("data");
        if (data == null) return 0;
        JsonNode validation = data.path("validation");
        if (validation.path("folds").asInt() >= 2)
            return 1.0 / (validation.path("folds").asInt() - 1);
        double scored = validation.asDouble(Double.NaN);
        double trained = 1 - data.path("test").asDouble(0) - scored;
        return scored > 0 && trained > 0 ? scored / trained : DEFAULT;
    }
}
