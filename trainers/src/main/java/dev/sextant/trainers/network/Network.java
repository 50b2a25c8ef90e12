// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.tensor.Functions;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A fully connected network with its optimizer: forward, loss, backward and update on mini-batches.
 *
 * <p>Initial weights are uniform in ±a, drawn layer by layer, input by input: a = √(6 / fan-in) for hidden layers under
 * a rectifier (He et al. 2015), a = √(6 / (fan-in + fan-out)) elsewhere (Glorot and Bengio 2010); biases are 0.
 *
 * <p>All parameters stand in one array, see {@link ParameterLayout}. What is padding is exactly 0 and stays so: its
 * gradient is exactly 0.
 *
 * <p>Cost: 2 × (2 or 3) × weights floating-point operations a row and step. A step allocates nothing; on the plain twin
 * of the kernels, some hundred bytes.
 *
 * <p>Threads: confined to one. Its bits depend on nothing but the arguments.
 */
public final class Network {
    private static final List<Activation> OFFERED = List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID);
    private static final List<Loss> LOSSES = List.of(Loss.CROSS_ENTROPY, Loss.MEAN_SQUARED_ERROR);

    private final Architecture architecture;
    private final Supplier<Kernels> kernels;
    private final OptimizerRule.Stepper stepper;
    private final int maxBatch;
    private final int layers;
    private final ParameterLayout layout;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] kept;
    /** What layer l reads, and last what the network gives; panels of tiled(rows) rows. */
    private final float[][] activations;

    /** The loss's gradient at what layer l gives. */
    private final float[][] deltas;
    /** What the input gradients transpose; as large as the widest weights. */
    private final float[] transposed;
    /** (maxBatch, 16) with 1 in the first column: the left factor that sums columns. */
    private final float[] ones;
    /** Negative infinity in the output's padding: no class stands there. */
    private final float[] penalty;

    /**
     * @param maxBatch the most rows in one step, at least 1
     * @param draws gives the initial weights
     */
    public Network(Architecture architecture, Updates updates, int maxBatch, Draws draws) {
        this(architecture, updates, maxBatch, draws, Kernels::chosen);
        KernelWarmup.start();
    }

    Network(Architecture architecture, Updates updates, int maxBatch, Draws draws, Supplier<Kernels> kernels) {
        if (maxBatch < 1) throw new IllegalArgumentException("maxBatch (%d) must be at least 1".formatted(maxBatch));
        boolean offered = !architecture.batchNorm()
                && architecture.dropout() == 0
                && architecture.initializer() == Initializer.DEFAULT
                && OFFERED.contains(architecture.activation())
                && LOSSES.contains(architecture.loss())
                && Updates.by(updates.optimizer()).equals(updates);
        if (!offered) throw new IllegalArgumentException("not offered yet");
        this.architecture = architecture;
        this.kernels = kernels;
        this.maxBatch = maxBatch;
        layers = architecture.layers();
        layout = new ParameterLayout(architecture);
        activations = new float[layers + 1][];
        deltas = new float[layers][];
        int rows = Kernels.tiled(maxBatch);
        int widest = 0;
        activations[0] = new float[Math.multiplyExact(rows, Matrix.padded(architecture.inputs()))];
        for (int l = 0; l < layers; l++) {
            int out = Matrix.padded(architecture.fanOut(l));
            activations[l + 1] = new float[Math.multiplyExact(rows, out)];
            deltas[l] = new float[rows * out];
            if (l > 0) widest = Math.max(widest, Matrix.padded(architecture.fanIn(l)) * out);
        }
        int size = layout.size();
        parameters = new float[size];
        gradient = new float[size];
        kept = new float[size];
        transposed = new float[widest];
        ones = new float[rows * Kernels.PANEL];
        for (int i = 0; i < rows; i++) ones[i * Kernels.PANEL] = 1f;
        penalty = new float[Matrix.padded(architecture.outputs())];
        Arrays.fill(penalty, architecture.outputs(), penalty.length, Float.NEGATIVE_INFINITY);
        stepper = updates.optimizer().stepper(size);
        initialise(draws);
        keep();
    }

    private void initialise(Draws draws) {
        for (int l = 0; l < layers; l++) {
            int in = architecture.fanIn(l);
            int out = architecture.fanOut(l);
            boolean he = architecture.activation() == Activation.RELU && l < layers - 1;
            double bound = Math.sqrt(6.0 / (he ? in : in + out));
            DrawSequence sequence = draws.of("weights", l);
            for (int p = 0; p < in; p++) drawRow(sequence, bound, l, p, out);
        }
    }

    /** A method of its own, so that it is compiled by its calls and not again and again in the middle of a loop. */
    private void drawRow(DrawSequence sequence, double bound, int layer, int input, int out) {
        for (int q = 0; q < out; q++)
            parameters[layout.weightAt(layer, input, q)] = (float) ((2 * sequence.uniform() - 1) * bound);
    }

    /** Weights and biases that are learnt. */
    public int parameters() {
        int count = 0;
        for (int l = 0; l < layers; l++) count += (architecture.fanIn(l) + 1) * architecture.fanOut(l);
        return count;
    }

    /**
     * One step on the rows order[from … from+count): forward, loss, backward, update.
     *
     * @param count at least 1, at most maxBatch
     * @param momentum takes the place of the rule's own in this step; NaN leaves it
     * @return the batch's mean loss before the update, the L1 term included; not finite where training diverged
     */
    public double train(
            Matrix inputs, Targets targets, int[] order, int from, int count, double learningRate, double momentum) {
        checkBatch(inputs, order, from, count);
        Kernels twin = kernels.get();
        forward(twin, inputs, order, from, count);
        double loss = lossAndDelta(twin, targets, order, from, count);
        backward(twin, count);
        stepper.step(parameters, gradient, learningRate);
        return loss / count;
    }

    /** Mean loss and accuracy over these rows, at least one, in this order. */
    public Evaluation evaluate(Matrix inputs, Targets targets, int[] rows) {
        if (rows.length == 0) throw new IllegalArgumentException("no rows to evaluate");
        Kernels twin = kernels.get();
        double loss = 0;
        int correct = 0;
        for (int from = 0; from < rows.length; from += maxBatch) {
            int count = Math.min(maxBatch, rows.length - from);
            forward(twin, inputs, rows, from, count);
            loss += lossAndDelta(twin, targets, rows, from, count);
            if (targets instanceof Targets.Classes classes) correct += correct(classes.labels(), rows, from, count);
        }
        boolean classified = targets instanceof Targets.Classes;
        return new Evaluation(
                loss / rows.length, classified ? correct / (double) rows.length : Double.NaN, Double.NaN, Double.NaN);
    }

    /** The outputs for these rows: logits, or predicted values. (rows, outputs). */
    public Matrix predict(Matrix inputs, int[] rows) {
        Matrix outputs = Matrix.zeros(rows.length, architecture.outputs());
        for (int from = 0; from < rows.length; from += maxBatch) {
            int count = Math.min(maxBatch, rows.length - from);
            forward(kernels.get(), inputs, rows, from, count);
            for (int i = 0; i < count; i++)
                for (int j = 0; j < architecture.outputs(); j++)
                    outputs.set(from + i, j, activations[layers][ParameterLayout.at(i, j, count)]);
        }
        return outputs;
    }

    /** Remembers the parameters; the first call happens when the network is made. */
    public void keep() {
        System.arraycopy(parameters, 0, kept, 0, parameters.length);
    }

    /** Goes back to the parameters that {@link #keep} remembered. The optimizer's state stays as it is. */
    public void restore() {
        System.arraycopy(kept, 0, parameters, 0, parameters.length);
    }

    private void checkBatch(Matrix inputs, int[] order, int from, int count) {
        if (count < 1 || count > maxBatch)
            throw new IllegalArgumentException("a batch of %d rows must have 1 to %d".formatted(count, maxBatch));
        if (from < 0 || from > order.length - count)
            throw new IllegalArgumentException("rows %d to %d of %d".formatted(from, from + count, order.length));
        if (inputs.columns() != architecture.inputs())
            throw new IllegalArgumentException(
                    "%d columns must be %d".formatted(inputs.columns(), architecture.inputs()));
    }

    private void forward(Kernels twin, Matrix inputs, int[] order, int from, int count) {
        twin.gather(count, inputs, order, from, activations[0]);
        boolean rectified = architecture.activation() == Activation.RELU;
        for (int l = 0; l < layers; l++) {
            boolean last = l == layers - 1;
            int out = Matrix.padded(architecture.fanOut(l));
            twin.product(
                    count,
                    out / Kernels.PANEL,
                    Matrix.padded(architecture.fanIn(l)) / Kernels.PANEL,
                    activations[l],
                    0,
                    parameters,
                    layout.weightsAt(l),
                    parameters,
                    layout.biasesAt(l),
                    Kernels.TILE * Kernels.PANEL,
                    rectified && !last ? 0.5f : 1f,
                    rectified && !last ? 0.5f : 0f,
                    activations[l + 1]);
            if (!last) activate(activations[l + 1], Kernels.tiled(count), architecture.fanOut(l));
        }
    }

    private void activate(float[] values, int rows, int width) {
        int length = rows * Matrix.padded(width);
        switch (architecture.activation()) {
            case RELU -> {} // the product has done it
            case LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, IDENTITY -> throw new IllegalStateException("not offered yet");
            case TANH -> {
                for (int i = 0; i < length; i++) values[i] = Functions.tanh(values[i]);
            }
            case SIGMOID -> {
                for (int i = 0; i < length; i++) values[i] = Functions.sigmoid(values[i]);
                // sigmoid(0) is not 0: the padding has to be cleared
                int used = width % Kernels.PANEL;
                int last = width / Kernels.PANEL * rows;
                if (used > 0)
                    for (int row = last; row < last + rows; row++)
                        Arrays.fill(values, row * Kernels.PANEL + used, (row + 1) * Kernels.PANEL, 0f);
            }
        }
    }

    /** The sum of the rows' losses; leaves the mean loss's gradient in the last deltas. */
    private double lossAndDelta(Kernels twin, Targets targets, int[] order, int from, int count) {
        float[] outputs = activations[layers];
        float[] delta = deltas[layers - 1];
        return switch (targets) {
            case Targets.Classes classes ->
                twin.softmaxCrossEntropy(
                        count, penalty.length / Kernels.PANEL, outputs, delta, penalty, classes.labels(), order, from);
            case Targets.Values values -> squaredError(values.values(), outputs, delta, order, from, count);
        };
    }

    private double squaredError(Matrix values, float[] outputs, float[] delta, int[] order, int from, int count) {
        int width = architecture.outputs();
        float scale = 2f / ((float) count * width);
        double sum = 0;
        for (int i = 0; i < count; i++)
            for (int j = 0; j < width; j++) {
                int at = ParameterLayout.at(i, j, count);
                float difference = outputs[at] - values.get(order[from + i], j);
                delta[at] = scale * difference;
                sum += (double) difference * difference;
            }
        return sum / width;
    }

    private int correct(int[] labels, int[] order, int from, int count) {
        float[] outputs = activations[layers];
        int correct = 0;
        for (int i = 0; i < count; i++) {
            int best = 0;
            for (int j = 1; j < architecture.outputs(); j++)
                if (outputs[ParameterLayout.at(i, j, count)] > outputs[ParameterLayout.at(i, best, count)]) best = j;
            if (best == labels[order[from + i]]) correct++;
        }
        return correct;
    }

    private void backward(Kernels twin, int count) {
        for (int l = layers - 1; l >= 0; l--) {
            int in = architecture.fanIn(l);
            int wide = Matrix.padded(in);
            int panels = Matrix.padded(architecture.fanOut(l)) / Kernels.PANEL;
            float[] delta = deltas[l];
            twin.productTransposed(
                    in, panels, count, activations[l], delta, gradient, layout.weightsAt(l), wide * Kernels.PANEL);
            twin.productTransposed(
                    1, panels, count, ones, delta, gradient, layout.biasesAt(l), Kernels.TILE * Kernels.PANEL);
            if (l == 0) return;
            twin.inputGradient(
                    count,
                    wide / Kernels.PANEL,
                    panels,
                    delta,
                    parameters,
                    layout.weightsAt(l),
                    transposed,
                    deltas[l - 1]);
            slope(architecture.activation(), deltas[l - 1], activations[l], Kernels.tiled(count) * wide);
        }
    }

    /** delta ← delta × the activation's slope, which each activation knows from its own value. */
    private static void slope(Activation activation, float[] delta, float[] values, int length) {
        switch (activation) {
            // a rectified value is never negative, so its sign is 0 or 1
            case RELU -> {
                for (int i = 0; i < length; i++) delta[i] *= Math.signum(values[i]);
            }
            case LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, IDENTITY -> throw new IllegalStateException("not offered yet");
            case TANH -> {
                for (int i = 0; i < length; i++) delta[i] *= Math.fma(-values[i], values[i], 1f);
            }
            case SIGMOID -> {
                for (int i = 0; i < length; i++) delta[i] *= values[i] * (1f - values[i]);
            }
        }
    }

    /**
     * The norm of the last step's gradient, before any clipping, in each layer with weights, from the input on.
     * Computed when asked for.
     *
     * @param into one entry a layer with weights; overwritten
     */
    public void gradientNorms(double[] into) {
        for (int l = 0; l < layers; l++) {
            int end = l == layers - 1 ? layout.size() : layout.weightsAt(l + 1);
            double sum = 0;
            for (int i = layout.weightsAt(l); i < end; i++) sum += (double) gradient[i] * gradient[i];
            into[l] = Math.sqrt(sum);
        }
    }

    /**
     * The share of hidden units that told nothing about any row of the last {@link #evaluate}, 0 … 1; 0 without hidden
     * layers.
     */
    public double deadUnits() {
        return Double.NaN; // not offered yet
    }

    /** Copies of everything that is learnt or gathered, layer by layer. */
    public List<Weights> weights() {
        return List.of(); // not offered yet
    }

    /**
     * Replaces one tensor.
     *
     * @throws IllegalArgumentException if the network has no tensor of this name and shape
     */
    public void load(Weights weights) {
        if (!weights.name().isEmpty()) throw new IllegalArgumentException("not offered yet");
    }

    /** A copy of a layer's weights: [output][input]. */
    public float[][] weights(int layer) {
        return layout.weights(parameters, layer);
    }

    /** A copy of a layer's biases. */
    public float[] biases(int layer) {
        return layout.biases(parameters, layer);
    }

    /** The last step's gradient of the mean loss at a layer's weights: [output][input]. */
    public float[][] weightGradients(int layer) {
        return layout.weights(gradient, layer);
    }

    /** The last step's gradient of the mean loss at a layer's biases. */
    public float[] biasGradients(int layer) {
        return layout.biases(gradient, layer);
    }

    /** Replaces a layer's weights ([output][input]) and biases. */
    public void set(int layer, float[][] weights, float[] biases) {
        layout.set(parameters, layer, weights, biases);
    }

    /** Every parameter as the optimizer sees it, padding included; for tests of equality. */
    float[] parameterArray() {
        return parameters;
    }
}
