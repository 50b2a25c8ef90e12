// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.ModelExporter;
import dev.sextant.engine.spi.Predictions;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.backprop.NetworkTrainer;
import dev.sextant.trainers.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A network that has learnt from rows of a folder of its own, as files in every format. */
record Learnt(Path folder, Outcome.Completed outcome) {
    static final String MODEL = "model";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);

    /** @param document with ' for " */
    static Learnt from(Path folder, String csv, String document) throws Exception {
        Files.writeString(folder.resolve("data.csv"), csv);
        ObjectNode settings = (ObjectNode) JSON.readTree(document.replace('\'', '"'));
        ((ObjectNode) settings.withObject("/data")).put("csv", "data.csv");
        Assignment assignment = new Assignment(settings, LOSS, Seeds.ofSearch(7, 3), false);
        NetworkTrainer trainer = new NetworkTrainer(folder);
        ModelExporter.Model model = trainer.train(assignment, "json", Map.of("study", "made", "document", "{}"));
        Path file = Files.write(folder.resolve(MODEL + ".json"), model.file());
        // one training, since whatever reads a file back writes every other as the training would
        for (String format : ModelFile.formats())
            Files.write(folder.resolve(MODEL + "." + format), ModelFile.write(ModelFile.network(file), format));
        return new Learnt(folder, (Outcome.Completed) model.outcome());
    }

    double validationLoss() {
        return outcome.metrics().getOrDefault("validationLoss", Double.NaN);
    }

    /** Everything that was predicted for a table. */
    record Told(
            List<String> columns, List<List<JsonNode>> rows, List<String> notes, SequencedMap<String, Double> scores) {
        double score(String name) {
            return scores.getOrDefault(name, Double.NaN);
        }

        List<String> column(String name) {
            return rows.stream()
                    .map(row -> row.get(columns.indexOf(name)).asText())
                    .toList();
        }
    }

    Told predict(String csv) throws Exception {
        return predict("json", csv);
    }

    Told predict(String format, String csv, String... keep) throws Exception {
        Files.writeString(folder.resolve("new.csv"), csv);
        return predictFile(format, "new.csv", keep);
    }

    Told predictFile(String format, String file, String... keep) throws Exception {
        Predictions predictions = new NetworkModelReader()
                .read(folder.resolve(MODEL + "." + format), MODEL + "." + format)
                .predict(file, new StudyFolder(folder), List.of(keep));
        List<List<JsonNode>> rows = new ArrayList<>();
        for (List<List<JsonNode>> next = predictions.next(); !next.isEmpty(); next = predictions.next())
            rows.addAll(next);
        return new Told(
                predictions.columns(),
                rows,
                predictions.notes(),
                new java.util.LinkedHashMap<>(predictions.scored().scores()));
    }
}
