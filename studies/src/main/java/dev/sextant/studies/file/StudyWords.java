// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.LinkedHashSet;
import java.util.Set;

/** Says in a few words what may stand at a place of a study, for {@link StudyReference}. */
final class StudyWords {
    private StudyWords() {}

    /** {@code whole number, at least 1}; {@code list of numbers}. */
    static String kind(Schema schema) {
        return switch (schema) {
            case Schema.Real real -> "number" + range(real.range());
            case Schema.Whole whole -> "whole number" + range(whole.range());
            case Schema.Flag flag -> flag.either() ? "`true` or `false`" : "`true`";
            case Schema.Text text -> text(text);
            case Schema.Items items -> "list of " + size(items) + plural(items.item());
            case Schema.Section _ -> "object";
            case Schema.Named named -> "object with names of your own; each value " + article(kind(named.values()));
            case Schema.Variants variants ->
                "one of `" + String.join("`, `", variants.variants().keySet()) + "`";
            case Schema.Any _ -> "any value";
            case Schema.AnyOf any -> {
                Set<String> kinds = new LinkedHashSet<>();
                for (Schema form : any.forms()) kinds.add(kind(form));
                yield String.join("; or ", kinds);
            }
        };
    }

    /** Whether a default is worth showing: an empty part or text is not. */
    static boolean telling(JsonNode preset) {
        return preset.isContainerNode()
                ? !preset.isEmpty()
                : !preset.isTextual() || !preset.textValue().isEmpty();
    }

    /** In one line, with numbers as people write them: {@code 1e-7}, {@code 10}. */
    static String json(JsonNode value) {
        return JsonText.of(value)
                .replaceAll("(?<=[\\[ :]|^)(-?\\d+)\\.0(?=[\\], }E]|$)", "$1")
                .replaceAll("(?<=\\d)E(?=-?\\d)", "e");
    }

    private static String range(Schema.Interval range) {
        return range.equals(Schema.Interval.ANY) ? "" : " " + range.text();
    }

    private static String text(Schema.Text text) {
        if (!text.allowed().isEmpty())
            return (text.allowed().size() == 1 ? "" : "one of ") + "`\""
                    + String.join("\"`, `\"", text.allowed()).replace("\t", "\\t") + "\"`";
        Schema.Form form = text.form();
        return form == null ? "text" : "text: " + form.words();
    }

    private static String size(Schema.Items items) {
        if (items.min() == items.max()) return items.min() + " ";
        String least = items.min() > 0 ? "at least " + items.min() : "";
        String most = items.max() < Integer.MAX_VALUE ? "at most " + items.max() : "";
        String both = least + (least.isEmpty() || most.isEmpty() ? "" : " and ") + most;
        return both.isEmpty() ? "" : both + " ";
    }

    private static String plural(Schema item) {
        return switch (item) {
            case Schema.Real real -> "numbers" + range(real.range());
            case Schema.Whole whole -> "whole numbers" + range(whole.range());
            case Schema.Text text when text.allowed().isEmpty() && text.form() == null -> "texts";
            case Schema.Section _ -> "objects";
            case Schema.Any _ -> "values";
            case Schema.Variants _ -> "items";
            case Schema.Flag _, Schema.Text _, Schema.Items _, Schema.Named _, Schema.AnyOf _ ->
                "items, each " + kind(item);
        };
    }

    private static String article(String kind) {
        if (kind.startsWith("any") || kind.startsWith("one") || kind.startsWith("`")) return kind;
        return (kind.startsWith("o") ? "an " : "a ") + kind;
    }
}
