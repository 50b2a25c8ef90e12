// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.optimizer.DoubleStepper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The network once more in doubles and plain loops: what the float network is held to. Weights are [out][in]. */
final class DoubleNetwork {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    final double[][][] weights;
    final double[][] biases;
    final double[][][] weightGradients;
    final double[][] biasGradients;
    /** Batch norm's, one row a hidden layer; empty without it. */
    final double[][] scales;

    final double[][] shifts;
    final double[][] scaleGradients;
    final double[][] shiftGradients;
    final double[][] means;
    final double[][] variances;
    /** What dropout multiplies with, [hidden layer][row][unit]; empty: nothing. */
    double[][][] masks = {};

    private final Architecture architecture;
    private final Updates updates;
    private final List<DoubleStepper> steppers = new ArrayList<>();

    DoubleNetwork(double[][][] weights, double[][] biases, Architecture architecture, Updates updates) {
        this.weights = weights;
        this.biases = biases;
        this.architecture = architecture;
        this.updates = updates;
        int norms = architecture.batchNorm() ? weights.length - 1 : 0;
        weightGradients = new double[weights.length][][];
        biasGradients = new double[weights.length][];
        scales = new double[norms][];
        shifts = new double[norms][];
        scaleGradients = new double[norms][];
        shiftGradients = new double[norms][];
        means = new double[norms][];
        variances = new double[norms][];
        for (int l = 0; l < weights.length; l++) {
            weightGradients[l] = new double[weights[l].length][weights[l][0].length];
            biasGradients[l] = new double[biases[l].length];
        }
        for (int l = 0; l < norms; l++) {
            int width = biases[l].length;
            scales[l] = new double[width];
            variances[l] = new double[width];
            Arrays.fill(scales[l], 1);
            Arrays.fill(variances[l], 1);
            shifts[l] = new double[width];
            scaleGradients[l] = new double[width];
            shiftGradients[l] = new double[width];
            means[l] = new double[width];
        }
        // every rule works on each parameter by itself, so a stepper a row will do
        for (double[] row : rows()) steppers.add(new DoubleStepper(updates.optimizer(), row.length));
    }

    /** All that is learnt, row by row; the gradients' rows stand in the same order. */
    private List<double[]> rows() {
        return rows(weights, biases, scales, shifts);
    }

    private List<double[]> gradientRows() {
        return rows(weightGradients, biasGradients, scaleGradients, shiftGradients);
    }

    private static List<double[]> rows(double[][][] weights, double[][] biases, double[][] scales, double[][] shifts) {
        List<double[]> rows = new ArrayList<>();
        for (int l = 0; l < weights.length; l++) {
            rows.addAll(List.of(weights[l]));
            rows.add(biases[l]);
            if (l < scales.length) rows.addAll(List.of(scales[l], shifts[l]));
        }
        return rows;
    }

    /** One step on these rows; returns their mean loss before it. */
    double train(double[][] inputs, double[][] targets, double rate) {
        double mean = gradients(inputs, targets);
        follow(inputs);
        clip();
        List<double[]> rows = rows();
        List<double[]> slopes = gradientRows();
        for (int r = 0; r < rows.size(); r++) steppers.get(r).step(rows.get(r), slopes.get(r), rate);
        return mean;
    }

    private void clip() {
        double norm = 0;
        for (double[] row : gradientRows()) for (double g : row) norm += g * g;
        double factor = updates.clipNorm() == 0 ? 1 : Math.min(1, updates.clipNorm() / (Math.sqrt(norm) + 1e-6));
        double most = updates.clipValue() == 0 ? Double.MAX_VALUE : updates.clipValue();
        for (double[] row : gradientRows())
            for (int i = 0; i < row.length; i++) row[i] = Math.max(-most, Math.min(most, row[i] * factor));
    }

    /** Moves the running figures of batch norm. */
    private void follow(double[][] inputs) {
        if (scales.length == 0 || inputs.length == 1) return;
        Trace trace = forward(inputs, true);
        double unbiased = inputs.length / (inputs.length - 1.0);
        for (int l = 0; l < scales.length; l++)
            for (int q = 0; q < means[l].length; q++) {
                means[l][q] += MOMENTUM * (trace.mean[l][q] - means[l][q]);
                variances[l][q] += MOMENTUM * (trace.variance[l][q] * unbiased - variances[l][q]);
            }
    }

