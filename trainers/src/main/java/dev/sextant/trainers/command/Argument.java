// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One argument of a program, or one variable's value, as the document has it: text with placeholders.
 *
 * @param path where it stands in the document
 * @param parts in their order; together they are the text
 */
record Argument(String path, List<Part> parts) {
    /** A piece of it. */
    sealed interface Part {
        record Literal(String text) implements Part {}

        /** Stands for a value. */
        record Placeholder(String name) implements Part {}
    }

    /** What a person is told who meant a brace. */
    static final String DOUBLE = "a brace itself is written twice, {{ or }}";

    Argument {
        parts = List.copyOf(parts);
    }

    /** @param path where it stands in the document */
    static Argument parse(String path, String text) throws TrainingException {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = c == '{' ? text.indexOf('}', at) : -1;
            if (c != '{' && c != '}') literal.append(c);
            else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
                literal.append(c);
                at++;
            } else if (end < 0)
                throw new TrainingException(path, "\"%s\" has a %c without its other brace".formatted(text, c), DOUBLE);
            else {
                if (!literal.isEmpty()) parts.add(new Part.Literal(literal.toString()));
                literal.setLength(0);
                parts.add(new Part.Placeholder(text.substring(at + 1, end)));
                at = end;
            }
        }
        if (!literal.isEmpty()) parts.add(new Part.Literal(literal.toString()));
        return new Argument(path, parts);
    }

    /** The names of its placeholders, in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) if (part instanceof Part.Placeholder(String name)) names.add(name);
        return names;
    }

    /** Whether this placeholder is all of it. */
    boolean isOnly(String name) {
        return parts.equals(List.of(new Part.Placeholder(name)));
    }

    /** The text; a placeholder without a value stays as it is written. */
    String filled(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts)
            text.append(
                    switch (part) {
                        case Part.Literal(String literal) -> literal;
                        case Part.Placeholder(String name) -> values.getOrDefault(name, "{" + name + "}");
                    });
        return text.toString();
    }
}
