// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.spi.StudyStarter.Entry;
import dev.sextant.engine.spi.StudyStarter.Start;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.data.StudySketch;
import java.util.ArrayList;
import java.util.List;

/**
 * A first study of a network on data that was looked at: widths, batches and epochs that suit the number of rows, the
 * learning rate and its schedule to be searched.
 */
final class NetworkStarter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Classes are this uneven before accuracy, and loss with it, mostly say how common the largest is. */
    private static final double UNEVEN = 5;

    private static final String EXAMPLE = "iris";
    private static final int EXAMPLE_ROWS = 150;

    /**
     * What suits a number of rows.
     *
     * @param rows up to so many
     */
    private record Size(long rows, int[][] hidden, int[] batches, int epochs, int trials) {}

    /** Ours: a study of a few minutes on a laptop, up to a hundred thousand rows. */
    private static final List<Size> SIZES = List.of(
            new Size(200, new int[][] {{8}, {16}}, new int[] {8, 16}, 60, 40),
            new Size(2_000, new int[][] {{16}, {32}, {32, 16}}, new int[] {16, 32}, 50, 40),
            new Size(20_000, new int[][] {{32}, {64}, {64, 32}}, new int[] {32, 64}, 30, 40),
            new Size(200_000, new int[][] {{64}, {128}, {128, 64}}, new int[] {128, 256}, 15, 30),
            new Size(Long.MAX_VALUE, new int[][] {{128}, {256, 128}}, new int[] {256, 512}, 8, 20));

    private NetworkStarter() {}

    /** A study of data that comes with the trainer. */
    static Start builtin() {
        List<Entry> document = new ArrayList<>();
        document.add(new Entry(
                "data.builtin",
                TextNode.valueOf(EXAMPLE),
                "flowers that come with Sextant; your own: \"csv\": \"my.csv\", \"target\": \"column\""));
        document.add(new Entry(
                "data.validation",
                JSON.objectNode().put("folds", 5),
                "few rows: each trial trains once a fold, and every row is watched once"));
        document.add(new Entry(
                "data.test",
                JSON.numberNode(0.2),
                "share of all rows that is locked away and scored once, at the end"));
        return start(document, EXAMPLE_ROWS, true, 1, List.of("the data set iris: 150 flowers of 3 species"), true);
    }

    static Start of(StudySketch sketch) {
        return start(
                sketch.data(),
                sketch.rows(),
                sketch.classification(),
                sketch.imbalance(),
                sketch.findings(),
                sketch.whole());
    }

    private static Start start(
            List<Entry> data,
            long rows,
            boolean classification,
            double imbalance,
            List<String> findings,
            boolean whole) {
        Size size =
                SIZES.stream().filter(each -> rows <= each.rows()).findFirst().orElseThrow();
        List<Entry> document = new ArrayList<>(data);
        ArrayNode widths = JSON.arrayNode();
        for (int[] hidden : size.hidden()) widths.add(array(hidden));
        document.add(new Entry("hidden", choice(widths), "widths of the hidden layers; one of these is chosen"));
        document.add(new Entry("activation", TextNode.valueOf("relu"), "after every hidden layer"));
        // A batch must not be larger than the training part, which is half of the rows at least.
        ArrayNode batches = JSON.arrayNode();
        for (int batch : size.batches()) if (batch <= rows / 3) batches.add(batch);
        document.add(new Entry(
                "batchSize",
                batches.size() > 1
                        ? choice(batches)
                        : IntNode.valueOf(batches.isEmpty() ? 4 : batches.get(0).intValue()),
                "rows in a step"));
        document.add(new Entry("epochs", IntNode.valueOf(size.epochs()), "passes over the training rows, at most"));
        document.add(new Entry(
                "earlyStopping",
                JSON.objectNode().put("patience", Math.max(3, size.epochs() / 5)),
                "a training stops after so many epochs without improvement"));
        document.add(new Entry("optimizer", TextNode.valueOf("adam"), "how gradients move the weights"));
        ObjectNode rates = JSON.objectNode();
        rates.putArray("log").add(1e-4).add(0.1);
        document.add(new Entry("learningRate", rates, "searched on a logarithmic scale between these"));
        ArrayNode schedules =
                JSON.arrayNode().add("constant").add("exponential").add("cosine");
        document.add(new Entry("schedule", choice(schedules), "how the learning rate changes from epoch to epoch"));
        boolean uneven = classification && imbalance >= UNEVEN;
        return new Start(
                document,
                uneven
                        ? new Objective(Metrics.VALIDATION_MACRO_F1, Direction.MAXIMIZE)
                        : new Objective(Metrics.VALIDATION_LOSS, Direction.MINIMIZE),
                uneven
                        ? "every class counts the same, since they are uneven; else {\"minimize\": \"validationLoss\"}"
                        : classification
                                ? "cross-entropy on the validation rows; or {\"maximize\": \"validationAccuracy\"}"
                                : "mean squared error on the validation rows; or {\"maximize\": \"validationR2\"}",
                size.trials(),
                3,
                5,
                findings,
                whole);
    }

    private static ArrayNode array(int[] numbers) {
        ArrayNode array = JSON.arrayNode();
        for (int number : numbers) array.add(number);
        return array;
    }

    private static JsonNode choice(ArrayNode options) {
        return JSON.objectNode().set("choice", options);
    }
}
