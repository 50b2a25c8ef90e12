// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the test rows say about the winner.
 *
 * @param opened how often the test rows were scored in this study
 * @param trial the search trial whose training was scored; -1 where none was
 * @param metrics {@code testLoss}, {@code testAccuracy} and the like; empty where there is no score
 * @param reason why there is no score; empty where there is one
 */
public record TestScore(int opened, long trial, Map<String, Double> metrics, String reason) {
    public TestScore {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }

    /** What every metric on the test rows begins with. */
    public static final String PREFIX = "test";

    /** Whether data may be set aside for the test; false where the study says that none is. */
    public static boolean rows(Template template) {
        return template.document().path("data").path("test").asDouble(1) != 0;
    }

    /** Read from the trials of role Test, the lowest number first. */
    static TestScore of(List<Trial> trials, Template template) {
        int opened = 0;
        TestScore score = null;
        for (Trial trial : trials) {
            if (!(trial.role() instanceof Role.Test(long of))) continue;
            TestScore found = switch (trial.outcome()) {
                case Outcome.Completed completed -> scored(of, completed);
                case Outcome.Pruned _, Outcome.Diverged _ -> none("the winner did not train again");
                case Outcome.Failed failed -> none(failed.message());
                case null -> none("not scored yet");
            };
            opened += found.opened;
            if (score == null) score = found;
        }
        if (score == null) return none(rows(template) ? "not asked for, or not come to yet" : "there are no test rows");
        return new TestScore(opened, score.trial, score.metrics, score.reason);
    }

    private static TestScore scored(long of, Outcome.Completed completed) {
        Map<String, Double> metrics = new TreeMap<>();
        completed.metrics().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) metrics.put(name, value);
        });
        return metrics.isEmpty() ? none("there are no test rows") : new TestScore(1, of, metrics, "");
    }

    private static TestScore none(String reason) {
        return new TestScore(0, -1, Map.of(), reason);
    }
}
