// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model of the response says about a study beyond its trials. A function of the study and its finished trials.
 *
 * @param schedules in the study's order (of more than 64 those with the best trials); one with an empty name where the
 *     study has no schedule to choose
 * @param slices one for each parameter that can be active at the model's best point, the most important first
 * @param contour over the two most important numeric parameters; null where there are fewer than two
 * @param importance total Sobol indices
 * @param expectedBest simulated from the model
 * @param health whether all this is to be trusted
 * @param choices what it believes of the options of the choices that were asked for, in the order asked
 */
public record Response(
        List<ScheduleResponse> schedules,
        List<Slice> slices,
        @Nullable Contour contour,
        Importance importance,
        ExpectedBest expectedBest,
        Health health,
        List<ChoiceResponse> choices) {
    /**
     * With fewer completed trials there is no model: leaving one out must leave as many as hyperparameters need to be
     * told by more than their priors, and the simplest study has two or three of these.
     */
    public static final int LEAST = 6;

    public Response {
        schedules = List.copyOf(schedules);
        slices = List.copyOf(slices);
        choices = List.copyOf(choices);
    }

    /** Where no choice was asked for. */
    public Response(
            List<ScheduleResponse> schedules,
            List<Slice> slices,
            @Nullable Contour contour,
            Importance importance,
            ExpectedBest expectedBest,
            Health health) {
        this(schedules, slices, contour, importance, expectedBest, health, List.of());
    }

    /**
     * Why a study has no model of the response, a sentence for people; empty where it may have one, that is where
     * {@link #of} may be asked. Only the first objective counts.
     */
    public static String obstacle(View view) {
        boolean varies = view.space().parameters().stream()
                .anyMatch(parameter -> !(parameter.domain() instanceof Domain.Choice choice)
                        || choice.options().size() > 1);
        if (!varies) return "there is no model of the response: no parameter varies";
        double[] values = Excerpt.completed(view.observed(), view.direction());
        if (values.length < LEAST)
            return "there is no model of the response: it needs at least %d completed trials, and there %s"
                    .formatted(
                            LEAST,
                            switch (values.length) {
                                case 0 -> "is none";
                                case 1 -> "is 1";
                                default -> "are " + values.length;
                            });
        for (double value : values) if (value != values[0]) return "";
        return "there is no model of the response: all %d completed trials came to the same value"
                .formatted(values.length);
    }

    /**
     * Fits a surrogate and asks it. A function of the space, the first objective, the set of finished trials (whatever
     * their order) and the draws; constraints are not looked at. Of thousands of trials a part is taken.
     *
     * <p>Cost: the fit, then about 3000 predictions and 10⁸ multiply-adds for joint draws; of many schedules more.
     *
     * @param view of at least three completed trials; of one that {@link #obstacle} speaks against the answer says
     *     nothing
     * @param factory of the surrogate
     * @param draws of the study's reports, see {@link dev.sextant.engine.spi.Seeds#reportDraws}
     */
    public static Response of(View view, Paths paths, Surrogate.Factory factory, Draws draws) {
        return of(view, paths, List.of(), factory, draws);
    }

    /**
     * The same, and what the model believes of the options of these choices; each costs about what the schedules do.
     *
     * @param asked of choices of the space
     */
    public static Response of(
            View view, Paths paths, List<ChoiceResponse.Asked> asked, Surrogate.Factory factory, Draws draws) {
        View excerpt = Excerpt.of(view);
        Space space = view.space();
        Surrogate surrogate = factory.fit(excerpt);
        Normals normals = new Normals(draws);
        double[] minimized = Excerpt.completed(view.observed(), view.direction());
        double[] values =
                Arrays.stream(minimized).map(view.direction()::minimized).toArray();
        Units units = new Units(surrogate, view.direction(), values);
        Search search = new Search(surrogate, space, excerpt.observed(), view.direction());
        List<Branch> branches = Branch.of(space, paths.schedule(), search.byValue());
        Schedules schedules = new Schedules(surrogate, space, units, normals, paths);
        Schedules.Found found = schedules.of(branches, search, draws);
        Importance importance = TotalIndices.of(surrogate, space, normals, draws);
        List<Parameter> ordered = importance.parameters().stream()
                .map(share -> space.parameters().get(space.indexOf(share.parameter())))
                .toList();
        Candidates best = Candidates.of(surrogate, found.best());
        Slices slices = new Slices(surrogate, space, units, found.best().get(best.best(1)[0]));
        String schedule = branches.getFirst().path();
        return new Response(
                found.responses(),
                slices.of(ordered, schedule == null ? Map.of() : Map.of(schedule, found.best())),
                slices.contour(ordered),
                importance,
                SimulatedBest.of(surrogate, space, units, view.observed().size(), normals, draws),
                Foretelling.of(surrogate, units),
                asked.stream()
                        .map(one -> Choices.of(one, schedules, search, space, draws))
                        .toList());
    }
}
