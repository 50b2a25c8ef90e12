// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose first group is a metric's name and whose second is its value, made into one whose only group is
 * the value of one metric.
 */
final class MetricPattern {
    /** @param from the opening parenthesis */
    private record Group(int from, int to) {}

    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?}");

    private MetricPattern() {}

    /** Null where the expression is none, or has not two groups beside one another. */
    static @Nullable String of(String expression, String metric) {
        List<Group> groups = groups(expression);
        if (groups.size() < 2) return null;
        Group name = groups.getFirst();
        Group value = null;
        for (Group group : groups) if (value == null && group.from() > name.to()) value = group;
        if (value == null) return null;
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < expression.length(); i++) {
            int at = i;
            if (i == name.from()) {
                made.append("(?<![\\w|-])").append(literal(metric)).append("(?![\\w|-])");
                i = name.to();
            } else if (i == value.from()) {
                made.append('(');
                if (expression.startsWith("(?", i)) i = expression.indexOf('>', i);
            } else if (groups.stream().anyMatch(group -> group.from() == at)) {
                made.append("(?:");
                if (expression.startsWith("(?", i)) i = expression.indexOf('>', i);
            } else if (expression.charAt(i) == '\\' && i + 1 < expression.length()) made.append(expression, i, ++i + 1);
            // A brace that counts nothing is a character to other engines, and a mistake to this one.
            else if (expression.charAt(i) == '{'
                    && !COUNT.matcher(expression).region(i, expression.length()).lookingAt()) made.append("\\{");
            else made.append(expression.charAt(i));
        }
        try {
            Pattern pattern = Pattern.compile(made.toString());
            return pattern.matcher("").groupCount() == 1 ? made.toString() : null;
        } catch (PatternSyntaxException other) {
            return null;
        }
    }

    /** The name, where no character of it is a sign of the expression. */
    private static String literal(String metric) {
        return metric.replaceAll("[^\\w\\s/:%@-]", "\\\\$0");
    }

    /** The groups that hold what they match, in the order in which they begin. */
    private static List<Group> groups(String expression) {
        List<Group> groups = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') i++;
            else if (inClass) inClass = c != ']';
            else if (c == '[') inClass = true;
            else if (c == '(') open.add(i);
            else if (c == ')' && !open.isEmpty()) {
                int from = open.removeLast();
                boolean silent = expression.startsWith("(?", from)
                        && !expression.startsWith("(?P<", from)
                        && !expression.startsWith("(?<", from);
                if (!silent) groups.add(new Group(from, i));
            }
        }
        groups.sort(Comparator.comparingInt(Group::from));
        return groups;
    }
}
