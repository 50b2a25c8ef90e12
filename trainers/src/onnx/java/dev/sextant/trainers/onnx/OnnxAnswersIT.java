// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.LayerSamples;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.ShapeException;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime answers, against what the network's outputs mean. */
class OnnxAnswersIT {
    private static final Shape READ = new Shape.Vector(5);
    private static final int ROWS = 16;
    private static final double TOLERANCE = 1e-5;

    private record Answered(RuntimeModel.Outputs theirs, Matrix ours) {
        static Answered by(AnswerForm answer, int outputs, Loss loss) throws Exception {
            MadeUp madeUp = MadeUp.of(blueprint(outputs, loss), MadeUp.input(READ), answer, 8);
            Matrix rows = LayerSamples.rows(READ);
            try (RuntimeModel runtime = new RuntimeModel(OnnxFile.write(madeUp.saved()))) {
                return new Answered(
                        runtime.run(RuntimeModel.inputs(READ, rows, ROWS)),
                        madeUp.network().predict(rows, IntStream.range(0, ROWS).toArray()));
            }
        }

        private static Blueprint blueprint(int outputs, Loss loss) throws ShapeException {
            return Blueprint.of(READ, List.of(), Initializer.DEFAULT, outputs, loss);
        }
    }

    @Test
    void oneOfSeveralClassesIsTheOneWithTheLargestOutput() throws Exception {
        List<String> labels = List.of("calm", "rain", "storm");
        Answered answered = Answered.by(new AnswerForm.Classes("weather", labels), 3, Loss.CROSS_ENTROPY);
        assertEquals(
                List.of("label", "probabilities", "index"), answered.theirs().names());
        float[][] probabilities = answered.theirs().of("probabilities", float[][].class);
        for (int i = 0; i < ROWS; i++) {
            double sum = 0;
            int best = 0;
            for (int j = 0; j < 3; j++) {
                sum += Math.exp(answered.ours().get(i, j));
                if (answered.ours().get(i, j) > answered.ours().get(i, best)) best = j;
            }
            for (int j = 0; j < 3; j++)
                assertEquals(Math.exp(answered.ours().get(i, j)) / sum, probabilities[i][j], TOLERANCE);
            assertEquals(best, answered.theirs().of("index", long[].class)[i]);
            assertEquals(labels.get(best), answered.theirs().of("label", String[].class)[i]);
        }
    }

    @Test
    void ofTwoClassesASingleOutputTellsTheSecond() throws Exception {
        Answered answered =
                Answered.by(new AnswerForm.Classes("won", List.of("no", "yes")), 1, Loss.BINARY_CROSS_ENTROPY);
        float[][] probabilities = answered.theirs().of("probabilities", float[][].class);
        for (int i = 0; i < ROWS; i++) {
            double second = 1 / (1 + Math.exp(-answered.ours().get(i, 0)));
            assertEquals(1 - second, probabilities[i][0], TOLERANCE);
            assertEquals(second, probabilities[i][1], TOLERANCE);
            assertEquals(second > 0.5 ? "yes" : "no", answered.theirs().of("label", String[].class)[i]);
            assertEquals(second > 0.5 ? 1 : 0, answered.theirs().of("index", long[].class)[i]);
        }
    }

    @Test
    void severalQuestionsAreAnsweredEach() throws Exception {
        Answered answered = Answered.by(new AnswerForm.Answers(List.of("red", "large")), 2, Loss.BINARY_CROSS_ENTROPY);
        assertEquals(List.of("answers", "probabilities"), answered.theirs().names());
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < 2; j++) {
                float logit = answered.ours().get(i, j);
                assertEquals(
                        1 / (1 + Math.exp(-logit)),
                        answered.theirs().of("probabilities", float[][].class)[i][j],
                        TOLERANCE);
                assertEquals(logit > 0 ? 1 : 0, answered.theirs().of("answers", long[][].class)[i][j]);
            }
    }

    @Test
    void numbersComeInTheirOwnUnitsTheNearestHorizonFirst() throws Exception {
        AnswerForm numbers = new AnswerForm.Numbers(
                List.of(new AnswerForm.Scale("power", 1e6, 1e4), new AnswerForm.Scale("price", -3, 0.5)));
        InputForm.Rows row = (InputForm.Rows) MadeUp.input(new Shape.Vector(5));
        InputForm series = new InputForm.Series(row.row(), 1, List.of(1, 24), null);
        MadeUp madeUp = MadeUp.of(Answered.blueprint(4, Loss.HUBER), series, numbers, 8);
        Matrix rows = LayerSamples.rows(READ);
        double[] cells = new double[ROWS * 5];
        for (int i = 0; i < cells.length; i++) cells[i] = rows.get(i / 5, i % 5);
        double[][] values;
        try (RuntimeModel runtime = new RuntimeModel(OnnxFile.write(madeUp.saved()))) {
            values = runtime.run(Map.of("table", RuntimeModel.doubles(cells, ROWS, 1, 5)))
                    .of("values", double[][].class);
        }
        Matrix ours = madeUp.network().predict(rows, IntStream.range(0, ROWS).toArray());
        for (int i = 0; i < ROWS; i++) {
            double[] wanted = new double[4];
            for (int j = 0; j < 4; j++) wanted[j] = j % 2 == 0 ? ours.get(i, j) * 1e4 + 1e6 : ours.get(i, j) * 0.5 - 3;
            assertArrayEquals(new double[] {1, 1, 1, 1}, ratio(values[i], wanted), TOLERANCE);
        }
    }

    private static double[] ratio(double[] values, double[] wanted) {
        return IntStream.range(0, values.length)
                .mapToDouble(j -> values[j] / wanted[j])
                .toArray();
    }
}
