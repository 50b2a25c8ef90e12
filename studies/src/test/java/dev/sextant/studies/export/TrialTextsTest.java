// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trials as CSV and as lines of JSON. */
class TrialTextsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String csv(ExportedRun run) throws IOException {
        StringBuilder text = new StringBuilder();
        TrialsCsv.write(run, text);
        return text.toString();
    }

    private static List<String> lines(ExportedRun run) throws IOException {
        StringBuilder text = new StringBuilder();
        TrialsJsonLines.write(run, text);
        assertTrue(text.toString().endsWith("\n"));
        return text.toString().lines().toList();
    }

    @Test
    void everyTrialIsARowWhateverItsRole() throws IOException {
        assertEquals("""
                trial,role,of,replicate,control,state,value,bestEpoch,epochs,message,rate,schedule,schedule.step.gamma,units,batch,accuracy,testLoss
                0,search,,,false,completed,0.3333333333333333,1,2,,0.1,constant,,17,32,0.30000000000000004,
                1,search,,,false,pruned,0.25,2,3,,2.5E-4,'=step,0.30000000000000004,17,32,,
                2,search,,,true,diverged,,,2,,0.9,constant,,17,32,,
                3,search,,,false,failed,,,0,"'=it said ""no"",
                and ended",0.5,'=step,0.30000000000000004,17,32,,
                4,search,,,false,unfinished,,,0,,0.3,constant,,17,32,,
                5,search,,,false,unfinished,,,0,,0.4,constant,,17,32,,
                6,confirmation,0,1,false,completed,0.375,1,2,,0.1,constant,,17,32,0.5,
                7,test,0,,false,completed,0.3333333333333333,1,2,,0.1,constant,,17,32,,0.4
                """, csv(MadeRun.ofEveryKind()).replace("\r\n", "\n"));
    }

    @Test
    void aMetricWithTheNameOfAColumnGetsAWordInFront() throws IOException {
        String csv = csv(new MadeRun(MadeRun.LOSS)
                .search(0.1, false, MadeRun.completed(1, Map.of("loss", 1.0, "rate", 2.0, "epochs", 3.0)))
                .run());
        assertTrue(csv.startsWith("trial,role,"), csv);
        assertTrue(csv.contains(",units,batch,metric epochs,metric rate\r\n"), csv);
        assertTrue(csv.endsWith(",17,32,3.0,2.0\r\n"), csv);
    }

    @Test
    void whatAClockToldIsLeftOut() throws IOException {
        ExportedRun run = new MadeRun(MadeRun.LOSS)
                .search(0.1, false, MadeRun.completed(1, Map.of("loss", 1.0, Goals.EPOCH_SECONDS, 0.25)))
                .run();
        assertTrue(!csv(run).contains(Goals.EPOCH_SECONDS));
        assertTrue(!lines(run).getFirst().contains(Goals.EPOCH_SECONDS));
    }

    @Test
    void aLineOfJsonHasAllThatIsKnownOfATrial() throws IOException {
        List<String> lines = lines(MadeRun.ofEveryKind());
        assertEquals(8, lines.size());
        assertEquals(
                "{\"trial\":0,\"role\":\"search\",\"control\":false,\"state\":\"completed\",\"value\":0.3333333333333333,"
                        + "\"bestEpoch\":1,\"epochs\":2,\"parameters\":{\"rate\":0.1,\"schedule\":\"constant\",\"units\":17,"
                        + "\"batch\":32},\"metrics\":{\"accuracy\":0.30000000000000004,\"loss\":0.3333333333333333},"
                        + "\"curve\":[0.3333333333333333,1.0],\"readings\":{\"gradientNorm\":[4.0,null]},"
                        + "\"note\":{\"why\":\"default\"}}",
                lines.getFirst());
        JsonNode failed = JSON.readTree(lines.get(3));
        assertEquals("=it said \"no\",\nand ended", failed.get("message").textValue());
        assertTrue(failed.get("value").isNull());
        assertEquals(1, JSON.readTree(lines.get(6)).get("replicate").intValue());
        assertEquals("[2.0,null]", JSON.readTree(lines.get(2)).get("curve").toString());
    }

    @Test
    void everyDoubleComesBackToTheBit() throws IOException {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("doubles", 0);
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++)
            do {
                long bits = ((long) draws.below(1 << 30) << 34)
                        ^ ((long) draws.below(1 << 30) << 17)
                        ^ draws.below(1 << 30);
                values[i] = Double.longBitsToDouble(bits);
            } while (!Double.isFinite(values[i]));
        ExportedRun run = new MadeRun(MadeRun.LOSS)
                .search(
                        0.1,
                        false,
                        new Outcome.Completed(values[0], 1, Map.of("m", values[1]), new LearningCurve(values)))
                .run();
        JsonNode line = JSON.readTree(lines(run).getFirst());
        for (int i = 0; i < values.length; i++)
            assertEquals(
                    Double.doubleToRawLongBits(values[i]),
                    Double.doubleToRawLongBits(line.get("curve").get(i).doubleValue()),
                    "seed " + seed + ", value " + values[i]);
        String[] row = csv(run).split("\r\n", -1)[1].split(",", -1);
        assertEquals(values[0], Double.parseDouble(row[6]));
        assertEquals(values[1], Double.parseDouble(row[row.length - 1]));
    }
}
