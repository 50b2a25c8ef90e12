// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.StrangeSpaces;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.RandomHistories;
import dev.sextant.engine.spi.RandomOptions;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * One space and one history, drawn by a number: what is asked of a searcher or a pruner that has never seen them, and
 * the rules that the answer must keep whatever it was asked.
 *
 * @param name of the searcher or pruner
 * @param number the case's; everything is drawn from it
 */
record StrangeCase(String name, int number) {
    private static final long SEED = 20261125;

    /** One case in so many is a large one. */
    private static final int LARGE_EVERY = 25;

    private static final int MOST_OBSERVED = 60;

    /** So many trials beside few parameters, or so many beside 200 of them or beside 10 000 options. */
    private static final int LONG_HISTORY = 320;

    private static final int LARGE_SPACE_HISTORY = 30;

    /** Bytes of a note: so many, and so many more for each parameter. */
    private static final int NOTE = 1500;

    private static final int NOTE_OF_PARAMETER = 200;

    /** So many notes of a searcher that takes its time; of the others as many as there are trials. */
    private static final int SLOWLY_NOTED = 12;

    static List<SearcherFactory> searchers() {
        return ServiceLoader.load(SearcherFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static List<PrunerFactory> pruners() {
        return ServiceLoader.load(PrunerFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    void check() {
        for (SearcherFactory factory : searchers()) if (factory.name().equals(name)) check(factory);
        for (PrunerFactory factory : pruners()) if (factory.name().equals(name)) check(factory);
    }

    private DrawSequence chance() {
        return new Draws(SEED, number).of("strange." + name);
    }

    // ---- searchers

    private void check(SearcherFactory factory) {
        DrawSequence chance = chance();
        boolean large = number % LARGE_EVERY == LARGE_EVERY - 1;
        boolean wide = large && chance.below(2) == 0;
        StrangeSpaces spaces = new StrangeSpaces(chance);
        Space space = wide ? spaces.large() : spaces.next();
        int most = wide ? LARGE_SPACE_HISTORY : large ? LONG_HISTORY : MOST_OBSERVED;
        View plain = new RandomHistories(chance).next(space, most, 1 + chance.below(30));
        ObjectNode options = RandomOptions.of(factory.options(), chance);
        long seed = chance.bits();
        long firstTrial = 1L + chance.below(3);
        SearcherFactory.Setting setting =
                new SearcherFactory.Setting(space, plain.direction(), options, seed, firstTrial);
        Searcher asked = factory.create(setting);
        long trial = trial(plain, asked, firstTrial, chance);
        View view = noted(plain, factory, seed, chance);
        Draws draws = new Draws(seed, (int) trial);

        Proposal proposal = asked.propose(view, trial, draws);
        assertTrue(space.contains(proposal.configuration()), () -> "not in the space: " + proposal);
        assertEquals(proposal.configuration(), space.read(space.write(proposal.configuration())));
        int room = NOTE + NOTE_OF_PARAMETER * space.dimensions();
        String note = proposal.note().content().toString();
        assertTrue(note.length() <= room, () -> "a note of %d bytes: %s".formatted(note.length(), note));
        finite(Rehearsal.stored(proposal.note()).content());

        if (!view.observed().isEmpty()) {
            View before = new View(
                    space,
                    view.goals(),
                    view.observed().subList(0, view.observed().size() / 2),
                    List.of());
            asked.propose(before, trial, draws);
        }
        assertEquals(proposal, asked.propose(view, trial, draws), "asked again");
        assertEquals(proposal, factory.create(setting).propose(view, trial, draws), "asked of a fresh searcher");
    }

    private static long trial(View view, Searcher searcher, long firstTrial, DrawSequence chance) {
        int observed = view.observed().size();
        long trial = observed == 0 ? 0 : view.observed().getLast().trial() + 1;
        trial += view.pending().size();
        if (chance.below(16) == 0) trial = StudySpec.MAX_TRIALS - 1 - chance.below(1000);
        long last = Math.min(StudySpec.MAX_TRIALS, searcher.capacity()) - 1 + firstTrial;
        return Math.clamp(trial, firstTrial, Math.min(last, StudySpec.MAX_TRIALS - 1));
    }

    /**
     * The view with the notes that some searchers, not always this one, left beside its first trials; now and then with
     * the configurations that they proposed, as if they had searched.
     */
    private static View noted(View view, SearcherFactory own, long seed, DrawSequence chance) {
        if (chance.below(2) == 0) return view;
        List<SearcherFactory> all = searchers();
        List<SearcherFactory> authors = List.of(
                chance.below(2) == 0 ? own : all.get(chance.below(all.size())), all.get(chance.below(all.size())));
        boolean searched = chance.below(2) == 0;
        boolean turns = chance.below(4) == 0;
        boolean slow = authors.stream().anyMatch(SearcherFactory::predictsGain);
        int count = Math.min(slow ? SLOWLY_NOTED : LONG_HISTORY, view.observed().size());
        List<Searcher> writers = new ArrayList<>();
        for (SearcherFactory factory : authors)
            writers.add(factory.create(new SearcherFactory.Setting(
                    view.space(), view.direction(), RandomOptions.of(factory.options(), chance), seed, 1)));
        int lag = chance.below(3) == 0 ? 1 + chance.below(8) : 1;
        List<Observation> noted = new ArrayList<>(view.observed());
        for (int i = 1; i < count; i++) {
            Searcher writer = writers.get(turns ? i % 2 : 0);
            Observation old = noted.get(i);
            if (old.trial() > writer.capacity()) break;
            int seen = Math.max(0, i + 1 - lag);
            View until = new View(
                    view.space(),
                    view.goals(),
                    noted.subList(0, seen),
                    noted.subList(seen, i).stream()
                            .map(Observation::configuration)
                            .toList());
            Proposal proposal = writer.propose(until, old.trial(), new Draws(seed, (int) old.trial()));
            noted.set(
                    i,
                    new Observation(
                            old.trial(),
                            searched ? proposal.configuration() : old.configuration(),
                            old.outcome(),
                            Rehearsal.stored(proposal.note())));
        }
        return new View(view.space(), view.goals(), noted, view.pending());
    }

    private static void finite(JsonNode node) {
        if (node.isNumber()) assertTrue(Double.isFinite(node.doubleValue()), () -> "found " + node);
        for (JsonNode child : node) finite(child);
    }

    // ---- pruners

    private void check(PrunerFactory factory) {
        DrawSequence chance = chance();
        Space space = new StrangeSpaces(chance).next();
        int epochs = new int[] {1, 2, 3, 9, 30, 81, 1000}[chance.below(7)];
        int most = number % LARGE_EVERY == 0 ? LONG_HISTORY : MOST_OBSERVED;
        View view = new RandomHistories(chance).next(space, most, epochs);
        ObjectNode options = options(factory, space, epochs, chance);
        Configuration configuration =
                view.pending().isEmpty() ? space.preset() : view.pending().getLast();
        long last = view.observed().isEmpty() ? 0 : view.observed().getLast().trial();
        long trial = Math.min(last + 1 + chance.below(25), StudySpec.MAX_TRIALS - 1);
        Pruner pruner = factory.create(space, options, epochs);
        StoppingPlan plan = pruner.plan(view, trial, configuration);
        int before = 0;
        for (StoppingPlan.Rung rung : plan.rungs()) {
            assertTrue(before < rung.epoch() && rung.epoch() < epochs, () -> "%s of %d epochs".formatted(plan, epochs));
            assertTrue(Double.isFinite(rung.threshold()), plan::toString);
            assertTrue(1 <= rung.trials() && rung.trials() <= view.observed().size(), plan::toString);
            before = rung.epoch();
        }
        View half = new View(
                space, view.goals(), view.observed().subList(0, view.observed().size() / 2), List.of());
        pruner.plan(half, trial, configuration);
        assertEquals(plan, pruner.plan(view, trial, configuration), "asked again");
        assertEquals(
                plan,
                factory.create(space, options, epochs).plan(view, trial, configuration),
                "asked of a fresh pruner");
    }

    /** Options that the factory takes: it may refuse, in words, what does not go with so few epochs. */
    private static ObjectNode options(PrunerFactory factory, Space space, int epochs, DrawSequence chance) {
        ObjectNode options = RandomOptions.of(factory.options(), chance);
        try {
            factory.create(space, options, epochs);
            return options;
        } catch (IllegalArgumentException refused) {
            assertTrue(refused.toString().contains("must"), refused::toString);
            return factory.options().filled(JsonNodeFactory.instance.objectNode());
        }
    }
}
