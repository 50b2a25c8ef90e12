// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** Gathers how good a network's outputs are, batch by batch, and sums it up. One evaluation each. */
sealed interface Scores permits ClassScores, AnswerScores, ValueScores {
    /** Takes in the outputs for the rows order[from … from+count). */
    void add(Signal outputs, int[] order, int from, int count);

    /** Sums up; loss is the mean over all rows. */
    Evaluation evaluation(double loss);

    /** @param rows all rows that will be taken in */
    static Scores of(Loss loss, Targets targets, int outputs, int[] rows) {
        return switch (targets) {
            case Targets.Classes classes -> new ClassScores(classes);
            case Targets.Values values ->
                loss == Loss.BINARY_CROSS_ENTROPY
                        ? new AnswerScores(values.values(), outputs)
                        : new ValueScores(values.values(), outputs, rows);
        };
    }

    /** The harmonic mean of precision and recall; 0 where there is nothing right. */
    static double f1(int right, int predicted, int actual) {
        return right == 0 ? 0 : 2.0 * right / (predicted + actual);
    }
}
