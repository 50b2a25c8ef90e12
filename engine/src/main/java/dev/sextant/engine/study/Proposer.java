// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers a machine's questions: with a searcher and a pruner, and with a ranking for the phases after the search.
 *
 * <p>What they say is brought into the form in which it comes back from a store, so that a study that was interrupted
 * and one that was not show their searcher the very same views.
 *
 * <p>Cost: the searcher's and the pruner's. Threads: one at a time, and an event loop only where the answer is
 * {@link #immediate}.
 */
public final class Proposer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StudySpec spec;
    private final Searcher searcher;
    private final @Nullable Pruner pruner;
    private final ToLongFunction<ObjectNode> epochCost;

    /** For trials whose epochs all cost the same. */
    public Proposer(StudySpec spec, Searcher searcher, @Nullable Pruner pruner) {
        this(spec, searcher, pruner, _ -> 1);
    }

    /** @param epochCost of a trainer's document, see {@link dev.sextant.engine.spi.Trainer#epochCost} */
    public Proposer(StudySpec spec, Searcher searcher, @Nullable Pruner pruner, ToLongFunction<ObjectNode> epochCost) {
        this.spec = spec;
        this.searcher = searcher;
        this.pruner = pruner;
        this.epochCost = epochCost;
    }

    /** Whether nobody looks at the views. */
    public boolean blind() {
        return searcher.immediate() && pruner == null;
    }

    /** Whether an event loop may ask: nobody who answers takes his time. */
    public boolean immediate() {
        return blind() && !(spec.parallelism() instanceof Parallelism.VirtualTime);
    }

    public Command.Proposed answer(Effect.Ask ask) {
        Proposal given = ask.given();
        Proposal said = given == null ? searcher.propose(ask.view(), ask.trial(), ask.draws()) : given;
        Proposal proposal = new Proposal(stored(said.configuration(), ask.trial()), stored(said.note()));
        StoppingPlan plan =
                pruner == null ? StoppingPlan.NONE : pruner.plan(ask.view(), ask.trial(), proposal.configuration());
        return new Command.Proposed(ask.trial(), proposal, plan, cost(proposal.configuration()));
    }

    /** The trials of a later phase. */
    public Command.Planned answer(Effect.Plan plan) {
        List<Trial> planned = new LaterPhases(spec, plan.searched()).planned(plan.phase(), plan.before());
        return new Command.Planned(plan.phase(), planned);
    }

    /** Asked for only where a clock is made of it. */
    private long cost(Configuration configuration) {
        return spec.parallelism() instanceof Parallelism.VirtualTime
                ? Math.max(1, epochCost.applyAsLong(spec.template().fill(configuration)))
                : 1;
    }

    private Configuration stored(Configuration configuration, long trial) {
        if (!spec.space().contains(configuration))
            throw new IllegalStateException(
                    "searcher %s proposed %s for trial %d, which is not a configuration of the space"
                            .formatted(spec.searcher().name(), configuration.values(), trial));
        return spec.space().read(spec.space().write(configuration));
    }

    private static Note stored(Note note) {
        ObjectNode content = note.content();
        if (content.isEmpty()) return Note.EMPTY;
        try {
            return new Note((ObjectNode) JSON.readTree(content.toString()));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a note is not JSON: " + content, unreadable);
        }
    }
}
