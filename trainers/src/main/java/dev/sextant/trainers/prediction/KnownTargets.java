// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table says itself of that which is predicted: for which samples it is known, and as a network's outputs are
 * compared with it. A sample of which any target is empty, or of a class that the network does not know, is not among
 * them.
 */
final class KnownTargets {
    private final TrainedNetwork trained;
    private final NamedColumns columns;
    private final Samples samples;
    private final int horizons;
    private final boolean[] known;
    private final int count;

    KnownTargets(TrainedNetwork trained, NamedColumns columns, Samples samples) {
        this.trained = trained;
        this.columns = columns;
        this.samples = samples;
        horizons = trained.input() instanceof InputForm.Series series
                ? series.horizons().size()
                : 1;
        known = new boolean[samples.count()];
        int found = 0;
        if (trained.answer().targets().stream().allMatch(columns::has))
            for (int i = 0; i < known.length; i++) {
                known[i] = usable(i);
                if (known[i]) found++;
            }
        count = found;
    }

    private boolean usable(int sample) {
        for (int h = 0; h < horizons; h++) {
            int row = samples.targetRow(sample, h);
            if (row == Samples.NONE) return false;
            for (String target : trained.answer().targets()) {
                Column cells = columns.column(target);
                boolean usable = switch (trained.answer()) {
                    case AnswerForm.Classes(String _, List<String> labels) ->
                        !cells.missing(row) && labels.contains(String.valueOf(cells.category(row)));
                    case AnswerForm.Numbers _ -> Double.isFinite(cells.number(row));
                    case AnswerForm.Answers _ -> cells.number(row) == 0 || cells.number(row) == 1;
                };
                if (!usable) return false;
            }
        }
        return true;
    }

    boolean known(int sample) {
        return known[sample];
    }

    int count() {
        return count;
    }

    /** Those of the samples that are known, in their order. */
    Targets targets() {
        return switch (trained.answer()) {
            case AnswerForm.Classes(String target, List<String> labels) -> classes(target, labels);
            case AnswerForm.Numbers(List<AnswerForm.Scale> scales) -> values(scales);
            case AnswerForm.Answers(List<String> targets) ->
                values(targets.stream()
                        .map(target -> new AnswerForm.Scale(target, 0, 1))
                        .toList());
        };
    }

    private Targets classes(String target, List<String> labels) {
        Map<String, Integer> places = new HashMap<>();
        for (String label : labels) places.put(label, places.size());
        Column cells = columns.column(target);
        int[] classes = new int[count];
        int at = 0;
        for (int i = 0; i < known.length; i++)
            if (known[i])
                classes[at++] = places.getOrDefault(String.valueOf(cells.category(samples.targetRow(i, 0))), 0);
        if (!trained.single()) return new Targets.Classes(classes, labels.size());
        Matrix matrix = Matrix.zeros(count, 1);
        for (int i = 0; i < count; i++) matrix.set(i, 0, classes[i]);
        return new Targets.Values(matrix);
    }

    /** The nearest horizon first, as the outputs are. */
    private Targets values(List<AnswerForm.Scale> scales) {
        Matrix matrix = Matrix.zeros(count, Math.multiplyExact(horizons, scales.size()));
        int at = 0;
        for (int i = 0; i < known.length; i++) {
            if (!known[i]) continue;
            for (int h = 0; h < horizons; h++)
                for (int j = 0; j < scales.size(); j++) {
                    AnswerForm.Scale scale = scales.get(j);
                    double number = columns.column(scale.target()).number(samples.targetRow(i, h));
                    matrix.set(at, h * scales.size() + j, (float) ((number - scale.mean()) / scale.deviation()));
                }
            at++;
        }
        return new Targets.Values(matrix);
    }

    /** The numbers 0 … count − 1. */
    int[] all() {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
