// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.spi.Surrogate;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the trials of a study say together, beyond who is ranked where.
 *
 * @param response what a model of the response says; null where there is none
 * @param withoutResponse why there is no model, a sentence for people; empty where there is one
 * @param importance by the trials alone where they were proposed independently, else the model's; null where nothing
 *     can be said
 * @param expectedBest by the trials alone where they were proposed independently, else the model's; null where nothing
 *     can be said
 * @param matrix null where schedule and optimizer do not both vary
 */
public record Insights(
        @Nullable Response response,
        String withoutResponse,
        @Nullable Importance importance,
        @Nullable ExpectedBest expectedBest,
        @Nullable Matrix matrix) {
    /** Of a ranking for which nobody looked. */
    public static final Insights NONE =
            new Insights(null, "nobody looked for a model of the response", null, null, null);

    /**
     * What these trials say together. A function of its arguments; for {@link Ranking#with}.
     *
     * <p>Cost: that of the model, beside O(n log n) for n trials.
     *
     * @param ranking of the study's trials
     * @param seed the study's
     * @param drawn whether the search trial of this number was proposed without a look at any result, see
     *     {@link dev.sextant.engine.study.StudySpec#drawn}
     * @param factory of a model of the response; null where there is none
     */
    public static Insights of(Ranking ranking, long seed, LongPredicate drawn, Surrogate.@Nullable Factory factory) {
        return new Insights(null, "there is no model of the response", null, null, Matrix.of(ranking));
    }
}
