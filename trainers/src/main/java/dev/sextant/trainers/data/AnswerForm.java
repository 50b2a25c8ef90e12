// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.List;

/**
 * What a network's outputs say: {@link TargetEncoding} as it was fitted on the training part. Which function makes
 * probabilities of them the network's loss says: softmax over the outputs for {@code crossEntropy}, the logistic
 * function of each for {@code binaryCrossEntropy}.
 */
public sealed interface AnswerForm {
    /** The columns that were learnt. */
    List<String> targets();

    /**
     * One of these classes. One output each, or of two classes a single output that tells the second.
     *
     * @param labels in the order of the outputs, as {@code Column.category} spells cells
     */
    record Classes(String target, List<String> labels) implements AnswerForm {
        public Classes {
            labels = List.copyOf(labels);
        }

        @Override
        public List<String> targets() {
            return List.of(target);
        }
    }

    /** Numbers, one output each; over a series all of the nearest horizon first. */
    record Numbers(List<Scale> scales) implements AnswerForm {
        public Numbers {
            scales = List.copyOf(scales);
        }

        @Override
        public List<String> targets() {
            return scales.stream().map(Scale::target).toList();
        }
    }

    /**
     * output · deviation + mean is in the target's own units.
     *
     * @param deviation above 0
     */
    record Scale(String target, double mean, double deviation) {
        public Scale {
            if (!(deviation > 0))
                throw new IllegalArgumentException("deviation (%s) must be above 0".formatted(deviation));
        }
    }

    /** For each of several targets whether it is so, 1 or 0; one output each, over a series as of {@link Numbers}. */
    record Answers(List<String> targets) implements AnswerForm {
        public Answers {
            targets = List.copyOf(targets);
        }
    }
}
