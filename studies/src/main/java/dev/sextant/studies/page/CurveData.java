// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.LearningCurve;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The learning curves that a page draws: the first-ranked trials', some of the others', and of each some points. */
final class CurveData {
    /** More of them cover each other. */
    static final int MOST = 120;

    /** As many of the first-ranked are there for sure. */
    static final int FIRST = 50;

    /** A curve drawn by more points looks the same. */
    static final int POINTS = 40;

    private CurveData() {}

    static void write(Fields out, Ranking ranking) throws IOException {
        JsonGenerator json = out.json();
        List<RankedTrial> trained =
                ranking.trials().stream().filter(trial -> trial.epochs() > 0).toList();
        json.writeArrayFieldStart("curves");
        for (RankedTrial trial : TrialSample.of(trained, MOST, FIRST)) {
            LearningCurve curve = trial.outcome().curve();
            int[] epochs = epochs(curve.epochs(), trial.bestEpoch());
            json.writeStartObject();
            json.writeNumberField("trial", trial.trial());
            json.writeStringField("state", String.valueOf(TrialData.state(trial)));
            json.writeNumberField("bestEpoch", trial.bestEpoch());
            json.writeFieldName("epochs");
            json.writeArray(epochs, 0, epochs.length);
            out.drawn("values", IntStream.of(epochs).mapToDouble(curve::at).toArray());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Which epochs are drawn: evenly, with the first, the last and the best. */
    static int[] epochs(int all, int best) {
        TreeSet<Integer> epochs = new TreeSet<>();
        int even = Math.min(all, POINTS - 1);
        for (int i = 0; i < even; i++)
            epochs.add(even == 1 ? 1 : 1 + (int) Math.round((double) i * (all - 1) / (even - 1)));
        epochs.add(all);
        if (0 < best && best <= all) epochs.add(best);
        return epochs.stream().mapToInt(Integer::intValue).toArray();
    }
}
