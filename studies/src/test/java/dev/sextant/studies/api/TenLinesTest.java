// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static dev.sextant.studies.api.Parameters.choice;
import static dev.sextant.studies.api.Parameters.log;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the package, as it stands in its documentation. */
class TenLinesTest {
    private static final Path PACKAGE = Path.of("src/main/java/dev/sextant/studies/api/package-info.java");
    private static final Path HERE = Path.of("src/test/java/dev/sextant/studies/api/TenLinesTest.java");

    /** Nears its loss epoch by epoch. */
    private static final class Model {
        private final double best;
        private double loss = 1;

        Model(double rate, String schedule, int seed) {
            double exponent = StrictMath.log10(rate) + 1;
            best = 0.1 * exponent * exponent + (schedule.equals("cosine") ? 0.01 : 0.02) + (seed % 100) * 1e-6;
        }

        double epoch() {
            loss = best + (loss - best) / 2;
            return loss;
        }
    }

    private static void example(PrintStream out) throws InterruptedException {
        Space space = Space.of(log("learningRate", 1e-4, 1), choice("schedule", "constant", "cosine"));
        try (Study study = Study.minimize("loss", space)
                .pruner("median")
                .trials(60)
                .epochs(30)
                .seed(7)
                .inMemory()) {
            study.optimize(2, trial -> {
                Model model = new Model(trial.number("learningRate"), trial.text("schedule"), trial.seed());
                for (int epoch = 1; epoch < trial.epochs(); epoch++) trial.report(epoch, model.epoch());
                return model.epoch();
            });
            out.println(study.parameters(study.best()) + ": loss " + study.bestValue());
        }
    }

    @Test
    void itFindsTheValley() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        example(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .matches("\\{learningRate=0\\.\\d+, schedule=cosine}: loss 0\\.010\\d+\n"),
                out::toString);
    }

    @Test
    void itIsTheOneOfTheDocumentation() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(PACKAGE)) {
            if (line.contains("}</pre>")) within = false;
            if (within) lines.add(line.substring(2).strip());
            if (line.contains("<pre>{@code")) within = true;
        }
        assertEquals(9, lines.size());
        String here = squeezed(Files.readString(HERE));
        assertTrue(
                here.contains(squeezed(String.join(" ", lines)).replace("System.out", "out")),
                String.join("\n", lines));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
