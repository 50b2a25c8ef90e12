// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.trainers.data.AnswerForm;
import java.util.ArrayList;
import java.util.List;

/** What a network's outputs say, as JSON: an object of one field that says what was learnt. */
final class AnswerJson {
    private static final String TARGET = "target";
    private static final String KINDS = "classes, numbers or answers";

    private AnswerJson() {}

    static void write(AnswerForm answer, ObjectNode into) {
        switch (answer) {
            case AnswerForm.Classes(String target, List<String> labels) ->
                labels.forEach(into.putObject("classes").put(TARGET, target).putArray("labels")::add);
            case AnswerForm.Numbers(List<AnswerForm.Scale> scales) -> {
                ArrayNode numbers = into.putArray("numbers");
                for (AnswerForm.Scale scale : scales)
                    numbers.addObject()
                            .put(TARGET, scale.target())
                            .put("mean", scale.mean())
                            .put("deviation", scale.deviation());
            }
            case AnswerForm.Answers(List<String> targets) -> targets.forEach(into.putArray("answers")::add);
        }
    }

    static AnswerForm read(JsonFields fields) throws ModelFormatException {
        String kind = fields.only(KINDS);
        return switch (kind) {
            case "classes" -> {
                JsonFields classes = fields.object(kind);
                List<String> labels = classes.texts("labels");
                if (labels.size() < 2) throw classes.wrong("labels", "at least two classes");
                yield new AnswerForm.Classes(classes.text(TARGET), labels);
            }
            case "numbers" -> {
                List<AnswerForm.Scale> scales = new ArrayList<>();
                for (JsonFields number : fields.objects(kind))
                    scales.add(new AnswerForm.Scale(
                            number.text(TARGET), number.number("mean"), number.positive("deviation")));
                if (scales.isEmpty()) throw fields.wrong(kind, "a list of at least one target");
                yield new AnswerForm.Numbers(scales);
            }
            case "answers" -> new AnswerForm.Answers(fields.texts(kind));
            default ->
                throw new ModelFormatException("its description has \"%s\" in %s, which must be %s"
                        .formatted(JsonFields.shortened(kind), fields.path(), KINDS));
        };
    }
}
