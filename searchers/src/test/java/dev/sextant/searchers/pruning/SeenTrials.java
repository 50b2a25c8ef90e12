// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trials written down by hand for a pruner to look at. */
public final class SeenTrials {
    public static final Space SPACE = SearcherContract.line();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Observation> observed = new ArrayList<>();

    /** The next trial: this value in every epoch. */
    public SeenTrials flat(double value, int epochs) {
        return curved(observed.size(), value, value, epochs, SPACE.preset());
    }

    /** One value but in the last epoch, and another there. */
    public SeenTrials curved(long trial, double early, double last, int epochs, Configuration point) {
        double[] values = new double[epochs];
        Arrays.fill(values, early);
        values[epochs - 1] = last;
        return add(trial, point, new Outcome.Completed(last, epochs, Map.of(), new LearningCurve(values)));
    }

    public SeenTrials pruned(double... values) {
        return add(new Outcome.Pruned(Arrays.stream(values).min().orElseThrow(), 1, new LearningCurve(values)));
    }

    /** The next trial, which diverged in the epoch after these values. */
    public SeenTrials diverged(double... values) {
        double[] curve = Arrays.copyOf(values, values.length + 1);
        curve[values.length] = Double.NaN;
        return add(new Outcome.Diverged(new LearningCurve(curve)));
    }

    public SeenTrials failed() {
        return add(new Outcome.Failed("no"));
    }

    private SeenTrials add(Outcome outcome) {
        return add(observed.size(), SPACE.preset(), outcome);
    }

    private SeenTrials add(long trial, Configuration point, Outcome outcome) {
        observed.add(new Observation(trial, point, outcome, Note.EMPTY));
        return this;
    }

    public View view() {
        return new View(SPACE, Direction.MINIMIZE, observed, List.of());
    }

    /** The plan of a trial that is not in the control group, from a pruner with these options. */
    public StoppingPlan plan(PrunerFactory factory, String options, int epochs) {
        return factory.create(SPACE, json(options), epochs).plan(view(), 21, SPACE.preset());
    }

    public static ObjectNode json(String options) {
        try {
            return (ObjectNode) JSON.readTree(options);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(options, wrong);
        }
    }
}
