// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.studies.tree.JsonTree;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Source;
import dev.sextant.studies.tree.TreeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of the command line that changes the study before it is checked.
 *
 * @param option as typed: {@code --set}, {@code --trials}
 * @param path where the value goes, names joined by dots: {@code trainer.epochs}, {@code trainer.hidden.0}
 * @param value JSON; what is not JSON is a string
 * @param pathTyped whether the path was typed too, as {@code path=value}
 */
public record Argument(String option, String path, String value, boolean pathTyped) {
    /**
     * {@code --set path=value}. Throws IllegalArgumentException, in words for a person, where it is not of this form.
     */
    public static Argument set(String typed) {
        int equals = typed.indexOf('=');
        if (equals < 1)
            throw new IllegalArgumentException(
                    "--set %s: expected path=value, such as trainer.epochs=10".formatted(typed));
        return new Argument("--set", typed.substring(0, equals), typed.substring(equals + 1), true);
    }

    /** An option of its own for one value: {@code --trials 20}. */
    public static Argument option(String option, String path, String value) {
        return new Argument(option, path, value, false);
    }

    /**
     * Writes the value into the tree, making the objects on the way.
     *
     * @param order the argument's place among the arguments, from 1
     */
    void apply(Node.Fields root, int order, Problems problems) {
        String before = option + " " + (pathTyped ? path + "=" : "");
        Source source = new Source(order, pathTyped ? option + " " + path : option, before + value);
        Node written = value(source, before.length(), problems);
        if (written == null) return;
        String[] names = path.split("\\.", -1);
        Node node = root;
        int column = option.length() + 2;
        if (names.length > TreeText.MAX_DEPTH) {
            problems.error(
                    new Position(source, 1, column),
                    "",
                    "the path has " + names.length + " names, at most " + TreeText.MAX_DEPTH + " are read",
                    "write it as trainer.epochs=10");
            return;
        }
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Position at = pathTyped ? new Position(source, 1, column) : written.at();
            if (name.isEmpty()) {
                problems.error(at, "", "the path " + path + " has an empty name", "write it as trainer.epochs=10");
                return;
            }
            if (name.length() > TreeText.MAX_KEY) {
                problems.error(
                        at,
                        "",
                        "a name has at most " + TreeText.MAX_KEY + " characters, got " + name.length(),
                        "write it as trainer.epochs=10");
                return;
            }
            boolean last = i == names.length - 1;
            Node next = step(node, name, at, last ? written : null);
            if (next == null) {
                problems.error(at, pointer(names, i), "there is no \"" + name + "\" in " + node.found(), advice(node));
                return;
            }
            node = next;
            column += name.length() + 1;
        }
    }

    /** One name deeper; {@code value}, if given, replaces what is there. Null where nothing can stand there. */
    private static @Nullable Node step(Node node, String name, Position at, @Nullable Node value) {
        if (node instanceof Node.Fields fields) {
            Node old = fields.get(name);
            Node next = value != null ? value : old;
            // Where a variant stands in its short form, "sgd", its long form is begun: optimizer.sgd.momentum.
            boolean begin = next == null
                    || (value == null
                            && next instanceof Node.Scalar short_
                            && short_.json().isTextual());
            if (next == null || begin) next = new Node.Fields(at, new LinkedHashMap<>());
            fields.fields().put(name, new Node.Field(value != null || begin ? at : fields.keyAt(name), next));
            return next;
        }
        if (node instanceof Node.Items(Position _, List<Node> items)) {
            int index = name.length() < 6 && name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : -1;
            if (index < 0 || index >= items.size()) return null;
            if (value != null) items.set(index, value);
            return items.get(index);
        }
        return null;
    }

    private @Nullable Node value(Source source, int shift, Problems problems) {
        return typed(source, value, shift, problems);
    }

    /**
     * A typed value: JSON, and what is not meant as JSON is a string. Null where it is neither.
     *
     * @param shift how many characters of the source stand before the value
     */
    static @Nullable Node typed(Source source, String value, int shift, Problems problems) {
        Problems attempt = new Problems();
        Node node = JsonTree.read(source, value, shift, attempt);
        if (node != null && !attempt.severe()) return node;
        boolean meantAsJson = !value.isEmpty() && "{[\"".indexOf(value.charAt(0)) >= 0;
        if (!meantAsJson)
            return new Node.Scalar(new Position(source, 1, 1 + shift), JsonNodeFactory.instance.textNode(value));
        problems.addAll(attempt);
        return null;
    }

    private static String pointer(String[] names, int last) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i <= last; i++) pointer.append('/').append(names[i]);
        return pointer.toString();
    }

    private static String advice(Node node) {
        List<String> parts = new ArrayList<>();
        if (node instanceof Node.Items(Position _, List<Node> items))
            for (int i = 0; i < items.size(); i++) parts.add(Integer.toString(i));
        return parts.isEmpty() ? "set the whole value instead" : "its places are " + String.join(", ", parts);
    }
}
