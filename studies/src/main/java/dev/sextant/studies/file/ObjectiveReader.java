// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a study optimises: one objective, or a list of them, the first of which trainings watch. */
final class ObjectiveReader {
    static final String OBJECTIVE = "objective";
    static final String MINIMIZE = "minimize";
    static final String MAXIMIZE = "maximize";

    /** With more objectives nearly every trial stands on the front, which then says nothing. */
    static final int MOST = 4;

    private static final Schema.Section ONE = new Schema.Section(
            "What is small or large in a good trial: exactly one of these, with a metric of the trainer.",
            List.of(
                    Schema.Key.optional(MINIMIZE, new Schema.Text("The metric that is to be small.", List.of())),
                    Schema.Key.optional(MAXIMIZE, new Schema.Text("The metric that is to be large.", List.of()))),
            List.of(Schema.Group.exactlyOne(List.of(MINIMIZE, MAXIMIZE))));

    static final Schema.Key KEY = Schema.Key.optional(
            OBJECTIVE,
            new Schema.AnyOf(
                    "What the search is after, as in {\"minimize\": \"validationLoss\"}; several objectives in an array,"
                            + " of which trainings watch the first. Default: the trainer's usual metric.",
                    List.of(
                            ONE,
                            new Schema.Items(
                                    "Several objectives; the report shows every trial that no other betters in all.",
                                    ONE,
                                    1,
                                    MOST))));

    private final Part root;
    private final Problems problems;
    private final Measures measures;

    ObjectiveReader(Part root, Measures measures) {
        this.root = root;
        this.problems = root.problems();
        this.measures = measures;
    }

    /** The trainer's first metric where the study says nothing; null where something is wrong. */
    @Nullable
    List<Objective> read() {
        Node node = root.get(OBJECTIVE);
        if (node == null) {
            Direction good = measures.direction(measures.first());
            return good == null ? null : List.of(new Objective(measures.first(), good));
        }
        if (node instanceof Node.Items(Position _, List<Node> items)) return several(node, items);
        Part part = root.part(OBJECTIVE, ONE);
        Objective objective = node instanceof Node.Fields ? objective(part, true) : null;
        return objective == null ? null : List.of(objective);
    }

    private @Nullable List<Objective> several(Node list, List<Node> items) {
        Place place = root.place().child(OBJECTIVE);
        if (items.isEmpty() || items.size() > MOST) {
            problems.error(
                    list.at(),
                    place.pointer(),
                    "a study has 1 to " + MOST + " objectives, got " + items.size(),
                    items.isEmpty() ? example() : "keep some others in bounds instead, with \"subjectTo\"");
            return null;
        }
        List<Objective> objectives = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Place at = place.child(Integer.toString(i));
            if (!(items.get(i) instanceof Node.Fields fields)) {
                problems.error(
                        items.get(i).at(),
                        at.pointer(),
                        "expected an object, got " + items.get(i).found(),
                        example());
                continue;
            }
            Objective objective = objective(new Part(fields, ONE, at, problems), i == 0);
            if (objective == null) continue;
            String word = word(objective.direction());
            Node metric = fields.get(word);
            if (named.add(objective.metric())) objectives.add(objective);
            else
                problems.error(
                        metric == null ? fields.at() : metric.at(),
                        at.child(word).pointer(),
                        objective.metric() + " is an objective already",
                        "name each metric once");
        }
        return objectives.size() == items.size() ? objectives : null;
    }

    private String example() {
        return "write {\"" + word(measures.direction(measures.first())) + "\": \"" + measures.first() + "\"}";
    }

    private static String word(@Nullable Direction direction) {
        return direction == Direction.MAXIMIZE ? MAXIMIZE : MINIMIZE;
    }

    private @Nullable Objective objective(Part part, boolean first) {
        part.allow();
        Node minimize = part.get(MINIMIZE);
        Node metric = minimize != null ? minimize : part.get(MAXIMIZE);
        if (metric == null || (minimize != null && part.get(MAXIMIZE) != null)) {
            problems.error(
                    part.fields().at(),
                    part.place().pointer(),
                    "expected one of \"minimize\" and \"maximize\", got "
                            + (metric == null ? part.fields().found() : "both"),
                    example());
            return null;
        }
        Direction direction = minimize != null ? Direction.MINIMIZE : Direction.MAXIMIZE;
        Place place = part.place().child(word(direction));
        if (metric.json().isTextual()
                && measures.refusedForTheClock(metric.json().textValue(), metric.at(), place, problems)) return null;
        String word = word(direction);
        JsonNode name = part.read(
                word, metric, new Schema.Text(part.key(word).schema().description(), List.copyOf(measures.names())));
        if (name == null) return null;
        String text = name.textValue();
        if (!measures.good(text, direction)) {
            problems.error(
                    metric.at(),
                    place.pointer(),
                    text + " is good when it is " + (minimize != null ? "large" : "small"),
                    "write {\"" + (minimize != null ? MAXIMIZE : MINIMIZE) + "\": " + name + "}");
            return null;
        }
        if (first && text.equals(Goals.EPOCH_SECONDS)) {
            problems.error(
                    metric.at(),
                    place.pointer(),
                    text + " cannot be the first objective, which trainings watch after every epoch",
                    "put another before it: [{\"" + word(measures.direction(measures.first())) + "\": \""
                            + measures.first() + "\"}, {\"minimize\": \"" + text + "\"}]");
            return null;
        }
        return new Objective(text, direction);
    }
}
