// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.RecordedTraining;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.trainers.network.ReachableBytes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings on images that are changed by chance: bars that lie or stand, in files as MNIST has them. */
class AugmentedTrainingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);
    private static final int IMAGES = 120;
    private static final int SIDE = 8;
    private static final String ALL = "{'shift': 1.5, 'rotate': 15, 'flip': 'both', 'scale': 0.1, 'noise': 0.2}";

    @TempDir
    private Path folder;

    @BeforeEach
    void drawBars() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE);
        images.putInt(0x0803).putInt(IMAGES).putInt(SIDE).putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x0801).putInt(IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            boolean stands = i % 2 == 0;
            int at = 2 + random.nextInt(SIDE - 4);
            for (int row = 0; row < SIDE; row++)
                for (int column = 0; column < SIDE; column++)
                    images.put((byte) ((stands ? column : row) == at ? 200 + random.nextInt(56) : 0));
            labels.put((byte) (stands ? 1 : 0));
        }
        Files.write(folder.resolve("images"), images.array());
        Files.write(folder.resolve("labels"), labels.array());
    }

    /** @param rest keys with single quotes */
    private static ObjectNode document(String rest) throws Exception {
        ObjectNode document = (ObjectNode) JSON.readTree("""
                {"data": {"idx": {"features": "images", "target": "labels"}, "image": true}, "hidden": [24],
                 "batchSize": 16, "epochs": 4, "learningRate": 0.01}""");
        return document.setAll((ObjectNode) JSON.readTree("{%s}".formatted(rest).replace('\'', '"')));
    }

    private static Assignment assignment(String rest) throws Exception {
        return new Assignment(document(rest), ACCURACY, Seeds.ofSearch(11, 2), true);
    }

    private RecordedTraining run(String rest, byte @Nullable [] checkpoint) throws Exception {
        try (Training training = new NetworkTrainer(folder)
                .start(assignment(rest), new Circumstances(2, StoppingPlan.NONE, checkpoint, null))) {
            return RecordedTraining.of(training);
        }
    }

    @Test
    void aTrainingGoesOnWithTheSameImages() throws Exception {
        RecordedTraining straight = run("'augment': " + ALL, null);
        for (int epoch : new int[] {1, 3})
            straight.checkEndsWith(
                    run("'augment': " + ALL, straight.checkpoints().get(epoch)), epoch, "augmented bars");
    }

    @Test
    void whatChangesNothingCostsNoBit() throws Exception {
        RecordedTraining plain = run("'epochs': 1", null);
        assertEquals(plain.said(), run("'epochs': 1, 'augment': {}", null).said());
        assertEquals(
                plain.said(),
                run("'epochs': 1, 'augment': {'shift': 0.9, 'wholePixels': true}", null)
                        .said());
        for (String change :
                new String[] {"'shift': 1", "'rotate': 1", "'flip': 'vertical'", "'scale': 0.1", "'noise': 0.1"})
            assertNotEquals(
                    plain.said(),
                    run("'epochs': 1, 'augment': {%s}".formatted(change), null).said(),
                    change);
    }

    /** Bars in new places are told where the few known places are all that plain training sees. */
    @Test
    void movedImagesTeachWhatMovesAre() throws Exception {
        double plain = accuracy("'epochs': 15, 'hidden': [32]");
        double moved =
                accuracy("'epochs': 15, 'hidden': [32], 'augment': {'shift': 2, 'wholePixels': true, 'noise': 0.1}");
        assertTrue(moved > 0.9 && moved >= plain, "%s with moves, %s without".formatted(moved, plain));
    }

    private double accuracy(String rest) throws Exception {
        Progress last = run(rest, null).said().getLast();
        return last instanceof Progress.Done(Outcome.Completed done) ? done.value() : Double.NaN;
    }

    @Test
    void aSweepSeesChangedImagesToo() throws Exception {
        NetworkTrainer trainer = new NetworkTrainer(folder);
        Seeds seeds = Seeds.ofSearch(1, 0);
        assertEquals(
                trainer.sweep(document("'augment': " + ALL), seeds, SweepRange.DEFAULT),
                trainer.sweep(document("'augment': " + ALL), seeds, SweepRange.DEFAULT));
        assertNotEquals(
                trainer.sweep(document("'dropout': 0"), seeds, SweepRange.DEFAULT),
                trainer.sweep(document("'augment': " + ALL), seeds, SweepRange.DEFAULT));
    }

    @Test
    void itsMemoryIsForetold() throws Exception {
        String text = "'augment': " + ALL;
        NetworkTrainer trainer = new NetworkTrainer(folder);
        trainer.prepare(document(text), ACCURACY, Seeds.ofSearch(11, 0));
        long shared = ReachableBytes.of(trainer);
        assertEquals((double) shared, (double) trainer.memory(document(text), 1).sharedBytes(), 0.1 * shared);
        NetworkTraining training = trainer.start(assignment(text));
        long own = ReachableBytes.of(new Object[] {trainer, training}) - shared;
        assertEquals((double) own, (double) trainer.memory(document(text), 1).trainingBytes(), 0.05 * own);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'shift': 8} | augment.shift | images of 1×8×8 are to be moved by up to 8 pixels, nothing might be"
                        + " left of them | write a number below 8",
                "{'shift': 8.9, 'wholePixels': true} | augment.shift | images of 1×8×8 are to be moved by up to 8"
                        + " pixels, nothing might be left of them | write a number below 8",
                "{'shift': -1} | augment.shift | shift (-1) must be in [0, 10000] | write a number in [0, 10000]",
                "{'rotate': 270} | augment.rotate | rotate (270) must be in [0, 180] | write a number in [0, 180]",
                "{'scale': 1} | augment.scale | scale (1) must be in [0, 1) | write a number in [0, 1)",
                "{'flip': 'left'} | augment.flip | unknown flip \"left\" | it must be one of none, horizontal, vertical,"
                        + " both",
                "{'wholePixels': 1} | augment.wholePixels | wholePixels must be true or false, got 1 | write true or"
                        + " false",
                "true | augment | augment must be an object, got true | write it in braces"
            })
    void mistakesAreTold(String augment, String path, String message, String help) {
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> new NetworkTrainer(folder)
                        .prepare(document("'augment': " + augment), ACCURACY, Seeds.ofSearch(1, 0)));
        assertEquals(message, refused.getMessage());
        assertEquals(path, refused.path());
        assertEquals(help, refused.help());
    }

    @Test
    void rowsThatAreNoImagesAreNotAugmented() throws Exception {
        ObjectNode document = document("'augment': {}");
        document.withObject("data").remove("image");
        for (boolean started : new boolean[] {false, true}) {
            TrainingException refused = assertThrows(TrainingException.class, () -> {
                NetworkTrainer trainer = new NetworkTrainer(folder);
                if (started) trainer.start(new Assignment(document, ACCURACY, Seeds.ofSearch(1, 0), false));
                else trainer.prepare(document, ACCURACY, Seeds.ofSearch(1, 0));
            });
            assertEquals("augment", refused.path());
            assertEquals("augment changes images, but the rows of this data are none", refused.getMessage());
            assertEquals(
                    "write \"image\" in data where a row's columns are pixels, or leave augment out", refused.help());
        }
    }
}
