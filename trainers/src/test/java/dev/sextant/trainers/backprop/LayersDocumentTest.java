// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.LayerSpec.Cell;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the key {@code layers}, and what is said where nothing can be. */
class LayersDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Placed> read(String layers, boolean batchNorm) throws Exception {
        return LayerDocument.read(JSON.readTree(layers.replace('\'', '"')), Activation.RELU, batchNorm);
    }

    private static Blueprint blueprint(String input, String layers) throws Exception {
        String[] words = input.split(" ", -1);
        int[] sizes = new int[words.length];
        for (int i = 1; i < sizes.length; i++) sizes[i] = Integer.parseInt(words[i]);
        Shape shape = switch (words[0]) {
            case "vector" -> new Shape.Vector(sizes[1]);
            case "image" -> new Shape.Image(sizes[1], sizes[2], sizes[3]);
            case "sequence" -> new Shape.Sequence(sizes[1], sizes[2], false);
            case "ragged" -> new Shape.Sequence(sizes[1], sizes[2], true);
            default -> new Shape.Tokens(sizes[1], sizes[2], true);
        };
        return Blueprint.of(shape, read(layers, false), Initializer.DEFAULT, 10, Loss.CROSS_ENTROPY);
    }

    private static LayerSpec only(String layer) throws Exception {
        return read("[%s]".formatted(layer), false).getFirst().layer();
    }

    @Test
    void eachLayerIsReadInItsShortAndItsLongForm() throws Exception {
        assertEquals(new LayerSpec.Dense(50), only("{'dense': 50}"));
        assertEquals(new LayerSpec.Dense(50), only("{'dense': {'units': 50}}"));
        assertEquals(new LayerSpec.Conv(16, 3, 1, 0), only("{'conv': {'filters': 16}}"));
        assertEquals(
                new LayerSpec.Conv(16, 5, 2, LayerSpec.Conv.SAME),
                only("{'conv': {'filters': 16, 'kernel': 5, 'stride': 2, 'padding': 'same'}}"));
        assertEquals(new LayerSpec.Pool(true, 2, 2, 0), only("'maxPool'"));
        assertEquals(new LayerSpec.Pool(true, 3, 3, 0), only("{'maxPool': 3}"));
        assertEquals(new LayerSpec.Pool(true, 3, 3, 0), only("{'maxPool': {'size': 3}}"));
        assertEquals(
                new LayerSpec.Pool(false, 3, 1, 1), only("{'averagePool': {'size': 3, 'stride': 1, 'padding': 1}}"));
        assertEquals(new LayerSpec.Recurrent(Cell.LSTM, 64, false, false), only("{'lstm': 64}"));
        assertEquals(
                new LayerSpec.Recurrent(Cell.GRU, 8, true, true),
                only("{'gru': {'units': 8, 'return': 'all', 'bidirectional': true}}"));
        assertEquals(new LayerSpec.Recurrent(Cell.RNN, 8, false, false), only("{'rnn': {'units': 8}}"));
        assertEquals(new LayerSpec.Embedding(16), only("{'embedding': {'size': 16}}"));
        assertEquals(new LayerSpec.Dropout(0.2), only("{'dropout': 0.2}"));
        assertEquals(new LayerSpec.Activate(Activation.TANH), only("{'activation': 'tanh'}"));
        for (String bare : List.of("flatten", "batchNorm", "layerNorm", "globalAveragePool"))
            assertEquals(only("'%s'".formatted(bare)), only("{'%s': {}}".formatted(bare)), bare);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[{'conv': {'filters': 4}}, 'maxPool'] | 0 conv, 0 batchNorm, 0 relu, 1 maxPool",
                "[{'dense': 4}, 'batchNorm', 'flatten'] | 0 dense, 1 batchNorm, 1 relu, 2 flatten",
                "[{'dense': 4}, 'layerNorm'] | 0 dense, 1 layerNorm, 1 relu",
                "[{'dense': 4}, {'activation': 'tanh'}] | 0 dense, 0 batchNorm, 1 tanh",
                "[{'dense': 4}, 'batchNorm', {'activation': 'identity'}] | 0 dense, 1 batchNorm, 2 identity",
                "[{'dense': 4}, {'dropout': 0.5}] | 0 dense, 0 batchNorm, 0 relu, 1 dropout",
                "[{'lstm': 4}, {'dense': 4}] | 0 lstm, 1 dense, 1 batchNorm, 1 relu",
                "[{'embedding': 4}, 'flatten'] | 0 embedding, 1 flatten",
            })
    void theNetworksOwnNormAndActivationFollowWhereNoneIsWritten(String layers, String expected) throws Exception {
        List<String> found = read(layers, true).stream()
                .map(placed -> placed.place().substring("layers.".length()) + " "
                        + (placed.layer() instanceof LayerSpec.Activate(Activation activation)
                                ? activation.text()
                                : placed.layer().name()))
                .toList();
        assertEquals(expected, String.join(", ", found));
    }

    @Test
    void layersWithinAResidualOneHavePlacesOfTheirOwn() throws Exception {
        List<Placed> layers = read("[{'dense': 4}, {'residual': [{'dense': 4}, 'layerNorm']}]", false);
        assertTrue(layers.getLast().layer() instanceof LayerSpec.Residual(List<Placed> inner)
                && inner.stream()
                        .map(Placed::place)
                        .toList()
                        .equals(List.of("layers.1.residual.0", "layers.1.residual.1", "layers.1.residual.1")));
    }

    @Test
    void theTableTellsEachWrittenLayerWithItsShapeAndItsCosts() throws Exception {
        Structure table = LayerTable.of(blueprint(
                "image 1 28 28",
                "[{'conv': {'filters': 10, 'kernel': 5}}, 'maxPool', {'residual': [{'conv': {'filters': 10, 'padding':"
                        + " 'same'}}]}, {'dense': 50}, {'dropout': 0.25}]"));
        assertEquals(
                """
                layers.0 conv 10 of 5×5, relu 10×24×24 260 144000
                layers.1 maxPool 2×2 10×12×12 0 0
                layers.2.residual.0 conv 10 of 3×3 same, relu 10×12×12 910 129600
                layers.2 residual 10×12×12 0 0
                layers.3 flatten, dense 50, relu 50 72050 72000
                layers.4 dropout 0.25 50 0 0
                output dense 10 10 510 500
                """,
                table.parts().stream()
                        .map(part -> String.join(" ", part.words()) + " "
                                + part.counts().get(0) + " " + part.counts().get(1) + "\n")
                        .reduce("", String::concat));
        assertEquals(List.of(73_730L, 346_100L), table.totals());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "image 1 8 8 | [{'conv': {'filters': 4, 'kernel': 9}}] | layers.0 | conv: a kernel of 9×9 is larger than its"
                        + " input, which is 8×8, so that nothing would come out | take a smaller one, more padding, or"
                        + " fewer layers before it that shrink the image",
                "image 1 8 8 | ['maxPool', {'maxPool': 5}] | layers.1 | maxPool: a square of 5×5 is larger than its input,"
                        + " which is 4×4, so that nothing would come out | take a smaller one, more padding, or fewer"
                        + " layers before it that shrink the image",
                "image 1 2 2 | [{'conv': {'filters': 4, 'kernel': 7, 'padding': 2}}] | layers.0 | conv: a kernel of 7×7 is"
                        + " larger than its input, which is 2×2 and 2 around it, so that nothing would come out | take a"
                        + " smaller one, more padding, or fewer layers before it that shrink the image",
                "image 1 8 8 | [{'conv': {'filters': 4, 'kernel': 4, 'padding': 'same'}}] | layers.0 | conv: `same` padding"
                        + " needs a kernel that has a middle, and one of 4 has none | take an odd kernel, or write the"
                        + " padding as a number",
                "image 1 8 8 | [{'conv': {'filters': 4, 'kernel': 3, 'padding': 3}}] | layers.0 | conv: a padding of 3 must"
                        + " be smaller than the kernel, which is 3: some outputs would see zeros alone | take at most 2",
                "image 1 8 8 | [{'maxPool': {'size': 2, 'padding': 2}}] | layers.0 | maxPool: a padding of 2 must be at"
                        + " most half of the size, which is 2 | take at most 1",
                "vector 64 | [{'conv': {'filters': 4}}] | layers.0 | conv needs an image, and reads a vector of 64 | tell"
                        + " the image with `image`: {`channels`: 1, `height`: 8, `width`: 8} in the data",
                "image 1 8 8 | ['flatten', 'maxPool'] | layers.1 | maxPool needs an image, and reads a vector of 64 | place"
                        + " it before the layer that makes a vector of the image",
                "image 3 8 8 | [{'lstm': 4}] | layers.0 | lstm needs a sequence, and reads an image of 3×8×8 | write"
                        + " `sequence` or `window` in the data",
                "sequence 9 2 | ['maxPool'] | layers.0 | maxPool needs an image, and reads a sequence of 9 steps of 2 | over"
                        + " the steps there is `globalAveragePool`",
                "sequence 9 2 | [{'lstm': 4}, {'gru': 4}] | layers.1 | gru needs a sequence, and reads a vector of 4 | let"
                        + " the recurrent layer before it `return`: `all` steps, or place it before the layer that makes"
                        + " a vector of them",
                "sequence 9 2 | [{'embedding': 4}] | layers.0 | embedding needs tokens, and reads a sequence of 9 steps of"
                        + " 2 | tell them with `sequence`: {`tokens`: true} in the data",
                "tokens 9 30 | [{'embedding': 4}, {'embedding': 4}] | layers.1 | embedding needs tokens, and reads a"
                        + " sequence of up to 9 steps of 4 | only the first layer may be one",
                "tokens 9 30 | [{'lstm': 4}] | layers.0 | lstm needs numbers, and reads up to 9 tokens of 30 | begin the"
                        + " layers with {`embedding`: {`size`: 16}}",
                "vector 4 | ['globalAveragePool'] | layers.0 | globalAveragePool needs an image or a sequence, and reads a"
                        + " vector of 4 | leave it out",
                "image 1 8 8 | [{'residual': [{'conv': {'filters': 4, 'padding': 'same'}}]}] | layers.0 | residual: its"
                        + " sides differ, and are to be added: it reads an image of 1×8×8, its layers give an image of"
                        + " 4×8×8 | keep the image's size with `padding`: `same` and stride 1, and end with a conv of 1"
                        + " filter",
                "vector 4 | [{'dense': 8}, {'residual': [{'dense': 4}]}] | layers.1 | residual: its sides differ, and are to"
                        + " be added: it reads a vector of 8, its layers give a vector of 4 | end with a layer of 8"
                        + " units",
                "sequence 9 2 | [{'residual': [{'lstm': 4}]}] | layers.0 | residual: its sides differ, and are to be added:"
                        + " it reads a sequence of 9 steps of 2, its layers give a vector of 4 | end with a layer that"
                        + " gives 2 numbers at each step",
                "vector 4 | [{'residual': [{'dense': 4}, {'conv': {'filters': 1}}]}] | layers.0.residual.1 | conv needs an"
                        + " image, and reads a vector of 4 | place it before the layer that makes a vector of the image",
                "image 1 4000 4000 | [{'conv': {'filters': 64, 'kernel': 1}}] | layers.0 | conv gives 1024000000 numbers for"
                        + " each sample, at most 67108864 are kept | make it narrower, or what it reads smaller",
            })
    void aLayerThatDoesNotFitIsToldAtItsPlace(
            String input, String layers, String place, String message, String advice) {
        ShapeException misfit = assertThrows(ShapeException.class, () -> blueprint(input, layers));
        assertEquals(place, misfit.place());
        assertEquals(message.replace('`', '"'), misfit.getMessage());
        assertEquals(advice.replace('`', '"'), misfit.advice());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[{'cov': {'filters': 4}}] | layers.0 | unknown name 'cov' | did you mean 'conv'?",
                "[{'conv': {'filter': 4}}] | layers.0.conv.filter | unknown key 'filter' | did you mean 'filters'?",
                "[{'conv': {'kernel': 3}}] | layers.0.conv | 'filters' is missing | 'filters': Channels that come out.",
                "[{'conv': {'filters': 0}}] | layers.0.conv.filters | filters (0) must be in [1, 4096] | write a whole"
                        + " number in [1, 4096]",
                "[{'dense': 0}] | layers.0.dense | dense (0) must be in [1, 4096] | write a whole number in [1, 4096]",
                "['dropout'] | layers.0.dropout | dropout must be a number, got {} | write a number",
                "[{'activation': 'rel'}] | layers.0.activation | unknown value 'rel' | did you mean 'relu'?",
                "[{'residual': []}] | layers.0.residual | residual has 0 items, 1 to 128 are expected | Layers around which"
                        + " what they read is added to what they give.",
                "[{'residual': [{'residual': ['flatten']}]}] | layers.0.residual.0 | unknown name 'residual' | it must be"
                        + " one of conv, maxPool, averagePool, globalAveragePool, flatten, dense, batchNorm, layerNorm,"
                        + " activation, dropout, rnn, lstm, … (14 in all)",
                "[{'lstm': {'units': 4, 'return': 'every'}}] | layers.0.lstm.return | unknown value 'every' | it must be one"
                        + " of last, all",
            })
    void aMistakeIsToldAtItsPlace(String layers, String place, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> read(layers, false));
        assertEquals(place, refused.path());
        assertEquals(message, String.valueOf(refused.getMessage()).replace('"', '\''));
        assertEquals(help, refused.help().replace('"', '\''));
    }
}
