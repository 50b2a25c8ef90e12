// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.studies.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the leaders of a study are trained again, read and written. */
final class ConfirmationReader {
    private static final String TOP = "top";
    private static final String SEEDS = "seeds";
    private static final String TEST = "test";
    private static final ConfirmationRule PRESET = ConfirmationRule.DEFAULT;

    static final Schema.Section SCHEMA = new Schema.Section(
            "How the leaders are trained again on fresh seeds before they are ranked.",
            List.of(
                    Schema.Key.whole(
                            TOP,
                            "How many of the best trials are trained again, beside the best of each schedule and the"
                                    + " default; 0: none.",
                            Schema.Interval.closed(0, 1000),
                            PRESET.top()),
                    Schema.Key.whole(
                            SEEDS,
                            "On how many fresh seeds each of them is trained, the same for all; fewer than 3 say little"
                                    + " about the spread.",
                            Schema.Interval.closed(1, 1000),
                            PRESET.seeds()),
                    Schema.Key.flag(
                            TEST,
                            "Whether the winner is scored on the test rows, which nothing has seen before.",
                            PRESET.test())));

    private ConfirmationReader() {}

    /**
     * The usual one where something is wrong. Where another program trains the trials, nobody trains any of them again.
     *
     * @param factory null where the study names no trainer that is here
     */
    static ConfirmationRule read(Part root, @Nullable TrainerFactory factory) {
        Part part = root.part(StudySchema.CONFIRM);
        int before = part.problems().count();
        ObjectNode read = part.section();
        if (part.problems().count() > before) return PRESET;
        ConfirmationRule written = new ConfirmationRule(
                read.get(TOP).intValue(),
                read.get(SEEDS).intValue(),
                read.get(TEST).booleanValue());
        if (factory == null || factory.trains()) return written;
        boolean again = factory.retrains();
        if (written.top() > 0 && !again) trainedOnce(part, TOP, "confirmed");
        if (written.test())
            if (again) warn(part, TEST, "an objective of a program's own has no test rows that Sextant knows of");
            else trainedOnce(part, TEST, "tested");
        return new ConfirmationRule(again ? written.top() : 0, written.seeds(), false);
    }

    private static void trainedOnce(Part confirm, String key, String again) {
        warn(confirm, key, "trials that another program trains are trained once: none is " + again);
    }

    /** Only of what somebody wrote. */
    private static void warn(Part confirm, String key, String message) {
        Node asked = confirm.get(key);
        if (asked != null)
            confirm.problems().warning(asked.at(), confirm.place().child(key).pointer(), message, "leave it out");
    }

    /** Into the study, so that it is read back. */
    static void write(ConfirmationRule rule, ObjectNode study) {
        study.putObject(StudySchema.CONFIRM)
                .put(TOP, rule.top())
                .put(SEEDS, rule.seeds())
                .put(TEST, rule.test());
    }
}
