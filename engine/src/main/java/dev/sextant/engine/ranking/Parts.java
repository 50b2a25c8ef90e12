// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ranked trials parted by schedule, or by the options of any other choice, each part in its place. */
final class Parts {
    private Parts() {}

    /** Every schedule, first-ranked first, those never tried last; empty where the trainer has none. */
    static List<RankedSchedule> ofSchedules(
            Template template, List<RankedTrial> ranked, Letters letters, Direction direction) {
        return of(ranked, RankedTrial::schedule, labels(template, Axes.SCHEDULE), letters, template, direction);
    }

    /** Every option of this choice in the same way, its label for the schedule's name. */
    static List<RankedSchedule> ofOptions(
            Template template, String path, List<RankedTrial> ranked, Letters letters, Direction direction) {
        return of(ranked, trial -> label(trial, path), labels(template, path), letters, template, direction);
    }

    /** The option that this trial chose; null where the choice is not active in it. */
    static @Nullable String label(RankedTrial trial, String path) {
        return trial.configuration().get(path) instanceof Value.Chosen chosen ? chosen.label() : null;
    }

    /** The options of a choice; empty where the path is none. */
    static List<String> labels(Template template, String path) {
        Parameter parameter = template.space().find(path);
        return parameter != null && parameter.domain() instanceof Domain.Choice choice
                ? choice.options().stream().map(Option::label).toList()
                : List.of();
    }

    private static List<RankedSchedule> of(
            List<RankedTrial> ranked,
            Function<RankedTrial, @Nullable String> name,
            List<String> all,
            Letters letters,
            Template template,
            Direction direction) {
        Map<String, List<RankedTrial>> byName = new LinkedHashMap<>();
        for (RankedTrial trial : ranked) {
            String own = name.apply(trial);
            if (own != null) byName.computeIfAbsent(own, _ -> new ArrayList<>()).add(trial);
        }
        for (String untried : all) byName.computeIfAbsent(untried, _ -> new ArrayList<>());
        List<Long> leaders = byName.values().stream()
                .filter(trials -> !trials.isEmpty())
                .map(trials -> trials.getFirst().trial())
                .toList();
        Map<Long, String> ties = letters.of(leaders);
        boolean logarithmic = Axes.logarithmic(template);
        List<RankedSchedule> parts = new ArrayList<>();
        byName.forEach((part, trials) -> {
            List<RankedTrial> completed = trials.stream()
                    .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                    .toList();
            double best = Double.NaN;
            for (RankedTrial trial : completed)
                if (trial.succeeded() && direction.better(trial.value(), best)) best = trial.value();
            RankedTrial first = trials.isEmpty() ? null : trials.getFirst();
            parts.add(new RankedSchedule(
                    parts.size() + 1,
                    first == null ? null : ties.get(first.trial()),
                    part,
                    trials,
                    completed.size(),
                    best,
                    first == null ? null : first.confirmed(),
                    RateRange.of(trials, direction, logarithmic),
                    median(completed)));
        });
        return parts;
    }

    private static double median(List<RankedTrial> trials) {
        int[] epochs = trials.stream().mapToInt(RankedTrial::epochs).sorted().toArray();
        int n = epochs.length;
        return n == 0 ? Double.NaN : (epochs[(n - 1) / 2] + epochs[n / 2]) / 2.0;
    }
}
