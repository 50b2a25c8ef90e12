// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EpochBudget} has left: ended trials count with their epochs, open ones with the most they may have.
 */
final class EpochAccount {
    private final EpochBudget budget;
    private long used;
    private long open;

    EpochAccount(EpochBudget budget) {
        this.budget = budget;
    }

    void decided() {
        open++;
    }

    void ended(Outcome outcome) {
        open--;
        used += outcome.curve().epochs();
    }

    /** Whether one more trial fits, however long those that are open turn out. */
    boolean affords() {
        return !budget.limits() || used + (open + 1) * budget.longest() <= budget.epochs();
    }

    /** Why no trial fits any more, in words for people; null where one does, or may yet. */
    @Nullable
    String spent() {
        if (affords() || open > 0) return null;
        return "the budget of %d epochs is spent: %d used, and another training may take %d"
                .formatted(budget.epochs(), used, budget.longest());
    }
}
