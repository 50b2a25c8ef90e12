// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.History;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every searcher is held to. A searcher's test extends this and names its factory. */
public abstract class SearcherContract {
    private static final long SEED = 20261120;

    protected abstract SearcherFactory factory();

    protected ObjectNode options() {
        return Rehearsal.defaults(factory().options());
    }

    /** Trials a rehearsal here runs: enough to leave any initial design, few enough to be fast. */
    protected int trials() {
        return 16;
    }

    // ---- the spaces

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    private static Option branch(String label, Parameter... children) {
        return new Option(label, JsonNodeFactory.instance.objectNode(), true, List.of(children));
    }

    private static Parameter real(String path, double low, double high, Scale scale, double preset) {
        return new Parameter(path, new Domain.Range(low, high, scale), new Value.Real(preset));
    }

    /** Every kind of domain, and choices with parameters of their own. */
    public static Space mixed() {
        Domain.Choice batch = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.numberNode(16)),
                Option.of(JsonNodeFactory.instance.numberNode(32)),
                Option.of(JsonNodeFactory.instance.numberNode(64))));
        Domain.Choice schedule = new Domain.Choice(List.of(
                Option.of(text("constant")),
                branch(
                        "step",
                        real("schedule.step.gamma", 0.01, 1, Scale.LOG, 0.1),
                        new Parameter(
                                "schedule.step.stepSize",
                                new Domain.Whole(2, 20, Scale.LINEAR, 2, 4),
                                new Value.Whole(10))),
                branch("cosine")));
        return Space.of(List.of(
                real("learningRate", 1e-4, 1, Scale.LOG, 0.01),
                new Parameter("hidden.0", new Domain.Whole(16, 128, Scale.LOG), new Value.Whole(32)),
                new Parameter("dropout", new Domain.Range(0, 0.5, Scale.LINEAR, 0.1, 3), new Value.Real(0)),
                new Parameter("batchSize", batch, batch.chosen(1)),
                new Parameter("schedule", schedule, schedule.chosen(0))));
    }

    public static Space line() {
        return Space.of(List.of(real("x", -1, 1, Scale.LINEAR, 0)));
    }

    public static Space plane() {
        return Space.of(List.of(real("x", -1, 1, Scale.LINEAR, 0), real("y", -1, 1, Scale.LINEAR, 0)));
    }

    private static Space singleOptions() {
        Domain.Choice one = new Domain.Choice(List.of(Option.of(text("only"))));
        Domain.Choice number = new Domain.Choice(List.of(Option.of(JsonNodeFactory.instance.numberNode(7))));
        return Space.of(List.of(new Parameter("a", one, one.chosen(0)), new Parameter("b", number, number.chosen(0))));
    }

    /** A bowl in the unit cube with its bottom off the centre. */
    public static double bowl(Space space, Configuration configuration) {
        double sum = 0;
        for (double unit : space.toUnit(configuration)) sum += (unit - 0.3) * (unit - 0.3);
        return sum;
    }

    // ---- the rules

    private Rehearsal rehearse(Space space, int window, ToDoubleFunction<Configuration> response) {
        Rehearsal rehearsal = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, window, SEED);
        long capacity = rehearsal.fresh().capacity();
        rehearsal.run(capacity < trials() ? (int) capacity + 1 : trials(), response);
        for (Observation trial : rehearsal.trials())
            assertTrue(
                    space.contains(trial.configuration()),
                    () -> "trial %d: %s is not in the space".formatted(trial.trial(), trial.configuration()));
        return rehearsal;
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void theSameArgumentsGiveTheSameProposalInAnyOrder(int window) {
        Space space = mixed();
        Rehearsal rehearsal = rehearse(space, window, c -> bowl(space, c));
        Searcher asked = rehearsal.fresh();
        int[] order = {trials() - 1, 3, 9, 3, 1, 12, trials() - 2, 9, 1};
        for (int trial : order) {
            Observation first = rehearsal.trials().get(trial);
            Proposal again = rehearsal.proposal(trial, asked);
            Proposal alone = rehearsal.proposal(trial, rehearsal.fresh());
            assertEquals(first.configuration(), again.configuration(), "trial " + trial + " asked in another order");
            assertEquals(first.note(), again.note());
            assertEquals(first.configuration(), alone.configuration(), "trial " + trial + " asked of a fresh searcher");
            assertEquals(first.note(), alone.note());
        }
    }

    /** As virtual time and asynchronous studies have them: in the order of ends, a higher number before a lower one. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void resultsMayComeInAnotherOrderThanTheirNumbers(long seed) {
        Space space = mixed();
        Rehearsal rehearsal = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, SEED);
        int open = 5;
        int count = (int) Math.min(2L * trials() - 1, rehearsal.fresh().capacity()) + 1;
        DrawSequence chance = new Draws(seed, 0).of("ends");
        Searcher used = rehearsal.fresh();
        List<View> views = new ArrayList<>();
        List<Proposal> proposals = new ArrayList<>();
        History ended = new History();
        List<Observation> running = new ArrayList<>();
        for (int trial = 0; trial < count; trial++) {
            List<Configuration> pending =
                    running.stream().map(Observation::configuration).toList();
            View view = new View(space, Direction.MINIMIZE, ended.first(ended.size()), pending);
            Proposal proposal = rehearsal.proposal(view, trial, used);
            assertTrue(space.contains(proposal.configuration()));
            views.add(view);
            proposals.add(proposal);
            double value = trial % 6 == 5 ? Double.NaN : bowl(space, proposal.configuration());
            running.add(new Observation(trial, proposal.configuration(), Rehearsal.outcome(value), proposal.note()));
            if (running.size() == open) ended.add(running.remove(chance.below(open)));
        }
        assertTrue(
                IntStream.range(1, ended.size())
                        .anyMatch(i -> ended.get(i).trial() < ended.get(i - 1).trial()),
                "the results came by number");
        for (int trial = count - 1; trial >= 0; trial -= 3) {
            Proposal before = proposals.get(trial);
            Proposal again = rehearsal.proposal(views.get(trial), trial, used);
            Proposal alone = rehearsal.proposal(views.get(trial), trial, rehearsal.fresh());
            assertEquals(before.configuration(), again.configuration(), "trial " + trial + " asked again");
            assertEquals(before.note(), again.note());
            assertEquals(
                    before.configuration(), alone.configuration(), "trial " + trial + " asked of a fresh searcher");
            assertEquals(before.note(), alone.note());
        }
    }

    @Test
    void whoIsAskedOnAnEventLoopDoesNotLookAtTheView() {
        Space space = mixed();
        Rehearsal rehearsal = rehearse(space, 1, c -> bowl(space, c));
        Searcher searcher = rehearsal.fresh();
        if (!searcher.immediate()) return;
        View blank = new View(space, Direction.MINIMIZE, List.of(), List.of());
        for (Observation trial :
                rehearsal.trials().subList(1, rehearsal.trials().size()))
            assertEquals(
                    trial.configuration(),
                    searcher.propose(blank, trial.trial(), new Draws(SEED, (int) trial.trial()))
                            .configuration());
    }

    @Test
    void theSeedMatters() {
        Space space = mixed();
        Set<Configuration> proposed = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++)
            proposed.add(new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, seed)
                    .run(5, c -> bowl(space, c))
                    .trials()
                    .get(4)
                    .configuration());
        assertEquals(seedMatters() ? 3 : 1, proposed.size());
    }

    /** Whether another seed gives other proposals. */
    protected boolean seedMatters() {
        return true;
    }

    @Test
    void conditionalParametersExistOnlyUnderTheirOption() {
        Space space = mixed();
        Rehearsal rehearsal = rehearse(space, 1, c -> bowl(space, c));
        for (Observation trial : rehearsal.trials())
            assertEquals(
                    trial.configuration().get("schedule") instanceof Value.Chosen chosen && chosen.index() == 1,
                    trial.configuration().get("schedule.step.gamma") != null);
    }

    @Test
    void aSpaceOfOnePointIsProposed() {
        rehearse(singleOptions(), 1, c -> 1);
    }

    @Test
    void anEmptySpaceIsProposed() {
        rehearse(Space.of(List.of()), 1, c -> 1);
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void oneDimensionWorks(int window) {
        Space space = line();
        rehearse(space, window, c -> bowl(space, c));
    }

    @Test
    void everyTrialMayFail() {
        rehearse(mixed(), 1, c -> Double.NaN);
    }

    @Test
    void everyOtherTrialMayDiverge() {
        Space space = plane();
        rehearse(space, 2, c -> space.toUnit(c)[0] > 0.5 ? Double.NaN : bowl(space, c));
    }

    @Test
    void allValuesMayBeEqual() {
        rehearse(mixed(), 1, c -> 3.25);
    }

    @Test
    void hugeValuesDoNoHarm() {
        Space space = plane();
        rehearse(space, 1, c -> space.toUnit(c)[0] > 0.5 ? 1e18 * bowl(space, c) : bowl(space, c));
        rehearse(space, 1, c -> -1e18 * bowl(space, c));
        rehearse(space, 1, c -> space.toUnit(c)[0] > 0.5 ? Double.MAX_VALUE : -Double.MAX_VALUE);
        rehearse(space, 1, c -> 1e-300 * bowl(space, c));
    }

    @Test
    void maximizingMirrorsMinimizing() {
        Space space = mixed();
        Rehearsal down = rehearse(space, 1, c -> bowl(space, c));
        Rehearsal up = new Rehearsal(factory(), options(), space, Direction.MAXIMIZE, 1, SEED)
                .run(down.trials().size(), c -> -bowl(space, c));
        for (int i = 0; i < down.trials().size(); i++)
            assertEquals(
                    down.trials().get(i).configuration(), up.trials().get(i).configuration(), "trial " + i);
    }

    @Test
    void notesHoldFiniteNumbers() {
        Space space = mixed();
        for (Observation trial : rehearse(space, 4, c -> bowl(space, c)).trials())
            finite(trial.note().content());
    }

    private static void finite(JsonNode node) {
        if (node.isNumber()) assertTrue(Double.isFinite(node.doubleValue()), () -> "found " + node);
        for (JsonNode child : node) finite(child);
    }

    @Test
    void capacityIsAtLeastOne() {
        for (Space space : List.of(mixed(), line(), singleOptions(), Space.of(List.of())))
            assertTrue(new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, SEED)
                            .fresh()
                            .capacity()
                    >= 1);
    }
}
