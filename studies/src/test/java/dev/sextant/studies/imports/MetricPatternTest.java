// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricPatternTest {
    private static List<String> found(String expression, String metric, String line) {
        String pattern = MetricPattern.of(expression, metric);
        List<String> found = new ArrayList<>();
        if (pattern == null) return found;
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertEquals(1, matcher.groupCount());
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }

    @Test
    void theNameBecomesTheMetricAndTheValueTheOnlyGroup() {
        String expression = "([\\w|-]+)\\s*=\\s*([+-]?\\d*(\\.\\d+)?([Ee][+-]?\\d+)?)";
        assertEquals(List.of("0.25", "1e-3"), found(expression, "loss", "loss=0.25 accuracy = .9 loss = 1e-3"));
        assertEquals(List.of(".9"), found(expression, "accuracy", "loss=0.25 accuracy = .9"));
    }

    @Test
    void aMetricIsNotFoundInsideAnother() {
        String expression = "([\\w|-]+)=(\\S+)";
        assertEquals(List.of("2"), found(expression, "loss", "val-loss=1 loss=2 losses=3"));
    }

    @Test
    void bracesThatCountNothingAreCharacters() {
        String expression = "{metricName: ([\\w|-]+), metricValue: ((-?\\d{1,3})(\\.\\d+)?)}";
        assertEquals(List.of("0.97"), found(expression, "acc", "{metricName: acc, metricValue: 0.97}"));
    }

    @Test
    void groupsWithNamesAreGroups() {
        assertEquals(List.of("3"), found("(?P<name>\\w+) is (?P<value>\\d+)", "score", "score is 3"));
    }

    @Test
    void signsInAMetricsNameAreNoSignsOfTheExpression() {
        assertEquals(List.of("1"), found("(\\S+)=(\\d+)", "f1(macro)+", "f1(macro)+=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss=(\\d+)", "no group", "((a)(b)", "(a(b))", "[(]a", "(x)(*)"})
    void whatHasNotTwoGroupsBesideOneAnotherIsNone(String expression) {
        assertNull(MetricPattern.of(expression, "loss"));
    }
}
