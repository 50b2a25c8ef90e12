// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A search without coordinator, workers or store: trials one after the other, each proposed from the view that its
 * window allows. Trial 0 is the default configuration.
 */
public final class Rehearsal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SearcherFactory factory;
    private final ObjectNode options;
    private final Space space;
    private final Direction direction;
    private final int window;
    private final long seed;
    private final Searcher searcher;
    private final List<Observation> trials = new ArrayList<>();

    public Rehearsal(
            SearcherFactory factory, ObjectNode options, Space space, Direction direction, int window, long seed) {
        this.factory = factory;
        this.options = options;
        this.space = space;
        this.direction = direction;
        this.window = window;
        this.seed = seed;
        this.searcher = fresh();
    }

    /** The defaults of a section's keys, as a reader fills them in. */
    public static ObjectNode defaults(Schema.Section section) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        for (Schema.Key key : section.keys()) if (key.preset() != null) options.set(key.name(), key.preset());
        return options;
    }

    /** A searcher that has seen nothing, for the same study. */
    public Searcher fresh() {
        return factory.create(new SearcherFactory.Setting(space, direction, options, seed, 1));
    }

    /** A value as an outcome: completed after one epoch, or diverged where it is not finite. */
    public static Outcome outcome(double value) {
        LearningCurve curve = new LearningCurve(new double[] {value});
        return Double.isFinite(value)
                ? new Outcome.Completed(value, 1, Map.of("loss", value), curve)
                : new Outcome.Diverged(curve);
    }

    /** Runs on until {@code count} trials are known. */
    public Rehearsal run(int count, ToDoubleFunction<Configuration> response) {
        return runTo(count, (_, configuration) -> outcome(response.applyAsDouble(configuration)));
    }

    /** What becomes of trials. */
    public interface Training {
        Outcome of(int trial, Configuration configuration);
    }

    /** Runs on until {@code count} trials are known. */
    public Rehearsal runTo(int count, Training training) {
        while (trials.size() < count) {
            int trial = trials.size();
            Proposal proposal = proposal(trial, searcher);
            Outcome outcome = training.of(trial, proposal.configuration());
            trials.add(new Observation(trial, proposal.configuration(), outcome, proposal.note()));
        }
        return this;
    }

    /** What this searcher proposes for a trial up to the first unknown one, as it comes back from a store. */
    public Proposal proposal(int trial, Searcher asked) {
        return proposal(view(trial), trial, asked);
    }

    /** The same from a view that is given. */
    public Proposal proposal(View view, int trial, Searcher asked) {
        if (trial == 0) return new Proposal(space.preset(), Note.EMPTY);
        Proposal said = asked.propose(view, trial, new Draws(seed, trial));
        return new Proposal(space.read(space.write(said.configuration())), stored(said.note()));
    }

    /** The note written as JSON and read again. */
    public static Note stored(Note note) {
        String text = note.content().toString();
        try {
            return new Note((ObjectNode) JSON.readTree(text));
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError("a note is not JSON: " + text, unreadable);
        }
    }

    /** V(trial). */
    public View view(int trial) {
        return view(trials, trial);
    }

    /** V(trial) of a history that is given, such as one that was stored. */
    public View view(List<Observation> history, int trial) {
        int seen = Math.clamp(trial - window + 1L, 0, history.size());
        return new View(
                space,
                direction,
                history.subList(0, seen),
                history.subList(seen, trial).stream()
                        .map(Observation::configuration)
                        .toList());
    }

    public List<Observation> trials() {
        return List.copyOf(trials);
    }
}
