// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.TrainingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network's document says against itself, told without its data. */
class NetworkCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Preparation.Warning> check(String settings) throws Exception {
        ObjectNode document = (ObjectNode) JSON.readTree("{\"data\": {\"csv\": \"nowhere.csv\"}, \"epochs\": 30}");
        document.setAll((ObjectNode) JSON.readTree(settings));
        NetworkTrainerFactory factory = new NetworkTrainerFactory();
        return factory.check(factory.schema().filled(document));
    }

    @Test
    void aScheduleThatFitsIsNotDoubted() throws Exception {
        for (String schedule : List.of(
                "\"cosine\"",
                "{\"cosine\": {\"tMax\": 30}}",
                "{\"oneCycle\": {\"totalSteps\": 27, \"warmup\": 3}}",
                "{\"sequence\": {\"schedules\": [\"constant\", {\"cosine\": {\"tMax\": 20}}], \"milestones\": [10]}}"))
            assertEquals(List.of(), check("{\"schedule\": %s}".formatted(schedule)), schedule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"cosine\": {\"tMax\": 40}} | cosine.tMax | tMax (40) is above epochs (30)",
                "{\"oneCycle\": {\"totalSteps\": 31}} | oneCycle.totalSteps | totalSteps (31) is above epochs (30)",
                "{\"cosine\": {\"tMax\": 30, \"warmup\": {\"iters\": 4}}} | cosine.tMax"
                        + " | tMax (30) is above the 26 epochs that are left to it",
                "{\"sequence\": {\"schedules\": [{\"cosine\": {\"tMax\": 11}}, \"constant\"], \"milestones\": [10]}}"
                        + " | sequence.schedules.0.cosine.tMax | tMax (11) is above the 10 epochs that are left to it"
            })
    void aScheduleThatIsLongerThanItsTrainingIsDoubted(String schedule, String path, String message) throws Exception {
        Preparation.Warning doubt =
                check("{\"schedule\": %s}".formatted(schedule)).getFirst();
        assertEquals("schedule." + path, doubt.path());
        assertEquals(message + ", so the schedule never reaches its end", doubt.message());
        assertEquals(
                "set it to %s, or leave it out"
                        .formatted(message.replaceAll(".*?(\\d+)\\)$", "$1").replaceAll(".*the (\\d+) epochs.*", "$1")),
                doubt.help());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"schedule\": {\"oneCycle\": {\"threePhase\": true, \"pctStart\": 0.7}}} | schedule.oneCycle.pctStart"
                        + " | pctStart (0.7) must be at most 0.5 in three phases: climb and fall take the same time each",
                "{\"optimizer\": {\"sgd\": {\"nesterov\": true, \"dampening\": 0.5}}} | optimizer.sgd.dampening"
                        + " | dampening (0.5) must be 0 with nesterov",
                "{\"schedule\": {\"sequence\": {\"schedules\": [\"constant\", \"cosine\", \"constant\"],"
                        + " \"milestones\": [9, 3]}}} | schedule.sequence.milestones"
                        + " | milestones must rise, got [9, 3]",
                "{\"hidden\": [8], \"layerRates\": [1]} | layerRates"
                        + " | layerRates has 1 factor, this network has 2 layers with weights"
            })
    void keysThatContradictEachOtherAreRefusedAtOneOfThem(String settings, String path, String message) {
        TrainingException refused = assertThrows(TrainingException.class, () -> check(settings));
        assertEquals(path, refused.path());
        assertEquals(message, refused.getMessage());
    }
}
