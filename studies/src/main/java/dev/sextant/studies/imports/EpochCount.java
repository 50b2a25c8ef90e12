// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many epochs the trials of a program have, as far as its parameters and its command tell. */
final class EpochCount {
    private static final long MOST = 1_000_000;
    private static final long USUAL = 1_000;

    /** Where nothing tells: a pruner begins after this part of the epochs where a study does not say. */
    private static final long PART = 27;

    private static final Set<String> NAMES =
            Set.of("epochs", "num_epochs", "n_epochs", "nepochs", "max_epochs", "epoch", "num_train_epochs");
    private static final Pattern FLAG = Pattern.compile("--?([A-Za-z_-]+)=(\\d{1,7})");

    private EpochCount() {}

    /** More than most programs have, since a trial that reports more fails. */
    static long supposed(long first) {
        return Math.min(Math.max(Math.min(first, MOST) * PART, USUAL), MOST);
    }

    /** With the line in which a program tells its result after the last epoch. */
    static long withLastWord(long epochs) {
        return Math.min(epochs + 1, MOST);
    }

    /** Null where nothing tells. */
    static @Nullable Long of(Draft draft) {
        for (Map.Entry<String, JsonNode> entry : draft.parameters.properties())
            if (named(entry.getKey())) return most(entry.getValue());
        String before = "";
        for (JsonNode argument : draft.argv) {
            String text = argument.asText();
            Matcher flag = FLAG.matcher(text);
            if (flag.matches() && named(flag.group(1))) return positive(Double.parseDouble(flag.group(2)));
            if (before.startsWith("-") && named(before.replaceFirst("^-+", "")) && text.matches("\\d{1,7}"))
                return positive(Double.parseDouble(text));
            before = text;
        }
        return null;
    }

    private static boolean named(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT).replace('-', '_'));
    }

    /** The largest number that the parameter may have. */
    private static @Nullable Long most(JsonNode parameter) {
        if (parameter.isNumber()) return positive(parameter.doubleValue());
        double most = 0;
        for (JsonNode part : parameter) for (JsonNode number : part) most = Math.max(most, number.asDouble());
        return positive(most);
    }

    private static @Nullable Long positive(double number) {
        return number >= 1 && number <= MOST ? Long.valueOf((long) number) : null;
    }
}
