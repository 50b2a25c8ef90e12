// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.model.Description;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.LayerSamples;
import dev.sextant.trainers.network.RandomLayers;
import dev.sextant.trainers.network.Shape;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands in the file; what it computes, ONNX Runtime is asked in the profile "onnx". */
class OnnxFileTest {
    private static final Blueprint DENSE =
            LayerSamples.of(new Shape.Vector(4), LayerSamples.dense(3), LayerSamples.relu(), LayerSamples.drop());

    private static ModelProto read(TrainedNetwork network) throws Exception {
        return ModelProto.parseFrom(OnnxFile.write(network));
    }

    private static MadeUp classes() {
        return MadeUp.of(
                DENSE,
                MadeUp.input(DENSE.input()),
                new AnswerForm.Classes("kind", List.of("a", "b", "c", "it's \"d\"")),
                1);
    }

    private static String text(ValueInfoProto value) {
        return value.getName()
                + " "
                + DataType.forNumber(value.getType().getTensorType().getElemType())
                + value.getType().getTensorType().getShape().getDimList().stream()
                        .map(length -> length.hasDimParam() ? length.getDimParam() : "" + length.getDimValue())
                        .toList();
    }

    private static List<String> texts(List<ValueInfoProto> values) {
        return values.stream().map(OnnxFileTest::text).toList();
    }

    @Test
    void theFileSaysWhoWroteItAndForWhichOperators() throws Exception {
        ModelProto model = read(classes().saved());
        assertEquals(8, model.getIrVersion());
        assertEquals("sextant", model.getProducerName());
        assertEquals("0.1.0", model.getProducerVersion());
        assertEquals("made up", model.getGraph().getName());
        assertEquals(
                List.of("=17", "ai.onnx.ml=3"),
                model.getOpsetImportList().stream()
                        .map(set -> set.getDomain() + "=" + set.getVersion())
                        .toList());
    }

    @Test
    void whatAModelIsStandsBesideItsGraph() throws Exception {
        TrainedNetwork network = classes().saved();
        Map<String, String> about = new LinkedHashMap<>();
        for (StringStringEntryProto entry : read(network).getMetadataPropsList())
            about.put(entry.getKey(), entry.getValue());
        assertEquals(
                List.of("study", "sextant", "columns", "targets", "classes", "model.json"),
                List.copyOf(about.keySet()));
        assertEquals("[\"x0\",\"x1\",\"x2\",\"x3\"]", about.get("columns"));
        assertEquals("[\"a\",\"b\",\"c\",\"it's \\\"d\\\"\"]", about.get("classes"));
        assertEquals(Description.text(network), about.get("model.json"));
    }

    @Test
    void aTableIsOneInputAndClassesAreThreeOutputsAndDropoutIsLeftOut() throws Exception {
        GraphProto graph = read(classes().saved()).getGraph();
        assertEquals(List.of("table DOUBLE[rows, 4]"), texts(graph.getInputList()));
        assertEquals(
                List.of("label STRING[rows]", "probabilities FLOAT[rows, 4]", "index INT64[rows]"),
                texts(graph.getOutputList()));
        assertEquals(
                List.of("Cast", "Gemm", "Relu", "Gemm", "Softmax", "ArgMax", "Gather"),
                graph.getNodeList().stream().map(NodeProto::getOpType).toList());
    }

    @Test
    void whereThereAreTextsEveryColumnIsAnInput() throws Exception {
        RowForm row = new RowForm(
                List.of(
                        new RowForm.OneHot("label", List.of("x", "y"), null),
                        new RowForm.Scaled("", 1, 2, 3),
                        new RowForm.Scaled("width", 0, 1, Double.NaN)),
                true);
        MadeUp madeUp = MadeUp.of(
                DENSE, new InputForm.Rows(row), new AnswerForm.Classes("kind", List.of("a", "b", "c", "d")), 1);
        GraphProto graph = read(madeUp.saved()).getGraph();
        assertEquals(
                List.of("label STRING[rows, 1]", "column2 DOUBLE[rows, 1]", "width DOUBLE[rows, 1]"),
                texts(graph.getInputList()));
        assertEquals("label_2 STRING[rows]", text(graph.getOutput(0)), "the column keeps its name");
        assertWhole(graph);
    }

