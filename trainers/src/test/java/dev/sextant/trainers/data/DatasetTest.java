// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    private static Map<String, String> facts(Dataset dataset) throws Exception {
        return Facts.of(dataset, List.of(new Parts(dataset, SEEDS)));
    }

    private static double[] column(Matrix matrix, int column) {
        double[] values = new double[matrix.rows()];
        for (int i = 0; i < values.length; i++) values[i] = matrix.get(i, column);
        return values;
    }

    private static String numbers(int rows, String target) {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < rows; i++)
            csv.append(3 + 2 * i).append(',').append(target.formatted(i)).append('\n');
        return csv.toString();
    }

    @Test
    void theTargetsValuesDecideTheTask() throws Exception {
        assertEquals(Task.CLASSIFICATION, Csv.dataset(Csv.twoClasses(10), "").task());
        assertEquals(Task.REGRESSION, Csv.dataset(numbers(30, "%d"), "").task());
        assertEquals(Task.REGRESSION, Csv.dataset(numbers(10, "%d.5"), "").task());
        assertEquals(
                Task.CLASSIFICATION,
                Csv.dataset(numbers(10, "7.0") + numbers(10, "9.0").substring(4), "")
                        .task());
        assertEquals(
                Task.REGRESSION,
                Csv.dataset(numbers(10, "%d"), "\"task\": \"regression\"").task());
    }

    @Test
    void classesAreSortedAsNumbersOrAsTexts() throws Exception {
        assertEquals(
                List.of("-1", "2", "10", "100"),
                Csv.dataset("x,y\n" + "1,10\n2,2\n3,100\n4,-1\n".repeat(3), "").classes());
        assertEquals(
                List.of("10", "2", "b"),
                Csv.dataset("x,y\n" + "1,b\n2,2\n3,10\n4,b\n".repeat(3), "").classes());
        Parts parts = new Parts(Csv.dataset("x,y\n" + "1,b\n2,c\n3,a\n".repeat(5), "\"scale\": \"none\""), SEEDS);
        Targets.Classes targets = (Targets.Classes) parts.training().targets();
        for (int i = 0; i < targets.rows(); i++)
            assertEquals(new int[] {1, 2, 0}[(int) parts.training().inputs().get(i, 0) - 1], targets.labels()[i]);
    }

    @Test
    void standardScalingGivesTheTrainingPartMeanZeroAndDeviationOne() throws Exception {
        Parts parts = new Parts(Csv.dataset(numbers(50, "%d"), ""), SEEDS);
        double[] values = column(parts.training().inputs(), 0);
        assertEquals(0, Arrays.stream(values).average().orElse(9), 1e-6);
        assertEquals(1, Arrays.stream(values).map(v -> v * v).average().orElse(9), 1e-6);
        assertTrue(Math.abs(Arrays.stream(column(parts.validation().inputs(), 0))
                        .average()
                        .orElse(0))
                > 1e-4);
        Targets.Values targets = (Targets.Values) parts.training().targets();
        assertEquals(
                1,
                Arrays.stream(column(targets.values(), 0))
                        .map(v -> v * v)
                        .average()
                        .orElse(9),
                1e-6);
        assertTrue(parts.lossScale() > 100 && parts.lossScale() < 300, "variance " + parts.lossScale());
    }

    @Test
    void minMaxScalingGivesTheTrainingPartZeroToOne() throws Exception {
        Parts parts = new Parts(Csv.dataset(numbers(50, "%d"), "\"scale\": \"minMax\""), SEEDS);
        double[] values = column(parts.training().inputs(), 0);
        assertEquals(0.0, Arrays.stream(values).min().orElse(9));
        assertEquals(1.0, Arrays.stream(values).max().orElse(9));
    }

    @Test
    void withoutScalingNumbersStandAsTheyAre() throws Exception {
        Parts parts = new Parts(Csv.dataset(numbers(50, "%d"), "\"scale\": \"none\""), SEEDS);
        assertEquals(1.0, parts.lossScale());
        int first = parts.split().training()[0];
        assertEquals(3 + 2 * first, parts.training().inputs().get(0, 0));
        assertEquals(
                first, ((Targets.Values) parts.training().targets()).values().get(0, 0));
    }

    @Test
    void categoriesBecomeOneColumnEach() throws Exception {
        String csv = "colour,y\n" + "red,a\ngreen,b\nblue,a\nred,b\n".repeat(5);
        Parts parts = new Parts(Csv.dataset(csv, ""), SEEDS);
        assertEquals(3, parts.inputs());
        String[] colours = {"red", "green", "blue", "red"};
        List<String> sorted = List.of("blue", "green", "red");
        for (int i = 0; i < parts.training().inputs().rows(); i++)
            for (int j = 0; j < 3; j++)
                assertEquals(
                        sorted.get(j).equals(colours[parts.split().training()[i] % 4]) ? 1f : 0f,
                        parts.training().inputs().get(i, j));
    }

    @Test
    void emptyCellsBecomeTheTrainingPartsMeanOrMedian() throws Exception {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) csv.append(i % 4 == 0 ? "NA" : "" + i * i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        for (String policy : List.of("mean", "median")) {
            Parts parts = new Parts(
                    Csv.dataset(csv.toString(), "\"scale\": \"none\", \"missing\": \"%s\"".formatted(policy)), SEEDS);
            double[] present = Arrays.stream(parts.split().training())
                    .filter(row -> row % 4 != 0)
                    .mapToDouble(row -> row * row)
                    .sorted()
                    .toArray();
            int half = present.length / 2;
            double expected = policy.equals("mean")
                    ? Arrays.stream(present).sum() / present.length
                    : present.length % 2 == 1 ? present[half] : (present[half - 1] + present[half]) / 2;
            checkFilled(parts.training().inputs(), parts.split().training(), (float) expected);
            checkFilled(parts.validation().inputs(), parts.split().validation(), (float) expected);
        }
    }

    private static void checkFilled(Matrix inputs, int[] rows, float fill) {
        for (int i = 0; i < rows.length; i++)
            assertEquals(rows[i] % 4 == 0 ? fill : rows[i] * rows[i], inputs.get(i, 0));
    }

    @Test
    void rowsWithEmptyCellsAreLeftOutWhenAsked() throws Exception {
        Dataset dataset =
                Csv.dataset("x,y\n" + "1,a\n,b\n3,\n4,b\n".repeat(6), "\"missing\": \"dropRow\", \"scale\": \"none\"");
        assertEquals("12", facts(dataset).get("rows"));
        assertEquals("12", facts(dataset).get("rowsDropped"));
        Parts parts = new Parts(dataset, SEEDS);
        for (double value : column(parts.training().inputs(), 0)) assertTrue(value == 1 || value == 4);
    }

    @Test
    void constantColumnsAreLeftOutAndNamed() throws Exception {
        String csv = "k,x,c,y\n" + "7,1,u,a\n7,2,u,b\n7,3,u,a\n7,4,u,b\n".repeat(5);
        Dataset dataset = Csv.dataset(csv, "");
        assertEquals("k, c", facts(dataset).get("constantColumns"));
        assertEquals("3", facts(dataset).get("features"));
        assertEquals(1, new Parts(dataset, SEEDS).inputs());
    }

    @Test
    void droppedColumnsMayHoldAnything() throws Exception {
        String csv = "id,x,y\n" + "NA,1,a\ninf,2,b\n7,3,a\nz,4,b\n".repeat(5);
        assertEquals("1", facts(Csv.dataset(csv, "\"drop\": [\"id\"]")).get("features"));
    }

    @Test
    void theTargetNeedNotBeTheLastColumn() throws Exception {
        assertEquals(
                Task.REGRESSION,
                Csv.dataset(numbers(30, "%d"), "\"target\": \"x\"").task());
    }

    @Test
    void quotesLineEndsAndAByteOrderMarkAreUnderstood() throws Exception {
        Dataset dataset = Csv.dataset("\uFEFF\"x\", y\r\n" + "1,\"a, \"\"b\"\"\"\r\n 2 ,c\r\n".repeat(5), "");
        assertEquals(List.of("a, \"b\"", "c"), dataset.classes());
        assertEquals("10", facts(dataset).get("rows"));
    }

    @Test
    void withoutATestShareThereIsNoTestPart() throws Exception {
        assertNull(new Parts(Csv.dataset(Csv.twoClasses(20), "\"test\": 0"), SEEDS).test());
        assertEquals(
                4,
                Objects.requireNonNull(new Parts(Csv.dataset(Csv.twoClasses(20), ""), SEEDS).test())
                        .rows()
                        .length);
    }

    @Test
    void severalTargetsAreStandardisedEachOnItsOwnAndHaveNoCommonUnit() throws Exception {
        StringBuilder csv = new StringBuilder("x,a,b\n");
        for (int i = 0; i < 50; i++)
            csv.append(i).append(',').append(i * 100).append(',').append(i % 7).append(".5\n");
        Parts parts = new Parts(Csv.dataset(csv.toString(), "\"target\": [\"a\", \"b\"]"), SEEDS);
        assertEquals(Task.REGRESSION, parts.task());
        assertEquals(2, parts.outputs());
        assertEquals(1, parts.inputs());
        assertEquals(1.0, parts.lossScale());
        Matrix values = ((Targets.Values) parts.training().targets()).values();
        for (int j = 0; j < 2; j++) {
            assertEquals(0, Arrays.stream(column(values, j)).average().orElse(9), 1e-6);
            assertEquals(
                    1,
                    Arrays.stream(column(values, j)).map(v -> v * v).average().orElse(9),
                    1e-6);
        }
    }

    @Test
    void answersStandAsTheyAre() throws Exception {
        String csv = "x,a,b\n" + "1,0,1\n2,1,1\n3,0,0\n".repeat(6);
        Parts parts = new Parts(Csv.dataset(csv, "\"target\": [\"a\", \"b\"], \"task\": \"multiLabel\""), SEEDS);
        assertEquals(Task.MULTI_LABEL, parts.task());
        Matrix values = ((Targets.Values) parts.training().targets()).values();
        for (int i = 0; i < values.rows(); i++) {
            int row = parts.split().training()[i] % 3;
            assertEquals(row == 1 ? 1f : 0f, values.get(i, 0));
            assertEquals(row == 2 ? 0f : 1f, values.get(i, 1));
        }
        assertEquals(1.0, parts.lossScale());
    }

    @Test
    void classesStandAsNumbersWhenAsked() throws Exception {
        Parts two = new Parts(Csv.dataset(Csv.twoClasses(20), ""), SEEDS);
        Matrix values = two.training().targetsAsValues().values();
        assertEquals(1, values.columns());
        for (int i = 0; i < values.rows(); i++) assertEquals(two.split().training()[i] % 2, values.get(i, 0));
        Parts three = new Parts(Csv.dataset("x,y\n" + "1,a\n2,b\n3,c\n".repeat(6), ""), SEEDS);
        Matrix hot = three.validation().targetsAsValues().values();
        for (int i = 0; i < hot.rows(); i++)
            for (int j = 0; j < 3; j++) assertEquals(three.split().validation()[i] % 3 == j ? 1f : 0f, hot.get(i, j));
    }

    @Test
    void foldsTogetherWatchEveryRowThatIsNotLockedAway() throws Exception {
        Dataset dataset = Csv.dataset(Csv.twoClasses(50), "\"validation\": {\"folds\": 4}");
        int watched = 0;
        for (Split split : dataset.splits(SEEDS))
            watched += new Parts(dataset, split).validation().rows().length;
        assertEquals(40, watched);
        assertEquals(30, dataset.trainingRows());
        assertEquals(4, dataset.spec().foldCount());
    }
}
