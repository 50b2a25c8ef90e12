// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter for each group of trials: for each schedule, or where that does not vary for each option of the first
 * choice; of a name the first that is still free. Where nothing is chosen there is one group.
 */
final class PlotSymbols {
    static final char BEST = '*';
    static final char DIVERGED = 'x';
    static final char PRUNED = '.';
    private static final char ALONE = 'o';
    private static final char MORE = '#';

    private final @Nullable Parameter choice;
    private final Map<String, Character> letters = new LinkedHashMap<>();

    PlotSymbols(Space space) {
        choice = choice(space);
        if (choice == null || !(choice.domain() instanceof Domain.Choice(var options))) return;
        for (Option option : options) letters.put(option.label(), free(option.label()));
    }

    private static @Nullable Parameter choice(Space space) {
        Parameter schedule = space.find(Axes.SCHEDULE);
        if (schedule != null && schedule.domain() instanceof Domain.Choice) return schedule;
        for (Parameter root : space.roots())
            if (root.domain() instanceof Domain.Choice && !root.path().equals(Axes.RATE)) return root;
        return null;
    }

    private char free(String name) {
        String candidates = name.toUpperCase(Locale.ROOT) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int i = 0; i < candidates.length(); i++) {
            char c = candidates.charAt(i);
            boolean plain = ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
            if (plain && !letters.containsValue(c)) return c;
        }
        return MORE;
    }

    char of(RankedTrial trial) {
        if (choice == null) return ALONE;
        String name = trial.configuration().get(choice.path()) instanceof Value.Chosen chosen
                ? chosen.label()
                : trial.schedule();
        return name == null ? ALONE : letters.getOrDefault(name, ALONE);
    }

    /** The letters by name, in the study's order; empty where there is one group. */
    Map<String, Character> letters() {
        return letters;
    }
}
