// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a trial's result must keep: {@code "subjectTo": {"parameters": {"atMost": 5000}}}. */
final class ConstraintReader {
    static final String SUBJECT_TO = "subjectTo";
    static final String AT_MOST = "atMost";
    static final String AT_LEAST = "atLeast";

    private static final Schema.Section BOUNDS = new Schema.Section(
            "Bounds of one metric of the trainer, in its own units.",
            List.of(
                    Schema.Key.optional(
                            AT_MOST, new Schema.Real("The most that the metric may be.", Schema.Interval.ANY)),
                    Schema.Key.optional(
                            AT_LEAST, new Schema.Real("The least that the metric may be.", Schema.Interval.ANY))),
            List.of(Schema.Group.atLeastOne(List.of(AT_MOST, AT_LEAST))));

    static final Schema.Key KEY = new Schema.Key(
            SUBJECT_TO,
            new Schema.Named(
                    "What a trial's result must keep, by the name of a metric, as in {\"parameters\": {\"atMost\":"
                            + " 5000}}: what breaks a bound ranks behind all that keep it, and cannot win. Default:"
                            + " no bounds.",
                    BOUNDS),
            false,
            JsonNodeFactory.instance.objectNode());

    /** Its keys are the metrics, which the trainer names. */
    private static final Schema.Section METRICS =
            new Schema.Section(KEY.schema().description(), List.of());

    private final Part subject;
    private final Problems problems;
    private final Measures measures;

    ConstraintReader(Part root, Measures measures) {
        this.subject = root.part(SUBJECT_TO, METRICS);
        this.problems = root.problems();
        this.measures = measures;
    }

    /** In the order of the file; of one metric the upper bound first. What is wrong is left out. */
    List<Constraint> read() {
        List<Constraint> constraints = new ArrayList<>();
        for (String metric : subject.fields().names()) {
            Node bounds = subject.get(metric);
            Place place = subject.place().child(metric);
            Position at = subject.fields().keyAt(metric);
            if (bounds == null || measures.refusedForTheClock(metric, at, place, problems)) continue;
            if (measures.direction(metric) == null)
                problems.error(
                        at,
                        place.pointer(),
                        "unknown metric \"" + metric + "\"",
                        Suggestion.of(metric, measures.names()));
            else if (bounds instanceof Node.Fields fields)
                bounds(metric, new Part(fields, BOUNDS, place, problems), constraints);
            else
                problems.error(
                        bounds.at(),
                        place.pointer(),
                        "expected an object, got " + bounds.found(),
                        bounds.json().isNumber() ? "write {\"" + AT_MOST + "\": " + bounds.json() + "}" : "");
        }
        return constraints;
    }

    private void bounds(String metric, Part bounds, List<Constraint> constraints) {
        bounds.allow();
        if (bounds.fields().names().isEmpty())
            problems.error(
                    bounds.fields().at(),
                    bounds.place().pointer(),
                    "expected \"" + AT_MOST + "\" or \"" + AT_LEAST + "\", got "
                            + bounds.fields().found(),
                    "write {\"" + AT_MOST + "\": 1.0}");
        Constraint most = bound(metric, bounds, AT_MOST, Constraint.Side.AT_MOST);
        Constraint least = bound(metric, bounds, AT_LEAST, Constraint.Side.AT_LEAST);
        if (most != null && least != null && least.bound() > most.bound())
            problems.error(
                    bounds.fields().at(),
                    bounds.place().pointer(),
                    "no value is at least " + Numbers.text(least.bound()) + " and at most "
                            + Numbers.text(most.bound()),
                    "did you mean {\"" + AT_LEAST + "\": " + Numbers.text(most.bound()) + ", \"" + AT_MOST + "\": "
                            + Numbers.text(least.bound()) + "}?");
        if (most != null) constraints.add(most);
        if (least != null) constraints.add(least);
    }

    private static @Nullable Constraint bound(String metric, Part bounds, String word, Constraint.Side side) {
        Node written = bounds.get(word);
        JsonNode bound = written == null ? null : bounds.read(word, written);
        return bound == null ? null : new Constraint(metric, side, bound.doubleValue());
    }
}
