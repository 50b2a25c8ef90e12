// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.space.Configuration;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTablesTest {
    @TempDir
    private Path folder = Path.of("");

    private void table(String stem, String text) throws IOException {
        try (Writer writer = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(stem + ".csv.gz"))),
                StandardCharsets.UTF_8)) {
            writer.write(text);
        }
    }

    private static Configuration configuration(Problem problem, String... pairs) {
        var json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            String text = pairs[i + 1];
            if (text.matches("-?[\\d.]+(e-?\\d+)?") && !problem.name().startsWith("fc_"))
                json.put(pairs[i], Double.parseDouble(text));
            else json.put(pairs[i], text);
        }
        return problem.space().read(json);
    }

    @Test
    void aGridHasTheMeanOfItsSeedsAndWithNoiseOneOfThem() throws IOException {
        table(
                "hpolib_slice_localization",
                "act,batch_size,y0,y1\nrelu,8,0.1,0.3\nrelu,16,1,1\ntanh,8,2,2\ntanh,16,4,5\n");
        Problem mean = new RecordedTables(folder).of("fc_slice");
        Problem raw = new RecordedTables(folder).of("fc_slice_raw");
        assertEquals(
                StrictMath.log10(4.5),
                mean.truth().applyAsDouble(configuration(mean, "act", "tanh", "batch_size", "16")));
        assertEquals(StrictMath.log10(.2), mean.minimum());
        Set<Double> seen = new TreeSet<>();
        Configuration best = configuration(raw, "act", "relu", "batch_size", "8");
        for (int trial = 0; trial < 20; trial++) seen.add(raw.observed(best, 1, trial));
        assertEquals(Set.of(.1, .3), seen);
        assertEquals(.2, raw.truth().applyAsDouble(best));
    }

    @Test
    void aCloudHasTheResultOfTheNearestRow() throws IOException {
        String heading = "batch_size,learning_rate,momentum,weight_decay,num_layers,max_units,max_dropout,"
                + "final_val_cross_entropy\n";
        table("lcbench_x", heading + "32,0.01,0.5,0.01,2,128,0.1,0.7\n256,0.0001,0.9,0.05,4,1024,0.9,0.4\n");
        Problem problem = new RecordedTables(folder).of("lc_x");
        Configuration near = problem.space().fromUnit(new double[] {.2, .6, .4, .2, .3, .2, .2});
        assertEquals(.7, problem.truth().applyAsDouble(near));
        assertEquals(.4, problem.minimum());
    }

    @Test
    void betweenRecordedRatesLossesLieOnALineAndBesideADivergenceNothingIsKnown() throws IOException {
        table(
                "deepobs_lr",
                "problem,optimizer,lr,final_test_loss\nq,adam,0.01,2\nq,adam,0.1,4\nq,adam,1,nan\nq,sgd,1,1\nother,sgd,1,0\n");
        Problem problem = new RecordedTables(folder).of("do_q");
        assertEquals(1, problem.minimum());
        assertEquals(2.5, at(problem, StrictMath.pow(10, -1.75)), 1e-12);
        assertEquals(2, at(problem, 1e-4));
        assertEquals(4, at(problem, .1), 1e-12);
        assertTrue(Double.isNaN(at(problem, .2)));
        assertTrue(Double.isNaN(
                problem.observed(configuration(problem, "optimizer", "adam", "optimizer.adam.lr", "50"), 0, 0)));
    }

    private static double at(Problem problem, double rate) {
        return problem.truth()
                .applyAsDouble(configuration(
                        problem,
                        "optimizer",
                        "adam",
                        "optimizer.adam.lr",
                        Double.toString(rate).replace("E", "e")));
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        assertEquals(
                "there is no table hpobench_car.csv.gz in " + folder,
                assertThrows(IllegalArgumentException.class, () -> new RecordedTables(folder).of("hb_car"))
                        .getMessage());
        assertEquals(
                "hb_car is a recorded table: say where the tables are with --tables FOLDER",
                assertThrows(IllegalArgumentException.class, () -> new Catalogue(null).of("hb_car", 0))
                        .getMessage());
    }
}
