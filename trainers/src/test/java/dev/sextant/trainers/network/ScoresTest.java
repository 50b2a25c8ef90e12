// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.trainers.tensor.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand from the definitions, which are scikit-learn's. */
class ScoresTest {
    private static Evaluation score(Loss loss, Targets targets, double[][] outputs) {
        int[] rows = IntStream.range(0, outputs.length).toArray();
        int width = outputs[0].length;
        Scores scores = Scores.of(loss, targets, width, rows);
        // in batches of two, as an evaluation does it
        for (int from = 0; from < rows.length; from += 2) {
            int count = Math.min(2, rows.length - from);
            Signal signal = Signal.of(new Shape.Vector(width), 2, Storage.real());
            for (int i = 0; i < count; i++)
                for (int j = 0; j < width; j++) signal.values()[Signal.at(i, j, count)] = (float) outputs[from + i][j];
            scores.add(signal, rows, from, count);
        }
        return scores.evaluation(0.25);
    }

    private static Targets.Values values(double[][] rows) {
        Matrix matrix = Matrix.zeros(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++)
            for (int j = 0; j < rows[i].length; j++) matrix.set(i, j, (float) rows[i][j]);
        return new Targets.Values(matrix);
    }

    @Test
    void classesThatNeitherOccurNorArePredictedHaveNoF1() {
        // predicted 0, 0, 1, 1, 0 for 0, 1, 1, 1, 0; class 2 is absent
        double[][] outputs = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, -1}, {2, 2, 0}};
        Evaluation evaluation = score(Loss.CROSS_ENTROPY, new Targets.Classes(new int[] {0, 1, 1, 1, 0}, 3), outputs);
        assertEquals(0.25, evaluation.loss());
        assertEquals(0.8, evaluation.accuracy(), 1e-12);
        // F1 of 0: 2·2/(3+2) = .8, of 1: 2·2/(2+3) = .8
        assertEquals(0.8, evaluation.macroF1(), 1e-12);
        assertTrue(Double.isNaN(evaluation.r2()));
    }

    @Test
    void aSingleYesOrNoIsTwoClasses() {
        double[][] outputs = {{1}, {-1}, {2}, {0}};
        Evaluation evaluation = score(Loss.BINARY_CROSS_ENTROPY, values(new double[][] {{1}, {1}, {0}, {0}}), outputs);
        assertEquals(0.5, evaluation.accuracy());
        // yes: 2·1/(2+2), no: 2·1/(2+2)
        assertEquals(0.5, evaluation.macroF1(), 1e-12);
    }

    @Test
    void severalAnswersHaveAnF1Each() {
        double[][] outputs = {{1, -1}, {1, -1}, {-1, -1}};
        Evaluation evaluation =
                score(Loss.BINARY_CROSS_ENTROPY, values(new double[][] {{1, 0}, {0, 0}, {0, 1}}), outputs);
        assertEquals(4 / 6.0, evaluation.accuracy(), 1e-12);
        // first: 2·1/(2+1), second: nothing right
        assertEquals((2 / 3.0 + 0) / 2, evaluation.macroF1(), 1e-12);
    }

    @Test
    void r2IsTheMeanOverTheOutputs() {
        double[][] wanted = {{1, 5, 7}, {2, 5, 7}, {3, 5, 7}};
        double[][] outputs = {{1, 5, 7}, {2, 5, 7}, {2, 5, 8}};
        Evaluation evaluation = score(Loss.HUBER, values(wanted), outputs);
        // 1 − 1/2; constant and met; constant and missed
        assertEquals((0.5 + 1 + 0) / 3, evaluation.r2(), 1e-12);
        assertTrue(Double.isNaN(evaluation.accuracy()) && Double.isNaN(evaluation.macroF1()));
        double[][] broken = {{1, 5, Double.NaN}, {2, 5, 7}, {2, 5, 8}};
        assertTrue(Double.isNaN(score(Loss.HUBER, values(wanted), broken).r2()));
    }
}
