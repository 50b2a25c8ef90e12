// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Parameters, values and metrics by the names that people read. */
public final class Naming {
    /** Parameters whose value says what it is: {@code adam} needs no "optimizer" before it. */
    private static final Set<String> SELF_EXPLAINING = Set.of("optimizer", "activation");

    /** A longer name is cut in the middle: both its ends may be what sets it apart. */
    private static final int LONGEST = 48;

    /** How much of its end stays. */
    private static final int END = 16;

    private Naming() {}

    /** The name as it stands in sentences and tables; whole in the files for programs. */
    static String brief(String name) {
        return brief(name, LONGEST);
    }

    /** A text of at most so many characters, more than {@link #END}: cut where its end begins. */
    static String brief(String text, int longest) {
        if (text.length() <= longest) return text;
        int from = longest - END - 1;
        int to = text.length() - END;
        // Neither half of a pair is a character.
        if (Character.isHighSurrogate(text.charAt(from - 1))) from--;
        if (Character.isLowSurrogate(text.charAt(to))) to++;
        return text.substring(0, from) + "…" + text.substring(to);
    }

    /** The parameters of a configuration in the study file's own names, without those left out. */
    public static List<String> parameters(Space space, Configuration configuration, Predicate<String> shown) {
        List<String> parts = new ArrayList<>();
        configuration.values().forEach((path, value) -> {
            if (shown.test(path)) parts.add(named(path, name(space, configuration, path), value));
        });
        return parts;
    }

    /** The parameter's short name among those active here: gamma, where only one schedule's gamma is. */
    static String name(Space space, Configuration configuration, String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        boolean alone = configuration.values().keySet().stream()
                        .filter(other -> other.equals(last) || other.endsWith("." + last))
                        .count()
                == 1;
        return brief(alone && !last.chars().allMatch(Character::isDigit) ? last : space.shortName(path));
    }

    static String named(String path, String name, Value value) {
        return SELF_EXPLAINING.contains(path) ? text(value) : name + " " + text(value);
    }

    public static String text(Value value) {
        return switch (value) {
            case Value.Real real -> Figures.number(real.number());
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Chosen chosen -> brief(chosen.label());
        };
    }

    /** {@code validationLoss} as validation loss. */
    static String words(String name) {
        return brief(name)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll(" f1$", " F1")
                .replaceAll(" r2$", " R²");
    }
}
