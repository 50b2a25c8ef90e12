// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a trial fails that broke every worker that took it. */
public final class Breaks {
    private static final String BEGINNING = "broke its worker ";

    private Breaks() {}

    /** @param causes what its workers said, in order */
    static String message(List<String> causes) {
        return "%s%d times: %s".formatted(BEGINNING, causes.size(), String.join("; ", new LinkedHashSet<>(causes)));
    }

    /** Whether the trial failed because of what its workers lacked, which another machine may have. */
    public static boolean failed(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Failed(String message, var _) && message.startsWith(BEGINNING);
    }
}
