// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.model.Description;
import dev.sextant.trainers.model.TrainedNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained network as an ONNX model that needs nothing beside it: it reads cells as the table has them, and
 * gives classes, probabilities, or numbers in the target's units. The number of rows is open.
 *
 * <p>Every layer, every activation and every form of input that can be trained can be written. Results agree with those
 * of the network itself to about 1e-6, since other programs add in other orders; they are not the same bit for bit.
 *
 * <p>Source: the specification at onnx.ai, its intermediate representation of version 8 with the operators of version
 * 17 and those for tables of version 3, all of 2022, which ONNX Runtime reads from 1.12 on.
 *
 * <p>The bytes depend on nothing but the network. Any thread may call; cost: two copies of the weights.
 */
public final class OnnxFile {
    private static final long REPRESENTATION = 8;
    private static final long OPERATORS = 17;
    private static final long TABLE_OPERATORS = 3;
    private static final String PRODUCER = "sextant";
    private static final String DOMAIN = "dev.sextant";

    /** The facts that a model says of itself in fields of ONNX, too. */
    private static final String VERSION = "sextant";

    private static final String STUDY = "study";

    static final String COLUMNS = "columns";
    static final String TARGETS = "targets";
    static final String CLASSES = "classes";

    private OnnxFile() {}

    /** The whole file. */
    public static byte[] write(TrainedNetwork network) {
        Graph graph = new Graph();
        Intake intake = Intake.of(graph, network.input(), network.blueprint().input());
        String logits = new LayerNodes(graph, new Parameters(network.tensors()), intake.lengths())
                .chain(network.blueprint().stages(), intake.value());
        new AnswerNodes(graph, logits, network.blueprint().outputs())
                .add(network.answer(), network.blueprint().loss());
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(REPRESENTATION)
                .setProducerName(PRODUCER)
                .setProducerVersion(network.facts().getOrDefault(VERSION, ""))
                .setDomain(DOMAIN)
                .setModelVersion(1)
                .addOpsetImport(operators("", OPERATORS))
                .addOpsetImport(operators(Graph.TABLES, TABLE_OPERATORS))
                .setGraph(graph.build(network.facts().getOrDefault(STUDY, "network")));
        about(network)
                .forEach((name, text) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
        return model.build().toByteArray();
    }

    /** What stands beside the graph, by name: where it comes from, and lists in JSON of what it reads and tells. */
    private static Map<String, String> about(TrainedNetwork network) {
        Map<String, String> about = new LinkedHashMap<>(network.facts());
        about.put(COLUMNS, list(Intake.columns(network.input())));
        about.put(TARGETS, list(network.answer().targets()));
        if (network.answer() instanceof AnswerForm.Classes(String _, List<String> labels))
            about.put(CLASSES, list(labels));
        about.put(Description.ENTRY, Description.text(network));
        return about;
    }

    private static String list(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list.toString();
    }

    private static OperatorSetIdProto operators(String domain, long version) {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }
}