    /** What a batch looked like on its way: [layer][row][unit]. */
    private static final class Trace {
        final double[][][] values;
        /** The normalised sums, and what went into the activation. */
        final double[][][] normal;

        final double[][][] sums;
        final double[][] mean;
        final double[][] variance;

        Trace(int layers) {
            values = new double[layers + 1][][];
            normal = new double[layers][][];
            sums = new double[layers][][];
            mean = new double[layers][];
            variance = new double[layers][];
        }
    }

    private boolean constants(int rows, boolean training) {
        return !training || rows == 1;
    }

    private Trace forward(double[][] inputs, boolean training) {
        int layers = weights.length;
        int rows = inputs.length;
        Trace trace = new Trace(layers);
        trace.values[0] = inputs;
        for (int l = 0; l < layers; l++) {
            double[][] out = new double[rows][];
            for (int i = 0; i < rows; i++) {
                out[i] = biases[l].clone();
                for (int q = 0; q < out[i].length; q++)
                    for (int p = 0; p < weights[l][q].length; p++)
                        out[i][q] += weights[l][q][p] * trace.values[l][i][p];
            }
            trace.sums[l] = out;
            if (l < scales.length) normalise(trace, l, constants(rows, training));
            trace.values[l + 1] = trace.sums[l];
            if (l == layers - 1) break;
            double[][] given = new double[rows][out[0].length];
            for (int i = 0; i < rows; i++)
                for (int q = 0; q < given[i].length; q++)
                    given[i][q] = activate(trace.sums[l][i][q]) * mask(l, i, q, training);
            trace.values[l + 1] = given;
        }
        return trace;
    }

    private double mask(int layer, int row, int unit, boolean training) {
        return training && masks.length > 0 ? masks[layer][row][unit] : 1;
    }

    private void normalise(Trace trace, int l, boolean constants) {
        double[][] x = trace.sums[l];
        int width = x[0].length;
        double[] mean = constants ? means[l].clone() : new double[width];
        double[] variance = constants ? variances[l].clone() : new double[width];
        double[][] normal = new double[x.length][width];
        double[][] y = new double[x.length][width];
        for (int q = 0; q < width; q++) {
            if (!constants) {
                for (double[] row : x) mean[q] += row[q] / x.length;
                for (double[] row : x) variance[q] += (row[q] - mean[q]) * (row[q] - mean[q]) / x.length;
            }
            for (int i = 0; i < x.length; i++) {
                normal[i][q] = (x[i][q] - mean[q]) / Math.sqrt(variance[q] + EPSILON);
                y[i][q] = normal[i][q] * scales[l][q] + shifts[l][q];
            }
        }
        trace.mean[l] = mean;
        trace.variance[l] = variance;
        trace.normal[l] = normal;
        trace.sums[l] = y;
    }

    /**
     * Overwrites the gradients of the mean training loss, before clipping, and returns that loss. Targets are one-hot
     * for cross-entropy.
     */
    double gradients(double[][] inputs, double[][] targets) {
        for (double[] row : gradientRows()) Arrays.fill(row, 0);
        int rows = inputs.length;
        Trace trace = forward(inputs, true);
        double[][] delta = new double[rows][];
        for (int i = 0; i < rows; i++) delta[i] = outputDelta(trace.values[weights.length][i], targets[i]);
        for (int l = weights.length - 1; l >= 0; l--) {
            if (l < weights.length - 1)
                for (int i = 0; i < rows; i++)
                    for (int q = 0; q < delta[i].length; q++)
                        delta[i][q] *= slope(trace.sums[l][i][q]) * mask(l, i, q, true);
            if (l < scales.length) normaliseBackward(trace, l, delta);
            double[][] below = new double[rows][weights[l][0].length];
            for (int i = 0; i < rows; i++)
                for (int q = 0; q < delta[i].length; q++) {
                    biasGradients[l][q] += delta[i][q] / rows;
                    for (int p = 0; p < below[i].length; p++) {
                        weightGradients[l][q][p] += delta[i][q] * trace.values[l][i][p] / rows;
                        below[i][p] += delta[i][q] * weights[l][q][p];
                    }
                }
            for (int q = 0; q < weights[l].length; q++)
                for (int p = 0; p < weights[l][q].length; p++)
                    weightGradients[l][q][p] += updates.l1() * Math.signum(weights[l][q][p]);
            delta = below;
        }
        return meanLoss(trace, targets) + penalty();
    }

