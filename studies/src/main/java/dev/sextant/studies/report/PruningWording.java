// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.PruningEffect;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stopping trials early saved and what it cost, in sentences. */
final class PruningWording {
    /** More epochs than this are told by the first and the last. */
    private static final int LISTED = 4;

    private PruningWording() {}

    /** Empty where no pruner took part. */
    static String of(@Nullable PruningEffect effect) {
        if (effect == null) return "";
        String saved = effect.pruned() == 0
                ? "Pruning stopped no trial"
                : "Pruning saved about %s epochs, %s %% of an unpruned search's"
                        .formatted(Figures.count(effect.saved()), Figures.number(100 * effect.share(), 2));
        boolean idle = effect.pruned() == 0 && effect.control().stopped() == 0;
        return saved + (idle ? "." : cost(effect.control())) + switchedOff(effect.switchedOff());
    }

    private static String cost(PruningEffect.Control control) {
        if (control.trials() == 0) return "; no control trial tells yet what it cost.";
        String group = "; of %s it would have stopped".formatted(trials(control.trials()));
        if (control.stopped() == 0) return group + " none: no sign that it costs rank.";
        return "%s %d, %s ended %s of %s completed: %s."
                .formatted(
                        group,
                        control.stopped(),
                        control.stopped() == 1 ? "which" : "the best of which",
                        ordinal(control.bestRank()),
                        Figures.count(control.completed()),
                        control.amongFirst() == 0
                                ? "none of the first " + PruningEffect.FIRST
                                : "%d of the first %d would have been lost"
                                        .formatted(control.amongFirst(), PruningEffect.FIRST));
    }

    private static String trials(int count) {
        return count == 1 ? "1 control trial" : count + " control trials";
    }

    private static String switchedOff(List<PruningEffect.SwitchedOff> rungs) {
        if (rungs.isEmpty()) return "";
        String epochs = rungs.size() <= LISTED
                ? rungs.stream().map(rung -> "" + rung.epoch()).collect(Collectors.joining(", "))
                : rungs.getFirst().epoch() + " … " + rungs.getLast().epoch();
        int plans =
                rungs.stream().mapToInt(PruningEffect.SwitchedOff::plans).max().orElse(0);
        return (" For %s it was switched off at epoch%s %s: there the control trials' values did not foretell their"
                        + " last ones.")
                .formatted(
                        plans == 1 ? "1 trial" : (rungs.size() == 1 ? "" : "up to ") + plans + " trials",
                        rungs.size() == 1 ? "" : "s",
                        epochs);
    }

    /** 1st, 2nd, 3rd, 4th … 11th … 21st. */
    static String ordinal(int number) {
        int tens = number % 100;
        String ending = tens >= 11 && tens <= 13
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + ending;
    }
}
