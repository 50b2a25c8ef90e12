// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;

/**
 * An option or a parameter of a command.
 *
 * @param names as typed, dashes included; empty for a parameter, which is known by its place
 * @param label what stands for the value, such as {@code FILE}; empty for an option without one, and in brackets where
 *     it may be left out
 * @param required whether the command does nothing without it
 * @param repeated whether it may be given more than once
 * @param values all that the value may be; empty where it is free
 * @param description what it does, and its default
 * @param everywhere whether every command has it
 */
public record Argument(
        List<String> names,
        String label,
        boolean required,
        boolean repeated,
        List<String> values,
        String description,
        boolean everywhere) {
    /** What a shell may offer for the value. */
    public enum Offer {
        NOTHING,
        VALUES,
        FILE,
        DIRECTORY,
        RUN
    }

    public Argument {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    public boolean option() {
        return !names.isEmpty();
    }

    /** Whether a value follows the option and cannot be left out. */
    public boolean valued() {
        return !label.isEmpty() && !label.startsWith("[");
    }

    /** By the label: a study, a file and a target are files, a run is the name of one. */
    public Offer offer() {
        if (!values.isEmpty()) return Offer.VALUES;
        return switch (label) {
            case "STUDY", "FILE", "TARGET" -> Offer.FILE;
            case "DIR" -> Offer.DIRECTORY;
            case "RUN" -> Offer.RUN;
            default -> Offer.NOTHING;
        };
    }

    /** Its first sentence, for a list that a shell shows, without the full stop. */
    public String brief() {
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** As it stands in a synopsis: {@code --dir DIR}, {@code STUDY...}. */
    public String text() {
        if (names.isEmpty()) return label + (repeated ? "..." : "");
        String all = String.join(", ", names);
        return label.isEmpty() ? all : all + " " + label;
    }
}
