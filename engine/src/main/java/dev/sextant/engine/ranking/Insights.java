// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.ChoiceResponse;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.Paths;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.History;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * @param groupings the choices that were asked for, in the order asked
 */
public record Insights(
        @Nullable Response response,
        String withoutResponse,
        @Nullable Importance importance,
        @Nullable ExpectedBest expectedBest,
        @Nullable Matrix matrix,
        List<Grouping> groupings) {
    public Insights {
        groupings = List.copyOf(groupings);
    }

    /** Where nobody asked for a choice. */
    public Insights(
            @Nullable Response response,
            String withoutResponse,
            @Nullable Importance importance,
            @Nullable ExpectedBest expectedBest,
            @Nullable Matrix matrix) {
        this(response, withoutResponse, importance, expectedBest, matrix, List.of());
    }

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
        return of(ranking, List.of(), seed, drawn, factory);
    }

    /**
     * The same, and how the options of some choices compare.
     *
     * @param choices their paths, each once; see {@link Grouping}
     */
    public static Insights of(
            Ranking ranking,
            List<String> choices,
            long seed,
            LongPredicate drawn,
            Surrogate.@Nullable Factory factory) {
        List<RankedTrial> trials = byNumber(ranking.trials());
        List<RankedTrial> draws =
                trials.stream().filter(trial -> drawn.test(trial.trial())).toList();
        Direction direction = ranking.objective().direction();
        Draws chance = Seeds.reportDraws(seed);
        Importance importance = PedAnova.of(ranking.template().space(), draws, direction, chance);
        ExpectedBest best = UnbiasedBest.of(draws, direction);
        Response response = null;
        String obstacle = "there is no model of the response: no searcher at hand has one";
        if (factory != null) {
            View view = view(ranking, trials);
            obstacle = Response.obstacle(view);
            if (obstacle.isEmpty())
                response =
                        Response.of(view, paths(ranking.template().space()), asked(ranking, choices), factory, chance);
        }
        if (response != null) {
            if (importance == null) importance = response.importance();
            if (best == null) best = response.expectedBest();
        }
        List<Grouping> groupings = new ArrayList<>();
        for (String path : choices) groupings.add(Grouping.of(ranking, path, chance, drawn, believed(response, path)));
        return new Insights(response, obstacle, importance, best, Matrix.of(ranking), groupings);
    }

    private static List<ChoiceResponse.Asked> asked(Ranking ranking, List<String> choices) {
        return choices.stream()
                .map(path -> new ChoiceResponse.Asked(path, Grouping.beside(ranking.template(), path)))
                .toList();
    }

    /** What the model says of a choice, where it is to be trusted; otherwise null. */
    private static @Nullable ChoiceResponse believed(@Nullable Response response, String path) {
        if (response == null || !response.health().trusted()) return null;
        for (ChoiceResponse one : response.choices()) if (one.path().equals(path)) return one;
        return null;
    }

    /** Numbers are dense, so that places do for a sort. */
    private static List<RankedTrial> byNumber(List<RankedTrial> ranked) {
        long most = ranked.stream().mapToLong(RankedTrial::trial).max().orElse(-1);
        if (most >= 4L * ranked.size() + 4)
            return ranked.stream()
                    .sorted(Comparator.comparingLong(RankedTrial::trial))
                    .toList();
        @Nullable RankedTrial[] places = new RankedTrial[(int) most + 1];
        for (RankedTrial trial : ranked) places[(int) trial.trial()] = trial;
        List<RankedTrial> trials = new ArrayList<>(ranked.size());
        for (RankedTrial trial : places) if (trial != null) trials.add(trial);
        return trials;
    }

    /** Every trial of the search that ended. */
    private static View view(Ranking ranking, List<RankedTrial> trials) {
        History history = new History();
        for (RankedTrial trial : trials)
            history.add(new Observation(trial.trial(), trial.configuration(), trial.outcome(), Note.EMPTY));
        return new View(ranking.template().space(), ranking.goals(), history.first(history.size()), List.of());
    }

    private static Paths paths(Space space) {
        Parameter rate = space.find(Axes.RATE);
        Parameter schedule = space.find(Axes.SCHEDULE);
        return new Paths(
                rate == null || rate.domain() instanceof Domain.Choice ? null : Axes.RATE,
                schedule != null && schedule.domain() instanceof Domain.Choice ? Axes.SCHEDULE : null);
    }

    /** What the model believes of the schedules, where it is to be trusted; otherwise empty. */
    public List<ScheduleResponse> trusted() {
        return response != null && response.health().trusted() ? response.schedules() : List.of();
    }
}
