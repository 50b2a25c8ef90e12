// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.pareto.Chebyshev;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is stored beside a proposal of the model: why it was made, what was expected of it in the objective's units, and
 * theta, from which the next fit starts.
 *
 * @param reason {@code model}, or {@code guard} for a look where the result is least certain
 * @param scalarization how several objectives were made one; null for one
 */
record ModelNote(
        String reason,
        Model model,
        Candidate candidate,
        @Nullable Chebyshev scalarization) {
    static final String REASON = "reason";
    static final String THETA = "theta";
    static final String IMPROVEMENT = "improvement";

    /** The reason of a proposal that maximises the acquisition. */
    static final String BY_MODEL = "model";

    /** @param ofObjective whether the model predicts the objective itself, so that its predictions mean something */
    Note write(Direction direction, boolean ofObjective) {
        Acquisition acquisition = model.landscape().near(candidate.x());
        acquisition.predict(candidate.x());
        double mean = acquisition.mean();
        double deviation = acquisition.deviation();
        ObjectNode note = JsonNodeFactory.instance.objectNode().put(REASON, reason);
        if (ofObjective) expectations(note, direction, mean, deviation, acquisition.incumbent());
        if (scalarization != null) {
            ArrayNode weights = note.putArray("weights");
            for (double weight : scalarization.weights()) weights.add(weight);
        }
        note.put("acquisition", candidate.value());
        note.put(
                IMPROVEMENT,
                (acquisition.incumbent() - mean) / model.hyperparameters().signal());
        TrustRegion region = model.region();
        if (region != null) region.write(note);
        ArrayNode values = note.putArray(THETA);
        for (double value : model.theta()) values.add(value);
        return new Note(note);
    }

    private void expectations(ObjectNode note, Direction direction, double mean, double deviation, double incumbent) {
        DoubleUnaryOperator back = model.back();
        note.put("predictedMean", direction.minimized(back.applyAsDouble(mean)));
        double above = back.applyAsDouble(mean + deviation);
        double below = back.applyAsDouble(mean - deviation);
        note.put("predictedDeviation", above / 2 - below / 2);
        if (!reason.equals(BY_MODEL)) return;
        double improvement = StrictMath.exp(StrictMath.log(deviation)
                + NormalFunctions.logImprovement((incumbent - mean) / deviation, new double[2]));
        double gain = back.applyAsDouble(incumbent) - back.applyAsDouble(incumbent - improvement);
        if (Double.isFinite(gain)) note.put(Proposal.EXPECTED_GAIN, Math.max(0, gain));
    }
}
