// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * For classes: accuracy and macro F1, as in scikit-learn. The predicted class is the one with the largest output, the
 * first of equals. A class that neither occurs nor is predicted has no F1.
 */
final class ClassScores implements Scores {
    private final int[] labels;
    private final int[] right;
    private final int[] predicted;
    private final int[] actual;

    ClassScores(Targets.Classes targets) {
        labels = targets.labels();
        right = new int[targets.count()];
        predicted = new int[targets.count()];
        actual = new int[targets.count()];
    }

    @Override
    public void add(Signal outputs, int[] order, int from, int count) {
        float[] values = outputs.values();
        for (int i = 0; i < count; i++) {
            int best = 0;
            for (int j = 1; j < outputs.width(); j++)
                if (values[Signal.at(i, j, count)] > values[Signal.at(i, best, count)]) best = j;
            int label = labels[order[from + i]];
            predicted[best]++;
            actual[label]++;
            if (best == label) right[label]++;
        }
    }

    @Override
    public Evaluation evaluation(double loss) {
        int rows = 0;
        int correct = 0;
        int seen = 0;
        double sum = 0;
        for (int c = 0; c < right.length; c++) {
            rows += actual[c];
            correct += right[c];
            if (predicted[c] + actual[c] == 0) continue;
            seen++;
            sum += Scores.f1(right[c], predicted[c], actual[c]);
        }
        return new Evaluation(loss, correct / (double) rows, sum / seen, Double.NaN);
    }
}
