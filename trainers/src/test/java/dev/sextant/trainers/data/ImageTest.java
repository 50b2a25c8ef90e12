// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are images: their sizes, their scale, and what is refused. */
class ImageTest {
    private static final String CHRONOLOGICAL = "\"order\": \"time\", \"test\": 0, \"validation\": 0.5";

    /** Columns p1 … pn and a target, as text. */
    private static String csv(String[]... rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < rows[0].length; i++) text.append('p').append(i).append(',');
        text.append("y\n");
        for (String[] row : rows) text.append(String.join(",", row)).append('\n');
        return text.toString();
    }

    /** Rows of numbers that count on, with classes a and b. */
    private static String counting(int rows, int columns) {
        String[][] cells = new String[rows][columns + 1];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) cells[i][j] = Integer.toString(100 * i + j);
            cells[i][columns] = i % 2 == 0 ? "a" : "b";
        }
        return csv(cells);
    }

    /** Read as from a file that says the dimensions of a row. */
    private static Dataset dataset(String csv, List<Integer> shape, String settings) throws Exception {
        Table table = Csv.table(csv);
        return new Dataset(
                new Table(
                        table.name(),
                        table.sha256(),
                        table.rows(),
                        table.columns(),
                        table.reading(),
                        shape,
                        table.places()),
                Csv.spec("{\"csv\": \"d.csv\", %s}".formatted(settings)));
    }

    private static Parts parts(String csv, List<Integer> shape, String settings) throws Exception {
        return new Parts(dataset(csv, shape, settings + ", " + CHRONOLOGICAL), Seeds.ofSearch(1, 0));
    }

    private static float[] row(Matrix matrix, int row) {
        int begin = row * matrix.stride();
        return Arrays.copyOfRange(matrix.values(), begin, begin + matrix.columns());
    }

    @ParameterizedTest(name = "{0} of a file of {1}: {2}")
    @MethodSource("sizes")
    void theDocumentAndTheFileSayTogetherWhatAnImageIs(String written, List<Integer> shape, String form)
            throws Exception {
        int columns = shape.isEmpty() ? 24 : shape.stream().reduce(1, (a, b) -> a * b);
        assertEquals(
                form,
                dataset(counting(8, columns), shape, "\"image\": " + written)
                        .mostShape()
                        .text());
    }

    static List<Arguments> sizes() {
        return List.of(
                Arguments.of("true", List.of(3, 4), "1×3×4"),
                Arguments.of("{}", List.of(3, 4), "1×3×4"),
                Arguments.of("{\"height\": 3}", List.of(3, 4), "1×3×4"),
                Arguments.of("true", List.of(2, 3, 4), "2×3×4"),
                Arguments.of("{\"order\": \"channelsFirst\"}", List.of(5, 6, 4), "5×6×4"),
                Arguments.of("{\"order\": \"channelsLast\"}", List.of(5, 6, 4), "4×5×6"),
                Arguments.of("{\"channels\": 5, \"height\": 6, \"width\": 4}", List.of(5, 6, 4), "5×6×4"),
                Arguments.of("{\"height\": 4, \"width\": 6}", List.of(), "1×4×6"),
                Arguments.of("{\"channels\": 2, \"height\": 4, \"width\": 3}", List.of(), "2×4×3"));
    }

    @Test
    void withoutImageRowsAreColumns() throws Exception {
        assertEquals(
                null, dataset(counting(8, 4), List.of(2, 2), "\"image\": false").image());
        assertNull(Csv.spec("{\"csv\": \"d.csv\"}").image());
    }

    @Test
    void aNetworkIsToldWhatASampleIs() throws Exception {
        String image = "\"image\": {\"channels\": 2, \"height\": 2, \"width\": 3}";
        assertEquals(
                new Shape.Image(2, 2, 3),
                parts(counting(8, 12), List.of(), image).shape());
        assertEquals(
                new Shape.Image(2, 2, 3),
                dataset(counting(8, 12), List.of(), image).mostShape());
        assertEquals(
                new Shape.Vector(12),
                parts(counting(8, 12), List.of(3, 4), "\"task\": \"classification\"")
                        .shape());
        assertEquals(
                new Shape.Vector(12),
                dataset(counting(8, 12), List.of(), "\"image\": false").mostShape());
    }

    @Test
    void channelsThatStandLastAreBroughtToTheFront() throws Exception {
        String settings = "\"scale\": \"none\", \"image\": {\"channels\": 2, \"height\": 2, \"width\": 3%s}";
        String csv = counting(4, 12);
        assertArrayEquals(
                new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                row(parts(csv, List.of(), settings.formatted("")).training().inputs(), 0));
        assertArrayEquals(
                new float[] {100, 102, 104, 106, 108, 110, 101, 103, 105, 107, 109, 111},
                row(
                        parts(csv, List.of(), settings.formatted(", \"order\": \"channelsLast\""))
                                .training()
                                .inputs(),
                        1));
    }

    @Test
    void everyPixelOfAChannelHasOneScaleAndNoneIsLeftOut() throws Exception {
        String csv = csv(
                new String[] {"0", "4", "5", "1", "a"},
                new String[] {"0", "8", "5", "3", "b"},
                new String[] {"9", "9", "9", "9", "a"},
                new String[] {"9", "9", "9", "9", "b"});
        String settings = "\"image\": {\"channels\": 2, \"height\": 1, \"width\": 2}, \"scale\": \"%s\"";
        // channel 1: 0 4 0 8, mean 3, variance (9 + 1 + 9 + 25) / 4; channel 2: 5 1 5 3, mean 3.5
        double first = Math.sqrt(11);
        double second = Math.sqrt((2.25 + 6.25 + 2.25 + 0.25) / 4);
        Parts standard = parts(csv, List.of(), settings.formatted("standard"));
        assertArrayEquals(
                new float[] {(float) (-3 / first), (float) (5 / first), (float) (1.5 / second), (float) (-0.5 / second)
                },
                row(standard.training().inputs(), 1));
        assertEquals((float) (6 / first), standard.validation().inputs().get(0, 0));
        Parts range = parts(csv, List.of(), settings.formatted("minMax"));
        assertArrayEquals(new float[] {0, 0.5f, 1, 0}, row(range.training().inputs(), 0));
        assertEquals(4, range.inputs());
        assertArrayEquals(
                new float[] {0, 8, 5, 3},
                row(parts(csv, List.of(), settings.formatted("none")).training().inputs(), 1));
    }

    @Test
    void anEmptyPixelBecomesItsChannelsMeanOrTheNumberThatIsWritten() throws Exception {
        String csv = csv(
                new String[] {"1", "", "10", "20", "a"},
                new String[] {"3", "8", "", "", "b"},
                new String[] {"", "9", "9", "", "a"},
                new String[] {"9", "9", "9", "9", "b"});
        String image = "\"image\": {\"channels\": 2, \"height\": 1, \"width\": 2}, \"scale\": \"none\", \"missing\": ";
        Parts mean = parts(csv, List.of(), image + "\"mean\"");
        assertArrayEquals(new float[] {1, 4, 10, 20}, row(mean.training().inputs(), 0));
        assertArrayEquals(new float[] {3, 8, 15, 15}, row(mean.training().inputs(), 1));
        assertArrayEquals(new float[] {4, 9, 9, 15}, row(mean.validation().inputs(), 0));
        Parts filled = parts(csv, List.of(), image + "{\"fill\": -1}");
        assertArrayEquals(new float[] {1, -1, 10, 20}, row(filled.training().inputs(), 0));
        assertArrayEquals(new float[] {-1, 9, 9, -1}, row(filled.validation().inputs(), 0));
        Matrix scaled = parts(csv, List.of(), image.replace("none", "standard") + "{\"fill\": -1}")
                .training()
                .inputs();
        // 1 -1 3 8: mean 2.75; those that are filled count
        assertEquals(0, scaled.get(0, 0) + scaled.get(0, 1) + scaled.get(1, 0) + scaled.get(1, 1), 1e-6);
        assertEquals(-1.75 / Math.sqrt((1.75 * 1.75 + 3.75 * 3.75 + 0.0625 + 5.25 * 5.25) / 4), scaled.get(0, 0), 1e-6);
    }

    @Test
    void theBackgroundIsTheMedianOfTheEdge() throws Exception {
        String[][] cells = new String[4][];
        for (int i = 0; i < 4; i++)
            // the middle pixel and one at the edge are bright
            cells[i] = new String[] {"2", "2", "2", "2", "90", "70", "2", "2", "2", i % 2 == 0 ? "a" : "b"};
        Parts parts = parts(csv(cells), List.of(3, 3), "\"image\": true, \"scale\": \"minMax\"");
        assertArrayEquals(new float[] {0}, parts.background());
        assertArrayEquals(
                new float[0],
                parts(csv(cells).replaceFirst("2,2", "1,3"), List.of(), "\"test\": 0")
                        .background());
    }

    @Test
    void noOtherRowChangesABitOfTheTrainingImages() throws Exception {
        long seed = 41;
        DrawSequence random = new Draws(seed, 0).of("images");
        for (int round = 0; round < 20; round++) {
            String[][] cells = new String[12][9];
            for (String[] row : cells) {
                for (int j = 0; j < 8; j++) row[j] = random.below(6) == 0 ? "" : Double.toString(random.normal());
                row[8] = Integer.toString(random.below(1000)) + ".5";
            }
            String settings = "\"image\": {\"channels\": 2, \"height\": 2, \"width\": 2}, \"missing\": \"mean\"";
            Parts before = parts(csv(cells), List.of(), settings);
            for (int i = 6; i < 12; i++)
                for (int j = 0; j < 8; j++) cells[i][j] = Double.toString(1e3 * random.normal());
            Parts after = parts(csv(cells), List.of(), settings);
            String which = "seed %d round %d".formatted(seed, round);
            assertArrayEquals(
                    before.training().inputs().values(),
                    after.training().inputs().values(),
                    which);
            assertArrayEquals(before.background(), after.background(), which);
        }
    }

    @Test
    void pixelsAreOneLineOfTheSummaryAndNoneIsToldAsConstant() throws Exception {
        Dataset dataset = dataset(counting(8, 6).replaceAll("(?m)^\\d+,", "7,"), List.of(2, 3), "\"image\": true");
        assertEquals(
                List.of(
                        new Preparation.Column("p1 … p6", "image", "1×2×3 whole numbers", "1 … 705; 1 constant"),
                        new Preparation.Column("y", "target", "category", "2 classes: a 4, b 4")),
                ColumnSummary.of(dataset));
        assertEquals(
                "{features=6, image=1×2×3, target=y}",
                pick(Facts.of(dataset, List.of(new Parts(dataset, Seeds.ofSearch(1, 0))))));
    }

    private static String pick(Map<String, String> facts) {
        facts.keySet().retainAll(List.of("features", "image", "target", "constantColumns"));
        return facts.toString();
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("mistakes")
    void mistakesAreTold(String csv, List<Integer> shape, String settings, String message, String path, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> dataset(csv, shape, settings));
        assertEquals(message, refused.getMessage());
        assertEquals(path, refused.path());
        assertEquals(help, refused.help());
    }

    static List<Arguments> mistakes() {
        String leave = "leave the sizes to the file with \"image\": true, or correct them";
        String sizes =
                "write other sizes, or leave out with \"drop\" what is no pixel; the target is left out by itself";
        return List.of(
                Arguments.of(
                        counting(8, 64),
                        List.of(),
                        "\"image\": true",
                        "d.csv does not say how its 64 columns make an image",
                        "data.image",
                        "write its sizes: \"image\": {\"channels\": 1, \"height\": 8, \"width\": 8}"),
                Arguments.of(
                        counting(8, 48),
                        List.of(),
                        "\"image\": {\"channels\": 3}",
                        "d.csv does not say how its 48 columns make an image",
                        "data.image",
                        "write its sizes: \"image\": {\"channels\": 3, \"height\": 4, \"width\": 4}"),
                Arguments.of(
                        counting(8, 64),
                        List.of(),
                        "\"image\": {\"height\": 8, \"width\": 7}",
                        "an image of 1×8×7 has 56 numbers, but d.csv has 64 columns to learn from",
                        "data.image",
                        sizes),
                Arguments.of(
                        counting(8, 64),
                        List.of(8, 8),
                        "\"image\": true, \"drop\": [\"p3\"]",
                        "an image of 1×8×8 has 64 numbers, but d.csv has 63 columns to learn from",
                        "data.image",
                        sizes),
                Arguments.of(
                        counting(8, 12),
                        List.of(3, 4),
                        "\"image\": {\"channels\": 3, \"width\": 4}",
                        "image is written as 3×?×4, but d.csv has rows of 3×4",
                        "data.image",
                        leave),
                Arguments.of(
                        counting(8, 24),
                        List.of(4, 3, 2),
                        "\"image\": {\"channels\": 2, \"height\": 4, \"width\": 3}",
                        "image is written as 2×4×3, but d.csv has rows of 4×3×2",
                        "data.image",
                        "write \"order\": \"channelsLast\""),
                Arguments.of(
                        counting(8, 24),
                        List.of(4, 3, 2),
                        "\"image\": {\"channels\": 5}",
                        "image is written as 5×?×?, but d.csv has rows of 4×3×2",
                        "data.image",
                        leave),
                Arguments.of(
                        counting(8, 75),
                        List.of(5, 5, 3),
                        "\"image\": true",
                        "d.csv has rows of 5×5×3, which may be 5 channels of 5×3 or a picture of 5×5 with 3 channels",
                        "data.image",
                        "write \"image\": {\"order\": \"channelsLast\"} for the picture, \"channelsFirst\" for the"
                                + " other"),
                Arguments.of(
                        counting(8, 16),
                        List.of(1, 4, 4, 1),
                        "\"image\": true",
                        "d.csv has rows of 1×4×4×1, an image has channels, rows and columns",
                        "data.image",
                        "reshape it to [n][row][column], [n][channel][row][column] or [n][row][column][channel]"),
                Arguments.of(
                        "p1,p2,y\n" + "1,red,a\n2,blue,b\n".repeat(4),
                        List.of(),
                        "\"image\": {\"height\": 1, \"width\": 2}",
                        "d.csv:2:3: column p2 holds \"red\", a pixel is a number",
                        "data.csv",
                        "name it as \"target\", or leave it out with \"drop\""),
                Arguments.of(
                        "p1,p2,y\n" + "1,,a\n2,3,b\n".repeat(4),
                        List.of(),
                        "\"image\": {\"height\": 1, \"width\": 2}",
                        "d.csv:2:3: column p2 has no value here; 4 cells of the data are empty",
                        "data.csv",
                        "fill it in, or write \"missing\": \"mean\" or \"dropRow\""),
                Arguments.of(
                        "p1,p2,y\n" + "1,,a\n2,3,b\n".repeat(4),
                        List.of(),
                        "\"image\": {\"height\": 1, \"width\": 2}, \"missing\": \"indicator\"",
                        "indicator is for columns, pixels of an image are not told apart",
                        "data.missing",
                        "write \"mean\" for the channel's mean, {\"fill\": 0}, or \"dropRow\""),
                Arguments.of(
                        counting(8, 4),
                        List.of(2, 2),
                        "\"image\": true, \"window\": {\"length\": 2}",
                        "image and window are both written, rows are images or a series",
                        "data.image",
                        "leave one of them out"),
                Arguments.of(
                        counting(8, 4),
                        List.of(),
                        "\"image\": {\"heigth\": 2}",
                        "unknown key \"heigth\"",
                        "data.image.heigth",
                        "did you mean \"height\"?"),
                Arguments.of(
                        counting(8, 4),
                        List.of(),
                        "\"image\": {\"height\": 0}",
                        "height (0) must be in [1, 10000]",
                        "data.image.height",
                        "write a number in [1, 10000]"),
                Arguments.of(
                        counting(8, 4),
                        List.of(),
                        "\"image\": {\"order\": \"CHW\"}",
                        "unknown order \"CHW\"",
                        "data.image.order",
                        "write \"channelsFirst\" or \"channelsLast\""),
                Arguments.of(
                        counting(8, 4),
                        List.of(),
                        "\"image\": 28",
                        "data.image must be an object, got 28",
                        "data.image",
                        "it has the keys channels, height, width, order"));
    }

    @Test
    void equalPixelsEverywhereAreNothingToLearnFrom() throws Exception {
        String[][] cells = new String[8][];
        for (int i = 0; i < 8; i++) cells[i] = new String[] {"7", "7", "7", "7", i % 2 == 0 ? "a" : "b"};
        TrainingException refused =
                assertThrows(TrainingException.class, () -> parts(csv(cells), List.of(2, 2), "\"image\": true"));
        assertEquals("no column of d.csv varies in the training rows", refused.getMessage());
    }
}
