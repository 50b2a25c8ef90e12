// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Predictions;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.backprop.NetworkTrainer;
import dev.sextant.trainers.prediction.NetworkModelReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was trained, asked in ONNX Runtime for the rows of a table, against what is predicted here. */
class OnnxPipelineIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    private static final double TOLERANCE = 1e-5;
    private static final long SEED = 4;

    @TempDir
    Path folder;

    /** A table's cells, the empty ones as empty texts. */
    private record Cells(List<String> header, List<String[]> rows) {
        static Cells of(Path csv) throws Exception {
            List<String[]> lines = new ArrayList<>();
            for (String line : Files.readAllLines(csv)) lines.add(line.split(",", -1));
            return new Cells(List.of(lines.removeFirst()), lines);
        }

        private String[] column(String name) {
            int place = header.indexOf(name);
            return rows.stream().map(row -> row[place]).toArray(String[]::new);
        }

        private static double number(String cell) {
            return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        }

        Map<String, OnnxTensor> inputs(RuntimeModel model) throws Exception {
            List<String> columns = new ArrayList<>();
            for (JsonNode column : JSON.readTree(model.about().get(OnnxFile.COLUMNS))) columns.add(column.asText());
            Map<String, OnnxTensor> inputs = new HashMap<>();
            double[] table = new double[rows.size() * columns.size()];
            for (int j = 0; j < columns.size(); j++) {
                String[] cells = column(columns.get(j));
                double[] numbers = new double[cells.length];
                boolean texts = !model.readsTable() && model.readsTexts(columns.get(j));
                for (int i = 0; i < cells.length && !texts; i++) {
                    numbers[i] = number(cells[i]);
                    table[i * columns.size() + j] = numbers[i];
                }
                if (texts) inputs.put(columns.get(j), RuntimeModel.texts(cells, cells.length, 1));
                else if (!model.readsTable())
                    inputs.put(columns.get(j), RuntimeModel.doubles(numbers, cells.length, 1));
            }
            if (model.readsTable()) inputs.put(Intake.TABLE, RuntimeModel.doubles(table, rows.size(), columns.size()));
            return inputs;
        }
    }

    private Path mixed(String target) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder csv = new StringBuilder("age,colour,income,grade,target\n");
        for (int i = 0; i < 120; i++) {
            int age = random.nextInt(18, 90);
            String colour = List.of("red", "green", "deep blue", "").get(random.nextInt(4));
            double income = Math.round(1e6 * random.nextDouble()) / 100.0;
            int grade = random.nextInt(1, 5);
            double number = age * 0.3 + grade * 10 + (colour.equals("red") ? 5 : 0) + random.nextDouble();
            csv.append(random.nextInt(5) == 0 ? "" : "" + age)
                    .append(",%s,%s,%s,".formatted(colour, income, grade))
                    .append(target.equals("number") ? "" + number : number > 45 ? "much" : "little")
                    .append('\n');
        }
        return Files.writeString(folder.resolve("mixed.csv"), csv);
    }

    /** The columns of the answers in the order of the outputs, as they are predicted here. */
    private void assertAgrees(Path csv, String data, String rest) throws Exception {
        String text = "{\"data\": %s, \"epochs\": 5, \"hidden\": [12, 7], %s}".formatted(data, rest);
        Assignment assignment = new Assignment((ObjectNode) JSON.readTree(text), LOSS, Seeds.ofSearch(SEED, 1), false);
        NetworkTrainer trainer = new NetworkTrainer(folder);
        Map<String, String> facts = Map.of("study", "pipeline");
        Path ours = Files.write(
                folder.resolve("model.json"),
                trainer.train(assignment, "json", facts).file());
        Predictions predictions = new NetworkModelReader()
                .read(ours, "model.json")
                .predict(csv.toString(), new StudyFolder(folder), List.of());
        List<List<JsonNode>> answers = new ArrayList<>();
        for (List<List<JsonNode>> some = predictions.next(); !some.isEmpty(); some = predictions.next())
            answers.addAll(some);
        Cells cells = Cells.of(csv);
        assertEquals(cells.rows().size(), answers.size());
        try (RuntimeModel runtime =
                new RuntimeModel(trainer.train(assignment, "onnx", facts).file())) {
            assertEquals("pipeline", runtime.about().get("study"));
            assertTrue(Objects.toString(runtime.about().get("model.json")).contains("\"sextant-model\""));
            RuntimeModel.Outputs theirs = runtime.run(cells.inputs(runtime));
            for (int i = 0; i < answers.size(); i++) assertAgrees(answers.get(i), theirs, i);
        }
    }

    /** @param answer the row's number, then the answer, then probabilities */
    private static void assertAgrees(List<JsonNode> answer, RuntimeModel.Outputs theirs, int row) {
        if (theirs.has(AnswerNodes.VALUES)) {
            double[][] values = theirs.of(AnswerNodes.VALUES, double[][].class);
            double wanted = answer.get(1).asDouble();
            assertEquals(wanted, values[row][0], TOLERANCE * Math.max(1, Math.abs(wanted)), "row " + row);
            return;
        }
        float[] probabilities = theirs.of(AnswerNodes.PROBABILITIES, float[][].class)[row];
        for (int j = 0; j < probabilities.length; j++)
            assertEquals(answer.get(2 + j).asDouble(), probabilities[j], TOLERANCE, "row " + row);
        assertEquals(answer.get(1).asText(), theirs.of(AnswerNodes.LABEL, String[].class)[row]);
    }

    @Test
    void aTableOfNumbersAgrees() throws Exception {
        Path iris = Files.copy(Path.of("../studies/datasets/iris.csv"), folder.resolve("iris.csv"));
        assertAgrees(iris, "{\"csv\": \"iris.csv\"}", "\"activation\": \"tanh\", \"batchNorm\": true");
    }

    @Test
    void classesFromTextsNumbersAndGapsAgree() throws Exception {
        Path csv = mixed("class");
        String data = "{\"csv\": \"mixed.csv\", \"missing\": \"indicator\"}";
        assertAgrees(csv, data, "\"loss\": \"binaryCrossEntropy\", \"activation\": \"gelu\"");
        assertAgrees(csv, data.replace("indicator", "mode"), "\"activation\": \"elu\"");
    }

    @Test
    void numbersFromTextsNumbersAndGapsAgree() throws Exception {
        String data = "{\"csv\": \"mixed.csv\", \"missing\": {\"fill\": -1}, \"scale\": \"minMax\"}";
        assertAgrees(mixed("number"), data, "\"dropout\": 0.2");
    }
}