    private void normaliseBackward(Trace trace, int l, double[][] delta) {
        int rows = delta.length;
        for (int q = 0; q < scales[l].length; q++) {
            double level = 0;
            double slope = 0;
            for (int i = 0; i < rows; i++) {
                level += delta[i][q] / rows;
                slope += delta[i][q] * trace.normal[l][i][q] / rows;
            }
            shiftGradients[l][q] = level;
            scaleGradients[l][q] = slope;
            double factor = scales[l][q] / Math.sqrt(trace.variance[l][q] + EPSILON);
            for (int i = 0; i < rows; i++)
                delta[i][q] = factor
                        * (constants(rows, true) ? delta[i][q] : delta[i][q] - level - trace.normal[l][i][q] * slope);
        }
    }

    /** The mean loss in training, L1 term included; changes nothing. */
    double trainingLoss(double[][] inputs, double[][] targets) {
        return meanLoss(forward(inputs, true), targets) + penalty();
    }

    /** The mean loss in evaluation. */
    double loss(double[][] inputs, double[][] targets) {
        return meanLoss(forward(inputs, false), targets);
    }

    private double meanLoss(Trace trace, double[][] targets) {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) sum += rowLoss(trace.values[weights.length][i], targets[i]);
        return sum / targets.length;
    }

    private double penalty() {
        double sum = 0;
        for (double[][] layer : weights) for (double[] row : layer) for (double w : row) sum += Math.abs(w);
        return updates.l1() * sum;
    }

    /** What the activation gives for x, from its definition. */
    private double activate(double x) {
        return switch (architecture.activation()) {
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case ELU -> x > 0 ? x : Math.expm1(x);
            case GELU -> x * normal(x);
            case SILU -> x * sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
            case IDENTITY -> x;
        };
    }

    private double slope(double x) {
        return switch (architecture.activation()) {
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : 0.01;
            case ELU -> x > 0 ? 1 : Math.exp(x);
            case GELU -> normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case SILU -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
            case SOFTPLUS -> sigmoid(x);
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
            case IDENTITY -> 1;
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * The normal distribution function, by the series of positive terms that the error function has (A&amp;S 7.1.6).
     */
    static double normal(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 500 && Math.abs(term) > 1e-20; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private double rowLoss(double[] outputs, double[] target) {
        double sum = 0;
        double[] shares = softmax(outputs);
        for (int q = 0; q < outputs.length; q++) {
            double z = outputs[q];
            double d = z - target[q];
            sum += switch (architecture.loss()) {
                case CROSS_ENTROPY -> -target[q] * Math.log(shares[q]);
                case BINARY_CROSS_ENTROPY ->
                    (Math.max(z, 0) - z * target[q] + Math.log1p(Math.exp(-Math.abs(z)))) / outputs.length;
                case MEAN_SQUARED_ERROR -> d * d / outputs.length;
                case MEAN_ABSOLUTE_ERROR -> Math.abs(d) / outputs.length;
                case HUBER -> (Math.abs(d) <= 1 ? d * d / 2 : Math.abs(d) - 0.5) / outputs.length;
            };
        }
        return sum;
    }

    private double[] outputDelta(double[] outputs, double[] target) {
        double[] shares = softmax(outputs);
        double[] delta = new double[outputs.length];
        for (int q = 0; q < delta.length; q++) {
            double d = outputs[q] - target[q];
            delta[q] = switch (architecture.loss()) {
                case CROSS_ENTROPY -> shares[q] - target[q];
                case BINARY_CROSS_ENTROPY -> (sigmoid(outputs[q]) - target[q]) / delta.length;
                case MEAN_SQUARED_ERROR -> 2 * d / delta.length;
                case MEAN_ABSOLUTE_ERROR -> Math.signum(d) / delta.length;
                case HUBER -> Math.max(-1, Math.min(1, d)) / delta.length;
            };
        }
        return delta;
    }

    private static double[] softmax(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        double[] shares = Arrays.stream(logits).map(z -> Math.exp(z - max)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(e -> e / sum).toArray();
    }
}
