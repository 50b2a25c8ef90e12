// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * From what is to be learnt to what a network's outputs are compared with: classes by their numbers; numbers of mean 0
 * and deviation 1 in the training part, unless nothing is scaled; answers as they stand. Where a series is foretold at
 * several horizons, all targets of the nearest come first.
 */
final class TargetEncoding {
    private final Dataset dataset;
    private final Statistics[] targets;

    /** @param training rows of the dataset */
    TargetEncoding(Dataset dataset, int[] training) {
        this.dataset = dataset;
        boolean raw = dataset.task() != Task.REGRESSION || dataset.spec().scaling() == Scaling.NONE;
        targets = new Statistics[dataset.roles().targets().size()];
        for (int j = 0; j < targets.length; j++)
            targets[j] = raw ? new Statistics(0, 1) : Statistics.standard(dataset.values(training, j));
    }

    /** What was fitted. */
    AnswerForm form() {
        List<String> names = dataset.roles().targets().stream()
                .map(target -> dataset.table().names().get(target))
                .toList();
        return switch (dataset.task()) {
            case CLASSIFICATION -> new AnswerForm.Classes(names.getFirst(), dataset.classes());
            case REGRESSION -> {
                List<AnswerForm.Scale> scales = new ArrayList<>();
                for (int j = 0; j < targets.length; j++)
                    scales.add(new AnswerForm.Scale(names.get(j), targets[j].middle(), targets[j].spread()));
                yield new AnswerForm.Numbers(scales);
            }
            case MULTI_LABEL -> new AnswerForm.Answers(names);
        };
    }

    /** The variance by which squared errors are multiplied to be in the target's own units; 1 where there is none. */
    double lossScale() {
        return targets.length == 1 ? targets[0].spread() * targets[0].spread() : 1;
    }

    /** @param part rows of the dataset */
    Targets targets(int[] part) {
        return switch (dataset.task()) {
            case CLASSIFICATION ->
                new Targets.Classes(
                        dataset.labels(dataset.targetRows(part, 0)),
                        dataset.classes().size());
            case REGRESSION, MULTI_LABEL -> {
                Matrix matrix = Matrix.zeros(dataset.samples(part.length), dataset.outputs());
                for (int horizon = 0; horizon < dataset.horizons(); horizon++) {
                    int[] rows = dataset.targetRows(part, horizon);
                    for (int j = 0; j < targets.length; j++) {
                        double[] values = dataset.values(rows, j);
                        for (int i = 0; i < values.length; i++)
                            matrix.set(i, horizon * targets.length + j, (float)
                                    ((values[i] - targets[j].middle()) / targets[j].spread()));
                    }
                }
                yield new Targets.Values(matrix);
            }
        };
    }
}
