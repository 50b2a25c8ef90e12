// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * For yes or no answers: an output above 0 (a probability above ½) says yes, and a target above ½ wants it. Accuracy is
 * the share of answers that are right. Macro F1 is the mean over the outputs of the F1 of yes; with a single output,
 * the mean of the F1 of yes and of no, since these are two classes.
 */
final class AnswerScores implements Scores {
    private final Matrix wanted;
    private final int[] right;
    private final int[] predicted;
    private final int[] actual;
    private int answers;
    private int correct;

    AnswerScores(Matrix wanted, int outputs) {
        this.wanted = wanted;
        right = new int[outputs];
        predicted = new int[outputs];
        actual = new int[outputs];
    }

    @Override
    public void add(Signal outputs, int[] order, int from, int count) {
        for (int i = 0; i < count; i++)
            for (int j = 0; j < right.length; j++) {
                boolean says = outputs.values()[Signal.at(i, j, count)] > 0f;
                boolean wants = wanted.get(order[from + i], j) > 0.5f;
                answers++;
                if (says == wants) correct++;
                if (says) predicted[j]++;
                if (wants) actual[j]++;
                if (says && wants) right[j]++;
            }
    }

    @Override
    public Evaluation evaluation(double loss) {
        double sum = 0;
        for (int j = 0; j < right.length; j++) sum += Scores.f1(right[j], predicted[j], actual[j]);
        if (right.length == 1)
            sum = (sum + Scores.f1(correct - right[0], answers - predicted[0], answers - actual[0])) / 2;
        return new Evaluation(loss, correct / (double) answers, sum / right.length, Double.NaN);
    }
}
