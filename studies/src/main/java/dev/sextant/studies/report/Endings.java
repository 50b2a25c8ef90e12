// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;

/**
 * Why each training ended when it did, in a few words: {@code early, 12/30} where its own early stopping ended it,
 * {@code all 30}, {@code pruned, 4/30}, {@code limit, 20/30} at the study's limit of epochs, {@code diverged, 2/30},
 * {@code failed}. Without the number of epochs that were meant, where the trainer's document does not hold one.
 */
final class Endings {
    /** Where a trainer's document holds how many epochs a training may have. */
    private static final String EPOCHS = "epochs";

    private final Direction direction;
    private final int fixed;

    Endings(Ranking ranking) {
        this.direction = ranking.objective().direction();
        Template template = ranking.template();
        JsonNode epochs = template.document().path(EPOCHS);
        this.fixed = epochs.isInt() ? epochs.intValue() : 0;
    }

    /** Whether it says more of some of these trials than that they completed. */
    boolean worthwhile(Iterable<RankedTrial> trials) {
        for (RankedTrial trial : trials) if (!of(trial).equals("completed")) return true;
        return false;
    }

    String of(RankedTrial trial) {
        int all = meant(trial.configuration());
        int trained = trial.epochs();
        return switch (trial.outcome()) {
            case Outcome.Failed _ -> "failed";
            case Outcome.Diverged _ -> "diverged" + share(trained, all);
            case Outcome.Pruned pruned -> (capped(trial, pruned) ? "limit" : "pruned") + share(trained, all);
            case Outcome.Completed _ when all == 0 -> "completed";
            case Outcome.Completed _ when trained < all -> "early" + share(trained, all);
            case Outcome.Completed _ -> "all " + trained;
        };
    }

    /** Whether the study's limit of epochs stopped it, and no plan. */
    private boolean capped(RankedTrial trial, Outcome.Pruned pruned) {
        return !(trial.plan().enforced() && trial.plan().missed(pruned, direction) != null);
    }

    private int meant(Configuration configuration) {
        if (fixed > 0) return fixed;
        return configuration.get(EPOCHS) instanceof Value.Whole(long number) ? Math.toIntExact(number) : 0;
    }

    private static String share(int trained, int all) {
        return all > 0 ? ", " + trained + "/" + all : "";
    }
}
