// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Problems;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in a study file: a whole number and a unit in one word, {@code "90s"}. */
final class Durations {
    private static final String PARTS = "(\\d{1,9})(ms|s|m|h|d)";
    private static final Pattern TIME = Pattern.compile(PARTS);

    /** That of a time above 0. */
    static final Schema.Form FORM = new Schema.Form("(?!0+\\D)" + PARTS, "a time, which is a whole number and a unit");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private Durations() {}

    /** Null where it is no time above 0, which is a problem. */
    static @Nullable Duration read(Node node, Place place, Problems problems) {
        String text = node.json().isTextual() ? node.json().textValue() : "";
        Matcher form = TIME.matcher(text);
        Duration time = form.matches()
                ? Duration.of(Long.parseLong(form.group(1)), UNITS.getOrDefault(form.group(2), ChronoUnit.SECONDS))
                : Duration.ZERO;
        if (!time.isZero()) return time;
        Long number = node.json().isNumber() ? Numbers.whole(node.json()) : null;
        boolean seconds = number != null && number > 0;
        problems.error(
                node.at(),
                place.pointer(),
                form.matches()
                        ? "a time must be above 0, got " + node.found()
                        : "expected " + FORM.words() + ", got " + node.found(),
                (seconds ? "write \"" + number + "s\" for seconds" : "write it as \"90s\"")
                        + "; the units are ms, s, m, h and d");
        return null;
    }
}
