// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A graph that is being written: nodes in the order in which they are computed, each after those that it reads. A node
 * and what it gives share one name; where a name is taken already, a number is added to it.
 */
final class Graph {
    /** The first dimension of whatever is a row's: how many rows there are is told when the graph runs. */
    private static final String ROWS = "rows";

    /** Operators that came from other tools' tables and trees have a domain of their own. */
    static final String TABLES = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();

    /** Adds a node of one output. */
    String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return node("", operator, name, inputs, attributes);
    }

    /** The same of another domain than the usual one. */
    String node(String domain, String operator, String name, List<String> inputs, AttributeProto... attributes) {
        String free = free(name);
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(operator)
                .setName(free)
                .addAllInput(inputs)
                .addOutput(free)
                .addAllAttribute(List.of(attributes)));
        return free;
    }

    /**
     * A node of several outputs of which one is wanted.
     *
     * @param wanted its place among them, from 0
     */
    String node(int wanted, String operator, String name, List<String> inputs, AttributeProto... attributes) {
        String free = free(name);
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(free)
                .addAllInput(inputs)
                .addAllAttribute(List.of(attributes));
        for (int before = 0; before < wanted; before++) node.addOutput("");
        graph.addNode(node.addOutput(free));
        return free;
    }

    /** A constant of 32-bit floats, row-major. */
    String floats(String name, List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) bytes.putFloat(value);
        return constant(name, shape, DataType.FLOAT, tensor -> tensor.setRawData(ByteString.copyFrom(bytes.flip())));
    }

    /** A constant of 64-bit floats. */
    String doubles(String name, List<Integer> shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) bytes.putDouble(value);
        return constant(name, shape, DataType.DOUBLE, tensor -> tensor.setRawData(ByteString.copyFrom(bytes.flip())));
    }

    /** A list of whole numbers, such as axes or a shape. */
    String longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) bytes.putLong(value);
        return constant(
                name,
                List.of(values.length),
                DataType.INT64,
                tensor -> tensor.setRawData(ByteString.copyFrom(bytes.flip())));
    }

    /** A list of texts. */
    String texts(String name, List<String> values) {
        return constant(
                name,
                List.of(values.size()),
                DataType.STRING,
                tensor -> values.forEach(value -> tensor.addStringData(ByteString.copyFromUtf8(value))));
    }

    private String constant(String name, List<Integer> shape, DataType type, Consumer<TensorProto.Builder> values) {
        String free = free(name);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(free).setDataType(type.getNumber());
        shape.forEach(tensor::addDims);
        values.accept(tensor);
        graph.addInitializer(tensor);
        return free;
    }

    /**
     * Something that whoever runs the graph gives it.
     *
     * @param lengths of the dimensions after the first, which is that of the rows
     */
    String input(String name, DataType type, List<Integer> lengths, String documentation) {
        String free = free(name);
        graph.addInput(value(free, type, lengths, documentation));
        return free;
    }

    /** Something that the graph gives, computed by the node of this name. */
    void output(String name, DataType type, List<Integer> lengths, String documentation) {
        graph.addOutput(value(name, type, lengths, documentation));
    }

    private static ValueInfoProto value(String name, DataType type, List<Integer> lengths, String documentation) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(ROWS);
        for (int length : lengths) shape.addDimBuilder().setDimValue(length);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(documentation)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) free = name + "_" + number;
        return free;
    }

    /** What has been written so far. */
    GraphProto build(String name) {
        return graph.setName(name).build();
    }
}
