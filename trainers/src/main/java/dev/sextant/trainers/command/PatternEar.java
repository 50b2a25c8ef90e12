// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers in the lines of a program that knows nothing of us. The first that a line has of a metric counts.
 *
 * @param byMetric expressions with one group each
 */
record PatternEar(Map<String, Pattern> byMetric, String objective) implements Ear {
    /** Characters that a search of one line may look at: far more than any sensible expression does. */
    private static final int MOST_LOOKS = 20_000_000;

    PatternEar {
        byMetric = Collections.unmodifiableMap(new LinkedHashMap<>(byMetric));
    }

    /** {@code loss=0.5}, {@code "loss": 0.5}; not within a longer name. */
    static PatternEar ofNames(List<String> metrics, String objective) {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (String metric : metrics)
            patterns.put(
                    metric,
                    Pattern.compile("(?<![\\w.|/-])" + Pattern.quote(metric) + "[\"']?\\s*+[=:]\\s*+("
                            + TextNumbers.FORM + ")(?!\\w)"));
        return new PatternEar(patterns, objective);
    }

    @Override
    public boolean both() {
        return true;
    }

    @Override
    public Heard hear(String line) {
        Map<String, Double> told = new TreeMap<>();
        for (Map.Entry<String, Pattern> entry : byMetric.entrySet()) {
            String found;
            try {
                found = find(entry.getValue(), line);
            } catch (EndlessSearchException | StackOverflowError endless) {
                return new Heard.Broken("the pattern of %s does not come to an end on a line of %d characters"
                        .formatted(entry.getKey(), line.length()));
            }
            if (found == null) continue;
            Double number = TextNumbers.parse(found.strip());
            if (number == null)
                return new Heard.Broken("the pattern of %s found \"%s\", which is no number"
                        .formatted(entry.getKey(), Tail.clean(found)));
            told.put(entry.getKey(), number);
        }
        Double value = told.remove(objective);
        if (value != null) return new Heard.Report(0, value, told);
        return told.isEmpty() ? new Heard.Log() : new Heard.Aside(told);
    }

    private static @Nullable String find(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(new Counted(line, new int[1]));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Some expressions try more ways through a line than there are atoms in the world. */
    private static final class EndlessSearchException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A line that is looked at so often and no more: a count, which is the same on every machine. */
    private record Counted(CharSequence line, int[] looks) implements CharSequence {
        @Override
        public int length() {
            return line.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) throw new EndlessSearchException();
            return line.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(line.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return line.toString();
        }
    }
}
