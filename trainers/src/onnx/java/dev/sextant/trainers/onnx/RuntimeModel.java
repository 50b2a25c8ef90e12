// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** ONNX Runtime with one model. */
final class RuntimeModel implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    /** As it runs unless told otherwise. */
    RuntimeModel(byte[] model) throws OrtException {
        this(model, OptLevel.ALL_OPT);
    }

    /** @param level how far the runtime may rewrite the graph */
    RuntimeModel(byte[] model, OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(level);
            session = ENVIRONMENT.createSession(model, options);
        }
    }

    /** What the file says of itself, by name. */
    Map<String, String> about() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** Whether there is one input for all columns. */
    boolean readsTable() {
        return session.getInputNames().contains(Intake.TABLE);
    }

    /** Whether an input holds texts. */
    boolean readsTexts(String input) throws OrtException {
        NodeInfo known = Objects.requireNonNull(session.getInputInfo().get(input), input);
        return ((TensorInfo) known.getInfo()).type == OnnxJavaType.STRING;
    }

    static OnnxTensor doubles(double[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(values), shape);
    }

    static OnnxTensor longs(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), shape);
    }

    static OnnxTensor texts(String[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, values, shape);
    }

    /** All outputs by their names, as arrays. */
    record Outputs(Map<String, Object> arrays) {
        boolean has(String name) {
            return arrays.containsKey(name);
        }

        <T> T of(String name, Class<T> type) {
            return type.cast(Objects.requireNonNull(arrays.get(name), name));
        }

        List<String> names() {
            return List.copyOf(arrays.keySet());
        }
    }

    Outputs run(Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result)
                values.put(output.getKey(), output.getValue().getValue());
            return new Outputs(values);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * The inputs that stand for rows of floats, the first {@code count} of a matrix. Behind the ends of sequences
     * stands what no network should see.
     */
    static Map<String, OnnxTensor> inputs(Shape shape, Matrix rows, int count) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        switch (shape) {
            case Shape.Vector(int width) ->
                inputs.put(Intake.TABLE, doubles(numbers(rows, count, width, width, false), count, width));
            case Shape.Image(int channels, int height, int width) ->
                inputs.put(
                        Intake.IMAGE,
                        doubles(
                                numbers(rows, count, shape.size(), shape.size(), false),
                                count,
                                channels,
                                height,
                                width));
            case Shape.Sequence(int steps, int features, boolean ragged) ->
                inputs.put(
                        Intake.SEQUENCE,
                        doubles(numbers(rows, count, shape.size(), features, ragged), count, steps, features));
            case Shape.Tokens(int steps, int _, boolean _) -> {
                double[] tokens = numbers(rows, count, steps, 1, false);
                long[] whole = new long[tokens.length];
                for (int i = 0; i < whole.length; i++) whole[i] = (long) tokens[i];
                inputs.put(Intake.TOKENS, longs(whole, count, steps));
            }
        }
        if (shape.columns() > shape.size()) {
            long[] lengths = new long[count];
            for (int i = 0; i < count; i++) lengths[i] = (long) rows.get(i, shape.size());
            inputs.put(Intake.LENGTHS, longs(lengths, count));
        }
        return inputs;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static double[] numbers(Matrix rows, int count, int size, int features, boolean ragged) {
        double[] numbers = new double[count * size];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < size; j++)
                numbers[i * size + j] = ragged && j >= features * rows.get(i, size) ? Double.NaN : rows.get(i, j);
        return numbers;
    }
}
