// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is foretold of a network's memory against the arrays of one that was made. */
class RoomTest {
    /** Beyond the arrays of numbers there are a few small ones: one a layer, at most. */
    private static final int SMALL = 200;

    private static final List<Loss> LOSSES = List.of(Loss.values());
    private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

    @Test
    void aNetworkTakesUpWhatWasForetold() throws Exception {
        long seed = 20261126;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            List<Integer> hidden = new ArrayList<>();
            for (int layers = random.nextInt(4); layers > 0; layers--) hidden.add(1 + random.nextInt(70));
            Loss loss = LOSSES.get(random.nextInt(LOSSES.size()));
            Architecture architecture = new Architecture(
                    1 + random.nextInt(60),
                    hidden,
                    ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size())),
                    random.nextBoolean(),
                    random.nextBoolean() ? 0.3 : 0,
                    Initializer.DEFAULT,
                    2 + random.nextInt(20),
                    loss);
            int rows = 1 + random.nextInt(100);
            List<OptimizerRule> rules = rules();
            OptimizerRule rule = rules.get(random.nextInt(rules.size()));
            Network network = new Network(architecture, Updates.by(rule), rows, new Draws(seed, i));
            double made = ReachableBytes.of(network);
            double foretold = Room.of(architecture, Updates.by(rule), rows).bytes();
            assertEquals(
                    made, foretold, SMALL * architecture.layers(), "seed " + seed + ": " + architecture + " " + rule);
        }
    }

    @Test
    void layersOfEveryKindTakeUpWhatWasForetold() throws Exception {
        long seed = 20261127;
        SplittableRandom random = new SplittableRandom(seed);
        RandomLayers layers = new RandomLayers(random);
        Updates updates = Updates.by(Sgd.MOMENTUM);
        for (int i = 0; i < 60; i++) {
            Blueprint blueprint = layers.network();
            int rows = 1 + random.nextInt(40);
            double made = ReachableBytes.of(new Network(blueprint, updates, rows, new Draws(seed, i)));
            double foretold = Room.of(blueprint, updates, rows).bytes();
            String text = "seed %d, %d rows: %s".formatted(seed, rows, LayerSamples.text(blueprint));
            assertEquals(made, foretold, SMALL * blueprint.flat().size(), text);
        }
    }

    @Test
    void theStateOfAnOptimizerIsForetold() throws Exception {
        for (OptimizerRule rule : rules())
            assertEquals(
                    4096.0 * Float.BYTES * rule.buffers(),
                    (double) ReachableBytes.of(rule.stepper(4096)),
                    SMALL,
                    rule.toString());
    }

    /** Every rule as it is where nothing is said, and those with a state of their own choosing. */
    private static List<OptimizerRule> rules() throws Exception {
        List<String> written = new ArrayList<>();
        for (String name : Optimizers.variants().keySet()) written.add("\"" + name + "\"");
        written.add("{\"adam\": {\"amsgrad\": true}}");
        written.add("{\"rmsprop\": {\"centered\": true}}");
        Schema.Variants schema = new Schema.Variants("", Optimizers.variants());
        List<OptimizerRule> rules = new ArrayList<>();
        for (String json : written) {
            JsonNode rule = new ObjectMapper().readTree(json);
            rules.add(Optimizers.read(schema.filled(rule), 0));
        }
        return rules;
    }
}
