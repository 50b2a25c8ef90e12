// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.PixelScale;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.StepForm;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.LayerSamples;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime makes of cells, against the numbers that a network should read. */
class OnnxCellsIT {
    private static final double NAN = Double.NaN;
    private static final double TOLERANCE = 1e-5;

    /** @param read what the network should read, a row each */
    private static void assertReads(InputForm form, Shape shape, Map<String, OnnxTensor> cells, double[][] read)
            throws Exception {
        assertReads(form, LayerSamples.of(shape, LayerSamples.dense(7), LayerSamples.tanh()), cells, read);
    }

    private static void assertReads(InputForm form, Blueprint layers, Map<String, OnnxTensor> cells, double[][] read)
            throws Exception {
        MadeUp madeUp = MadeUp.of(values(layers), form, numbers(layers.outputs()), 3);
        double[][] theirs;
        try (RuntimeModel runtime = new RuntimeModel(OnnxFile.write(madeUp.saved()))) {
            theirs = runtime.run(cells).of(AnswerNodes.VALUES, double[][].class);
        }
        Matrix rows = Matrix.zeros(read.length, layers.input().columns());
        for (int i = 0; i < read.length; i++)
            for (int j = 0; j < read[i].length; j++) rows.set(i, j, (float) read[i][j]);
        Matrix ours =
                madeUp.network().predict(rows, IntStream.range(0, read.length).toArray());
        assertEquals(read.length, theirs.length);
        for (int i = 0; i < read.length; i++)
            for (int j = 0; j < layers.outputs(); j++)
                assertEquals(ours.get(i, j), theirs[i][j], TOLERANCE, "row %d, output %d".formatted(i, j));
    }

    private static Blueprint values(Blueprint layers) {
        return new Blueprint(
                layers.input(), layers.stages(), layers.initializer(), layers.outputs(), Loss.MEAN_SQUARED_ERROR);
    }

    private static AnswerForm numbers(int outputs) {
        return new AnswerForm.Numbers(MadeUp.names(outputs).stream()
                .map(name -> new AnswerForm.Scale(name, 0, 1))
                .toList());
    }

    @Test
    void numbersAreFilledAndScaledIn64Bits() throws Exception {
        RowForm row = new RowForm(
                List.of(
                        new RowForm.Scaled("time", 1_700_000_000, 3600, NAN),
                        new RowForm.Scaled("gap", 10, 2, 7),
                        new RowForm.Absence("gap"),
                        new RowForm.Scaled("raw", 0, 1, 0.5)),
                true);
        double[] cells = {1_700_001_800, 12, 3, 1_699_996_400, NAN, NAN};
        assertReads(
                new InputForm.Rows(row),
                new Shape.Vector(4),
                Map.of(Intake.TABLE, RuntimeModel.doubles(cells, 2, 3)),
                new double[][] {{0.5, 1, 0, 3}, {-1, -1.5, 1, 0.5}});
    }

    @Test
    void textsBecomeOneOfTheCategoriesOrNone() throws Exception {
        RowForm row = new RowForm(
                List.of(
                        new RowForm.OneHot("colour", List.of("blue", "red"), "red"),
                        new RowForm.Scaled("weight", 5, 10, NAN),
                        new RowForm.OneHot("grade", List.of("1", "2", "3"), null),
                        new RowForm.Absence("grade")),
                true);
        Map<String, OnnxTensor> cells = new LinkedHashMap<>();
        cells.put("colour", RuntimeModel.texts(new String[] {"blue", "green", "", "NA", "red"}, 5, 1));
        cells.put("weight", RuntimeModel.doubles(new double[] {5, 10, 15, 20, 25}, 5, 1));
        cells.put("grade", RuntimeModel.texts(new String[] {"3", "?", "4", "1", ""}, 5, 1));
        assertReads(new InputForm.Rows(row), new Shape.Vector(7), cells, new double[][] {
            {1, 0, 0, 0, 0, 1, 0},
            {0, 0, 0.5, 0, 0, 0, 1},
            {0, 1, 1, 0, 0, 0, 0},
            {0, 1, 1.5, 1, 0, 0, 0},
            {0, 1, 2, 0, 0, 0, 1}
        });
    }

    @Test
    void aWindowIsRowsOneAfterTheOther() throws Exception {
        RowForm row = new RowForm(
                List.of(new RowForm.Scaled("load", 1, 2, NAN), new RowForm.OneHot("day", List.of("mo", "tu"), null)),
                false);
        InputForm series = new InputForm.Series(row, 2, List.of(1), "when");
        Map<String, OnnxTensor> cells = new LinkedHashMap<>();
        double[][] read = {{0, 1, 0, 1, 0, 1}, {2, 0, 0, 3, 1, 0}};
        for (Shape shape : List.of(new Shape.Sequence(2, 3, false), new Shape.Vector(6))) {
            cells.put("load", RuntimeModel.doubles(new double[] {1, 3, 5, 7}, 2, 2));
            cells.put("day", RuntimeModel.texts(new String[] {"mo", "tu", "we", "mo"}, 2, 2));
            assertReads(series, shape, cells, read);
        }
    }

    @Test
    void imagesAreScaledByChannelWhateverTheirOrder() throws Exception {
        List<PixelScale> scales = List.of(new PixelScale(1, 2, NAN), new PixelScale(10, 10, 20));
        double[][] read = {{0, 0.5, 1, 1.5, 0, 1, 2, 1}};
        double[] first = {1, 2, 3, 4, 10, 20, 30, NAN};
        double[] pixelwise = {1, 10, 2, 20, 3, 30, 4, NAN};
        for (boolean last : List.of(false, true))
            for (Shape shape : List.of(new Shape.Image(2, 2, 2), new Shape.Vector(8)))
                assertReads(
                        new InputForm.Images(MadeUp.names(8), 2, 2, 2, last, scales),
                        shape,
                        Map.of(Intake.IMAGE, RuntimeModel.doubles(last ? pixelwise : first, 1, 2, 2, 2)),
                        read);
    }

    @Test
    void wordsBecomeTheirPlacesAndUnknownOnesShareOne() throws Exception {
        InputForm form = new InputForm.LongSequences(
                "id", null, new StepForm.TextTokens("word", List.of("a", "b", "c")), 3, true);
        LayerSpec recurrent = LayerSamples.gru(4, false, true);
        Map<String, OnnxTensor> cells = Map.of(
                Intake.TOKENS,
                RuntimeModel.texts(new String[] {"b", "z", "a", "c", "", ""}, 2, 3),
                Intake.LENGTHS,
                RuntimeModel.longs(new long[] {3, 1}, 2));
        assertReads(
                form,
                LayerSamples.of(new Shape.Tokens(3, 4, true), LayerSamples.embed(5), recurrent),
                cells,
                new double[][] {{1, 3, 0, 3}, {2, 0, 0, 1}});
    }
}