    @Test
    void sequencesOfDifferentLengthsSayHowLongTheyAre() throws Exception {
        Blueprint words = LayerSamples.of(
                new Shape.Tokens(7, 11, true), LayerSamples.embed(5), LayerSamples.lstm(4, false, true));
        GraphProto graph = read(MadeUp.plain(words, 1).saved()).getGraph();
        assertEquals(List.of("tokens INT64[rows, 7]", "lengths INT64[rows]"), texts(graph.getInputList()));
        assertEquals(List.of("values DOUBLE[rows, 4]"), texts(graph.getOutputList()));
    }

    @Test
    void weightsStandUnderTheirNamesBitForBit() throws Exception {
        TrainedNetwork network = classes().saved();
        Map<String, TensorProto> constants = read(network).getGraph().getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor));
        for (Tensor tensor : network.tensors()) {
            TensorProto written = Objects.requireNonNull(constants.get(tensor.name()), tensor.name());
            assertEquals(
                    tensor.shape(),
                    written.getDimsList().stream().map(Long::intValue).toList());
            float[] values = new float[tensor.values().length];
            written.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            assertArrayEquals(tensor.values(), values);
        }
    }

    @Test
    void equalNetworksHaveEqualFiles() {
        assertArrayEquals(
                OnnxFile.write(classes().saved()), OnnxFile.write(classes().saved()));
    }

    @Test
    void everyGraphIsWhole() throws Exception {
        for (Blueprint blueprint : LayerSamples.networks())
            assertWhole(read(MadeUp.plain(blueprint, 1).saved()).getGraph());
        long seed = 20261126;
        RandomLayers layers = new RandomLayers(new SplittableRandom(seed));
        for (int n = 0; n < 20; n++)
            assertWhole(read(MadeUp.plain(layers.network(), seed + n).saved()).getGraph());
    }

    /** Every name is given once, and before it is read; nothing is left over; constants have the size they say. */
    private static void assertWhole(GraphProto graph) {
        Set<String> known = new HashSet<>();
        Set<String> read = new HashSet<>();
        for (ValueInfoProto input : graph.getInputList()) assertTrue(known.add(input.getName()), input.getName());
        for (TensorProto constant : graph.getInitializerList()) {
            assertTrue(known.add(constant.getName()), constant.getName());
            long size = constant.getDimsList().stream().reduce(1L, Math::multiplyExact);
            long bytes = switch (DataType.forNumber(constant.getDataType())) {
                case FLOAT -> Float.BYTES;
                case DOUBLE, INT64 -> Long.BYTES;
                default -> 0;
            };
            assertEquals(size * bytes, constant.getRawData().size(), constant.getName());
        }
        for (NodeProto node : graph.getNodeList()) {
            for (String input : node.getInputList())
                assertTrue(input.isEmpty() || known.contains(input), node.getName() + " reads " + input);
            read.addAll(node.getInputList());
            for (String output : node.getOutputList())
                assertTrue(output.isEmpty() || known.add(output), "twice " + output);
        }
        for (ValueInfoProto output : graph.getOutputList()) assertTrue(known.contains(output.getName()));
        graph.getOutputList().forEach(output -> read.add(output.getName()));
        known.removeAll(read);
        assertEquals(Set.of(), known, "nobody reads these");
    }

    @Test
    void aNetworkThatLacksATensorIsNotWritten() {
        TrainedNetwork whole = classes().saved();
        TrainedNetwork broken = new TrainedNetwork(
                whole.facts(),
                whole.reading(),
                whole.scores(),
                whole.input(),
                whole.blueprint(),
                whole.answer(),
                whole.tensors().subList(0, 1));
        assertEquals(
                "the network has no tensor dense1.bias",
                assertThrows(IllegalArgumentException.class, () -> OnnxFile.write(broken))
                        .getMessage());
    }
}
