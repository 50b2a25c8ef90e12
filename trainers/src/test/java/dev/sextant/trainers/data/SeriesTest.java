// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows in the order of time, and windows over them. */
class SeriesTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    /** One column that counts up by halves, so that it is no class. */
    private static String counting(int rows) {
        StringBuilder csv = new StringBuilder("y\n");
        for (int i = 0; i < rows; i++) csv.append(i).append(".5\n");
        return csv.toString();
    }

    private static float target(Parts.Part part, int row, int output) {
        return ((Targets.Values) part.targets()).values().get(row, output);
    }

    @Test
    void aSeriesOfOneColumnIsForetoldFromItself() throws Exception {
        Parts parts = new Parts(
                Csv.dataset(counting(50), "\"window\": {\"length\": 3, \"horizon\": 2}, \"scale\": \"none\""), SEEDS);
        assertEquals(Task.REGRESSION, parts.task());
        assertEquals(3, parts.inputs());
        Matrix inputs = parts.training().inputs();
        assertEquals(30 - 4, inputs.rows());
        for (int w = 0; w < inputs.rows(); w++) {
            for (int k = 0; k < 3; k++) assertEquals(w + k + 0.5f, inputs.get(w, k));
            assertEquals(w + 4.5f, target(parts.training(), w, 0));
        }
        assertEquals(30.5f, parts.validation().inputs().get(0, 0));
        assertEquals(40.5f, Objects.requireNonNull(parts.test()).inputs().get(0, 0));
    }

    @Test
    void noWindowReachesOverAPartsEdge() throws Exception {
        long seed = 23;
        DrawSequence random = new Draws(seed, 0).of("windows");
        for (int round = 0; round < 100; round++) {
            int rows = 60 + random.below(60);
            int length = 1 + random.below(4);
            int horizon = 1 + random.below(3);
            int stride = 1 + random.below(3);
            String validation = random.below(2) == 0 ? "0.2" : "{\"folds\": 3}";
            String which = "seed %d round %d: %d rows, window %d %d %d, validation %s"
                    .formatted(seed, round, rows, length, horizon, stride, validation);
            Dataset dataset = Csv.dataset(
                    counting(rows),
                    "\"window\": {\"length\": %d, \"horizon\": %d, \"stride\": %d}, \"scale\": \"none\", \"validation\": %s"
                            .formatted(length, horizon, stride, validation));
            for (Split split : dataset.splits(SEEDS)) {
                Parts parts = new Parts(dataset, split);
                within(parts.training(), split.training(), which);
                within(parts.validation(), split.validation(), which);
                within(Objects.requireNonNull(parts.test()), split.test(), which);
            }
        }
    }

    /** Values are their rows' numbers and a half. */
    private static void within(Parts.Part part, int[] rows, String which) {
        int first = rows[0];
        int last = rows[rows.length - 1];
        Matrix inputs = part.inputs();
        assertEquals(first + 0.5f, inputs.get(0, 0), which);
        for (int w = 0; w < inputs.rows(); w++)
            for (float value : new float[] {inputs.get(w, 0), target(part, w, 0)})
                if (!(value >= first + 0.5f && value <= last + 0.5f)) throw new AssertionError(which + ": " + value);
    }

    @Test
    void severalColumnsStandSideBySideTheOldestRowFirst() throws Exception {
        StringBuilder csv = new StringBuilder("kind,a,b\n");
        for (int i = 0; i < 40; i++)
            csv.append(i % 2 == 0 ? "u," : "v,")
                    .append(i)
                    .append(".5,")
                    .append(100 + i)
                    .append(".5\n");
        Parts parts = new Parts(
                Csv.dataset(
                        csv.toString(), "\"window\": {\"length\": 2}, \"scale\": \"none\", \"target\": [\"a\", \"b\"]"),
                SEEDS);
        assertEquals(new Shape.Sequence(2, 4, false), parts.shape());
        float[] first = new float[8];
        for (int j = 0; j < 8; j++) first[j] = parts.training().inputs().get(0, j);
        assertArrayEquals(new float[] {1, 0, 0.5f, 100.5f, 0, 1, 1.5f, 101.5f}, first);
        assertEquals(2.5f, target(parts.training(), 0, 0));
        assertEquals(102.5f, target(parts.training(), 0, 1));
    }

    @Test
    void severalHorizonsAreAnOutputEachTheNearestFirst() throws Exception {
        StringBuilder csv = new StringBuilder("a,b\n");
        for (int i = 0; i < 40; i++) csv.append("%d.5,%d.5\n".formatted(i, 100 + i));
        Dataset dataset = Csv.dataset(
                csv.toString(),
                "\"window\": {\"length\": 2, \"horizon\": [1, 4]}, \"target\": [\"a\", \"b\"], \"scale\": \"none\"");
        Parts parts = new Parts(dataset, SEEDS);
        assertEquals(4, parts.outputs());
        assertEquals(24 - 5, parts.training().rows().length);
        for (int w = 0; w < 19; w++) {
            float[] targets = new float[4];
            for (int j = 0; j < 4; j++) targets[j] = target(parts.training(), w, j);
            assertArrayEquals(new float[] {w + 2.5f, w + 102.5f, w + 5.5f, w + 105.5f}, targets);
        }
        assertEquals(24.5f, parts.validation().inputs().get(0, 0));
        assertEquals(
                "2 rows, target 1, 4 ahead", Facts.of(dataset, List.of(parts)).get("window"));
    }

    @Test
    void horizonsThatCannotBeSayWhy() {
        String window = "\"window\": {\"length\": 2, \"horizon\": %s}";
        refused(
                counting(30),
                window.formatted("[2, 1]"),
                "data.window.horizon.1",
                "horizon 1 follows 2, but horizons ascend",
                "write each once, the nearest first");
        refused(
                counting(30),
                window.formatted("[]"),
                "data.window.horizon",
                "0 horizons are written, it must be 1 to 1000",
                "write \"horizon\": 1, or a list: [1, 2, 3]");
        refused(
                counting(30),
                window.formatted("[1, 5]"),
                "data.window",
                "the validation part has 6 rows of the 30, one window and its target need 7",
                "make the window shorter, or the part larger, or add rows");
        refused(
                counting(30).replace(".5", ""),
                window.formatted("[1, 2]") + ", \"task\": \"classification\"",
                "data.window.horizon",
                "classification has one horizon, there are 2",
                "write one, or \"task\": \"regression\" where the target is a number");
    }

    @Test
    void whatTheEdgesCostIsTold() throws Exception {
        Dataset dataset = Csv.dataset(counting(50), "\"window\": {\"length\": 3, \"horizon\": 2}");
        Map<String, String> facts = Facts.of(dataset, List.of(new Parts(dataset, SEEDS)));
        assertEquals("3 rows, target 2 ahead", facts.get("window"));
        assertEquals("26", facts.get("trainingWindows"));
        assertEquals("6", facts.get("validationWindows"));
        assertEquals("6", facts.get("testWindows"));
        assertEquals("12", facts.get("rowsLostAtEdges"));
    }

    @Test
    void aTimeColumnOrdersRowsAndIsNotLearntFrom() throws Exception {
        StringBuilder csv = new StringBuilder("day,x,y\n");
        for (int i = 0; i < 20; i++) {
            int at = i * 7 % 20;
            csv.append("2026-01-%02d,%d,%d.5\n".formatted(at + 1, at, at));
        }
        for (String settings : List.of("\"time\": \"day\"", "\"time\": \"day\", \"drop\": [\"day\"]")) {
            Dataset dataset = Csv.dataset(csv.toString(), settings + ", \"target\": \"y\", \"scale\": \"none\"");
            Parts parts = new Parts(dataset, SEEDS);
            assertEquals(1, parts.inputs());
            for (int i = 0; i < 12; i++) assertEquals(i + 0.5f, target(parts.training(), i, 0));
            for (int i = 0; i < 4; i++) assertEquals(12 + i + 0.5f, target(parts.validation(), i, 0));
        }
    }

    private static void refused(String csv, String settings, String path, String message, String help) {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> new Parts(Csv.dataset(csv, settings), SEEDS));
        assertEquals(message, refused.getMessage());
        assertEquals(path, refused.path());
        assertEquals(help, refused.help());
    }

    @Test
    void whatCannotBeASeriesSaysWhy() {
        refused(
                counting(30),
                "\"window\": {\"length\": 6}",
                "data.window",
                "the validation part has 6 rows of the 30, one window and its target need 7",
                "make the window shorter, or the part larger, or add rows");
        refused(
                counting(30).replace("\n7.5\n", "\nNA\n"),
                "\"window\": {\"length\": 2}",
                "data.csv",
                "d.csv:9:1: the target y has no value here",
                "fill it in: a series has no gaps");
        refused(
                counting(30),
                "\"window\": {\"length\": 2}, \"missing\": \"dropRow\"",
                "data.missing",
                "rows cannot be left out of a series, windows would reach over the gap",
                "fill empty cells: \"missing\": \"mean\", \"median\" or {\"fill\": 0}");
        refused(
                "t,x,y\n2026-01-01,1,1\nyesterday,2,2\n2026-01-03,3,1\n",
                "\"time\": \"t\"",
                "data.time",
                "d.csv:3:1: column t holds \"yesterday\", which is no moment",
                "a time column holds numbers, or dates that are all written alike: 2026-01-31, 2026-01-31T12:00");
        refused(
                "x,y\n" + "1,a\n2,b\n".repeat(6) + "3,c\n4,c\n",
                "\"order\": \"time\"",
                "data.order",
                "d.csv:14:3: class \"c\" of column y is in the test part, but in no training row",
                "a class must have occurred before it can be recognised: leave its rows out, or make the training part"
                        + " larger");
        refused(
                "x,y\n1,1.5\n2,2.5\n3,3.5\n",
                "\"order\": \"time\", \"validation\": {\"folds\": 4}",
                "data.csv",
                "d.csv has only 3 rows, too few to be divided by time",
                "add rows, or take fewer folds");
    }
}
