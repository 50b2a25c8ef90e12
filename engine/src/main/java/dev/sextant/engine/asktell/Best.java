// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.pareto.Fronts;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * The best of what was told: by the values alone, since nobody trains a trial again. Trials that keep the constraints
 * come before those that do not; with several objectives it is their front.
 *
 * <p>Cost: O(n) with one objective, that of {@link Fronts} with several.
 */
record Best(AskTell study) {
    /** One trial or null; with several objectives an array of trials, by number. */
    JsonNode write() {
        Goals goals = study.spec().goals();
        List<Trial> contenders = contenders(goals);
        if (!goals.several()) {
            Trial best = null;
            double least = 0;
            for (Trial trial : contenders) {
                double value = goals.minimized(completed(trial))[0];
                if (best != null && !(value < least)) continue;
                best = trial;
                least = value;
            }
            return best == null ? JsonNodeFactory.instance.nullNode() : write(best);
        }
        List<double[]> values = new ArrayList<>();
        for (Trial trial : contenders) values.add(goals.minimized(completed(trial)));
        int[] fronts = Fronts.of(values);
        ArrayNode front = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < fronts.length; i++) if (fronts[i] == 0) front.add(write(contenders.get(i)));
        return front;
    }

    /** Those that violate the constraints least. */
    private List<Trial> contenders(Goals goals) {
        List<Trial> contenders = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (Trial trial : study.trials()) {
            if (!(trial.outcome() instanceof Outcome.Completed completed) || !goals.told(completed)) continue;
            double violation = goals.violation(completed);
            if (violation < least) contenders.clear();
            if (violation <= least) contenders.add(trial);
            least = Math.min(least, violation);
        }
        return contenders;
    }

    private static Outcome.Completed completed(Trial trial) {
        if (trial.outcome() instanceof Outcome.Completed completed) return completed;
        throw new IllegalStateException("only completed trials contend");
    }

    private ObjectNode write(Trial trial) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        Outcome.Completed completed = completed(trial);
        written.put("trial", trial.number());
        written.put("value", completed.value());
        ObjectNode metrics = written.putObject("metrics");
        completed.metrics().forEach(metrics::put);
        written.set("parameters", study.asked(trial.number()).parameters());
        return written;
    }
}
