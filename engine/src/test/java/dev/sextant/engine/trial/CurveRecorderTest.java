// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveRecorderTest {
    @Test
    void epochsWithoutAReadingHoldNaN() {
        CurveRecorder recorder = new CurveRecorder();
        recorder.add(3, Map.of("rate", 0.1));
        recorder.add(2, Map.of("norm", 7.0));
        recorder.add(1, Map.of("rate", 0.2, "norm", 8.0));
        LearningCurve curve = recorder.curve();
        assertArrayEquals(new double[] {3, 2, 1}, curve.toArray());
        assertEquals(List.of("norm", "rate"), List.copyOf(curve.readings().names()));
        assertArrayEquals(new double[] {0.1, Double.NaN, 0.2}, curve.readings().series("rate"));
        assertArrayEquals(new double[] {Double.NaN, 7, 8}, curve.readings().series("norm"));
        assertEquals(7, curve.readings().at("norm", 2));
        assertTrue(Double.isNaN(curve.readings().at("unknown", 2)));
    }

    @Test
    void aLongCurveKeepsEveryReading() {
        CurveRecorder recorder = new CurveRecorder();
        for (int i = 1; i <= 100; i++) recorder.add(-i, i > 20 ? Map.of("late", (double) i) : Map.of());
        Readings readings = recorder.curve().readings();
        assertEquals(100, recorder.epochs());
        assertEquals(100, readings.series("late").length);
        assertTrue(Double.isNaN(readings.at("late", 20)));
        for (int i = 21; i <= 100; i++) assertEquals(i, readings.at("late", i));
    }

    @Test
    void goingOnAfterACurveIsAsIfItHadBeenRecordedHere() {
        for (int before = 0; before < 40; before++) {
            CurveRecorder straight = new CurveRecorder();
            for (int i = 1; i <= before; i++) straight.add(i, i % 3 == 0 ? Map.of("some", 0.5 * i) : Map.of());
            CurveRecorder later = new CurveRecorder(straight.curve());
            assertEquals(straight.curve(), later.curve());
            for (int i = 0; i < 40; i++) {
                Map<String, Double> readings = i % 2 == 0 ? Map.of("some", -1.0, "late", 2.0 * i) : Map.of();
                straight.add(i, readings);
                later.add(i, readings);
            }
            assertEquals(straight.curve(), later.curve());
        }
    }

    @Test
    void curvesThatDifferInAReadingDiffer() {
        assertEquals(curve(0.5), curve(0.5));
        assertEquals(curve(0.5).hashCode(), curve(0.5).hashCode());
        assertNotEquals(curve(0.5), curve(0.25));
        assertNotEquals(curve(0.5), new LearningCurve(new double[] {1}));
    }

    private static LearningCurve curve(double rate) {
        CurveRecorder recorder = new CurveRecorder();
        recorder.add(1, Map.of("rate", rate));
        return recorder.curve();
    }

    @Test
    void aCurveThatNoLongerMovesStandsStill() {
        assertEquals(0, LearningCurve.EMPTY.still());
        assertEquals(0, new LearningCurve(new double[] {1}).still());
        assertEquals(0, new LearningCurve(new double[] {2, 2, 1}).still());
        assertEquals(2, new LearningCurve(new double[] {3, 2, 2, 2}).still());
        assertEquals(0, new LearningCurve(new double[] {Double.NaN, Double.NaN}).still());
    }
}
