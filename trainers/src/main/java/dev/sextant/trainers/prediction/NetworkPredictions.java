// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.spi.Predictions;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Evaluation;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Scoring;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A network's answers for a table, {@link #PIECE} floats of inputs at a time. */
final class NetworkPredictions implements Predictions {
    /** Floats of inputs that are held at once: 16 MB. */
    private static final int PIECE = 1 << 22;

    /** Samples at a time are a multiple of this, so that what is scored is added up as in a training. */
    private static final int TOGETHER = TrainedNetwork.MOST_ROWS;

    private static final int MOST_SAMPLES = 4_096;

    private final TrainedNetwork trained;
    private final Network network;
    private final NamedColumns columns;
    private final List<String> keep;
    private final Samples samples;
    private final Answers answers;
    private final KnownTargets targets;
    private final @Nullable Scoring scoring;
    private final int piece;
    private int next;

    NetworkPredictions(TrainedNetwork trained, Network network, NamedColumns columns, List<String> keep)
            throws TrainingException {
        this.trained = trained;
        this.network = network;
        this.columns = columns;
        this.keep = List.copyOf(keep);
        samples = Samples.of(trained.input(), columns);
        answers = new Answers(trained);
        targets = new KnownTargets(trained, columns, samples);
        scoring = targets.count() == 0 ? null : network.scoring(targets.targets(), targets.all());
        int width = Matrix.padded(trained.blueprint().input().columns());
        piece = Math.clamp(PIECE / width, 1, MOST_SAMPLES / TOGETHER) * TOGETHER;
    }

    @Override
    public List<String> columns() {
        List<String> all = new ArrayList<>();
        all.add(samples.key());
        all.addAll(keep);
        all.addAll(answers.columns());
        return all;
    }

    @Override
    public long count() {
        return samples.count();
    }

    @Override
    public List<List<JsonNode>> next() throws TrainingException {
        int from = next;
        int count = Math.min(piece, samples.count() - from);
        if (count == 0) return List.of();
        Matrix inputs = samples.inputs(from, count);
        int[] known =
                IntStream.range(0, count).filter(i -> targets.known(from + i)).toArray();
        int[] unknown =
                IntStream.range(0, count).filter(i -> !targets.known(from + i)).toArray();
        List<List<JsonNode>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) rows.add(List.of());
        if (scoring != null && known.length > 0) answer(scoring.add(inputs, known), known, from, rows);
        if (unknown.length > 0) answer(network.predict(inputs, unknown), unknown, from, rows);
        next = from + count;
        return rows;
    }

    private void answer(Matrix outputs, int[] of, int from, List<List<JsonNode>> rows) throws TrainingException {
        for (int i = 0; i < of.length; i++) {
            int sample = from + of[i];
            for (int j = 0; j < outputs.columns(); j++)
                if (!Float.isFinite(outputs.get(i, j)))
                    throw new TrainingException(
                            "",
                            "%s: the network's answer for this row is %s: its numbers are too far from those that it learnt from"
                                    .formatted(columns.where(samples.row(sample), 0), outputs.get(i, j)),
                            "look at the row, or leave it out");
            List<JsonNode> row = new ArrayList<>();
            row.add(samples.key(sample));
            for (String kept : keep) row.add(cell(columns.column(kept), samples.row(sample)));
            row.addAll(answers.of(outputs, i));
            rows.set(of[i], row);
        }
    }

    private static JsonNode cell(Column cells, int row) {
        String text = cells.text(row);
        if (text != null) return TextNode.valueOf(text);
        if (cells.missing(row)) return NullNode.getInstance();
        double number = cells.number(row);
        if (number != Math.rint(number) || Math.abs(number) >= 1e15) return DoubleNode.valueOf(number);
        return Math.abs(number) < Integer.MAX_VALUE ? IntNode.valueOf((int) number) : LongNode.valueOf((long) number);
    }

    @Override
    public List<String> notes() {
        return samples.notes();
    }

    @Override
    public Scored scored() {
        Map<String, Double> scores = new LinkedHashMap<>();
        if (scoring == null) return new Scored(0, scores);
        Evaluation evaluation = scoring.evaluation();
        scores.put("loss", evaluation.loss() * trained.lossScale());
        put(scores, "accuracy", evaluation.accuracy());
        put(scores, "macroF1", evaluation.macroF1());
        put(scores, "r2", evaluation.r2());
        return new Scored(targets.count(), scores);
    }

    /** NaN is a score that does not apply. */
    private static void put(Map<String, Double> scores, String name, double score) {
        if (!Double.isNaN(score)) scores.put(name, score);
    }
}
