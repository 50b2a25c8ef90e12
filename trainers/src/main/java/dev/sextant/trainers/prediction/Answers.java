// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network's outputs say, for people: a class with the probability of each, numbers in their own units, or yes
 * and no. Probabilities are computed in double arithmetic that is the same on every machine, and told as 32-bit floats,
 * the precision of the outputs.
 */
final class Answers {
    private final AnswerForm form;
    private final boolean single;
    private final List<Integer> horizons;

    Answers(TrainedNetwork trained) {
        form = trained.answer();
        single = trained.single();
        horizons = trained.input() instanceof InputForm.Series series ? series.horizons() : List.of();
    }

    /** The names of what {@link #of} gives. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        switch (form) {
            case AnswerForm.Classes(String target, List<String> labels) -> {
                columns.add(target + ahead(0));
                for (String label : labels) columns.add(probability(label));
            }
            case AnswerForm.Numbers numbers -> {
                for (int h = 0; h < Math.max(1, horizons.size()); h++)
                    for (String target : numbers.targets()) columns.add(target + ahead(h));
            }
            case AnswerForm.Answers(List<String> targets) -> {
                for (int h = 0; h < Math.max(1, horizons.size()); h++)
                    for (String target : targets) {
                        columns.add(target + ahead(h));
                        columns.add(probability(target + ahead(h)));
                    }
            }
        }
        return columns;
    }

    private static String probability(String of) {
        return "p(" + of + ")";
    }

    /** How far ahead of the row it lies, where it does. */
    private String ahead(int horizon) {
        return horizons.isEmpty() ? "" : "+" + horizons.get(horizon);
    }

    /** What the outputs in one row say. */
    List<JsonNode> of(Matrix outputs, int row) {
        List<JsonNode> values = new ArrayList<>();
        switch (form) {
            case AnswerForm.Classes(String _, List<String> labels) -> {
                double[] shares = single ? ofTwo(outputs.get(row, 0)) : softmax(outputs, row);
                values.add(TextNode.valueOf(labels.get(single ? chosen(outputs.get(row, 0)) : largest(outputs, row))));
                for (double share : shares) values.add(FloatNode.valueOf((float) share));
            }
            case AnswerForm.Numbers(List<AnswerForm.Scale> scales) -> {
                for (int j = 0; j < outputs.columns(); j++) {
                    AnswerForm.Scale scale = scales.get(j % scales.size());
                    values.add(DoubleNode.valueOf(outputs.get(row, j) * scale.deviation() + scale.mean()));
                }
            }
            case AnswerForm.Answers _ -> {
                for (int j = 0; j < outputs.columns(); j++) {
                    values.add(IntNode.valueOf(chosen(outputs.get(row, j))));
                    values.add(FloatNode.valueOf((float) ofTwo(outputs.get(row, j))[1]));
                }
            }
        }
        return values;
    }

    /** As the scores count: yes where it is likelier than no. */
    private static int chosen(float logit) {
        return logit > 0f ? 1 : 0;
    }

    /** As the scores count: the first of equals. */
    private static int largest(Matrix outputs, int row) {
        int best = 0;
        for (int j = 1; j < outputs.columns(); j++) if (outputs.get(row, j) > outputs.get(row, best)) best = j;
        return best;
    }

    private static double[] ofTwo(float logit) {
        double small = StrictMath.exp(-Math.abs((double) logit));
        double likelier = 1 / (1 + small);
        double other = small / (1 + small);
        return logit > 0f ? new double[] {other, likelier} : new double[] {likelier, other};
    }

    private static double[] softmax(Matrix outputs, int row) {
        double most = outputs.get(row, largest(outputs, row));
        double[] shares = new double[outputs.columns()];
        double sum = 0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = StrictMath.exp(outputs.get(row, j) - most);
            sum += shares[j];
        }
        for (int j = 0; j < shares.length; j++) shares[j] /= sum;
        return shares;
    }
}
