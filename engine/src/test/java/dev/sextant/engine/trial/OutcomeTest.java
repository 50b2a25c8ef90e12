// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static Outcome.Completed completed(Map<String, Double> metrics) {
        return new Outcome.Completed(0.5, 1, metrics, LearningCurve.EMPTY);
    }

    @Test
    void metricsAreThoseGivenInAlphabeticalOrder() {
        Map<String, Double> written = new HashMap<>(Map.of("loss", 0.5, "accuracy", Double.NaN, "zero", -0.0));
        Map<String, Double> metrics = completed(written).metrics();
        assertEquals(written, metrics);
        assertEquals(metrics, written);
        assertEquals(written.hashCode(), metrics.hashCode());
        assertEquals(List.of("accuracy", "loss", "zero"), List.copyOf(metrics.keySet()));
        assertEquals(-0.0, metrics.get("zero"));
        assertEquals(7, metrics.getOrDefault("recall", 7.0));
        assertNull(metrics.get("recall"));
        written.clear();
        assertEquals(3, metrics.size());
        assertThrows(UnsupportedOperationException.class, metrics::clear);
    }

    @Test
    void outcomesWithOtherMetricsDiffer() {
        assertEquals(completed(Map.of("loss", 1.0)), completed(Map.of("loss", 1.0)));
        assertNotEquals(completed(Map.of("loss", 1.0)), completed(Map.of("loss", 2.0)));
        assertNotEquals(completed(Map.of("loss", 1.0)), completed(Map.of("lost", 1.0)));
        assertNotEquals(completed(Map.of("loss", 0.0)), completed(Map.of("loss", -0.0)));
    }

    @Test
    void aCompletedValueIsFinite() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Outcome.Completed(Double.NaN, 1, Map.of(), LearningCurve.EMPTY));
    }
}
