// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.optimizer.DoubleStepper;
import dev.sextant.trainers.optimizer.OptimizerRule;
import java.util.Arrays;
import java.util.List;

/** The network once more in doubles and plain loops: what the float network is held to. Weights are [out][in]. */
final class DoubleNetwork {
    final double[][][] weights;
    final double[][] biases;
    final double[][][] weightGradients;
    final double[][] biasGradients;
    private final Activation activation;
    private final Loss loss;
    private final List<DoubleStepper> steppers;

    DoubleNetwork(double[][][] weights, double[][] biases, Activation activation, Loss loss, OptimizerRule rule) {
        this.weights = weights;
        this.biases = biases;
        this.activation = activation;
        this.loss = loss;
        weightGradients = new double[weights.length][][];
        biasGradients = new double[weights.length][];
        int rows = 0;
        for (int l = 0; l < weights.length; l++) {
            weightGradients[l] = new double[weights[l].length][weights[l][0].length];
            biasGradients[l] = new double[biases[l].length];
            rows += weights[l].length + 1;
        }
        // every rule works on each parameter by itself, so a stepper a row will do
        steppers = new java.util.ArrayList<>();
        for (int l = 0; l < weights.length; l++) {
            for (double[] row : weights[l]) steppers.add(new DoubleStepper(rule, row.length));
            steppers.add(new DoubleStepper(rule, biases[l].length));
        }
        if (steppers.size() != rows) throw new AssertionError(rows);
    }

    /** One step on these rows; returns their mean loss before it. */
    double train(double[][] inputs, double[][] targets, double rate) {
        double mean = gradients(inputs, targets);
        int s = 0;
        for (int l = 0; l < weights.length; l++) {
            for (int q = 0; q < weights[l].length; q++)
                steppers.get(s++).step(weights[l][q], weightGradients[l][q], rate);
            steppers.get(s++).step(biases[l], biasGradients[l], rate);
        }
        return mean;
    }

    /** Overwrites the gradients of the mean loss and returns that. Targets are one-hot for cross-entropy. */
    double gradients(double[][] inputs, double[][] targets) {
        for (int l = 0; l < weights.length; l++) {
            for (double[] row : weightGradients[l]) Arrays.fill(row, 0);
            Arrays.fill(biasGradients[l], 0);
        }
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            double[][] values = forward(inputs[i]);
            double[] outputs = values[weights.length];
            sum += rowLoss(outputs, targets[i]);
            double[] delta = outputDelta(outputs, targets[i]);
            for (int l = weights.length - 1; l >= 0; l--) {
                double[] below = new double[values[l].length];
                for (int q = 0; q < delta.length; q++) {
                    biasGradients[l][q] += delta[q] / inputs.length;
                    for (int p = 0; p < below.length; p++) {
                        weightGradients[l][q][p] += delta[q] * values[l][p] / inputs.length;
                        below[p] += delta[q] * weights[l][q][p];
                    }
                }
                if (l > 0) for (int p = 0; p < below.length; p++) below[p] *= slope(values[l][p]);
                delta = below;
            }
        }
        return sum / inputs.length;
    }

    double loss(double[][] inputs, double[][] targets) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) sum += rowLoss(outputs(inputs[i]), targets[i]);
        return sum / inputs.length;
    }

    double[] outputs(double[] input) {
        return forward(input)[weights.length];
    }

    private double[][] forward(double[] input) {
        double[][] values = new double[weights.length + 1][];
        values[0] = input;
        for (int l = 0; l < weights.length; l++) {
            double[] out = biases[l].clone();
            for (int q = 0; q < out.length; q++) {
                for (int p = 0; p < values[l].length; p++) out[q] += weights[l][q][p] * values[l][p];
                if (l < weights.length - 1) out[q] = activate(out[q]);
            }
            values[l + 1] = out;
        }
        return values;
    }

    private double activate(double x) {
        return switch (activation) {
            case RELU -> Math.max(0, x);
            case TANH -> Math.tanh(x);
            case LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, IDENTITY -> throw new IllegalStateException("not offered yet");
            case SIGMOID -> 1 / (1 + Math.exp(-x));
        };
    }

    private double slope(double value) {
        return switch (activation) {
            case RELU -> value > 0 ? 1 : 0;
            case TANH -> 1 - value * value;
            case LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, IDENTITY -> throw new IllegalStateException("not offered yet");
            case SIGMOID -> value * (1 - value);
        };
    }

    private double rowLoss(double[] outputs, double[] target) {
        double sum = 0;
        switch (loss) {
            case CROSS_ENTROPY -> {
                double[] shares = softmax(outputs);
                for (int q = 0; q < outputs.length; q++) sum -= target[q] * Math.log(shares[q]);
            }
            case BINARY_CROSS_ENTROPY, MEAN_ABSOLUTE_ERROR, HUBER -> throw new IllegalStateException("not offered yet");
            case MEAN_SQUARED_ERROR -> {
                for (int q = 0; q < outputs.length; q++)
                    sum += (outputs[q] - target[q]) * (outputs[q] - target[q]) / outputs.length;
            }
        }
        return sum;
    }

    private double[] outputDelta(double[] outputs, double[] target) {
        double[] delta = loss == Loss.CROSS_ENTROPY ? softmax(outputs) : outputs.clone();
        for (int q = 0; q < delta.length; q++) {
            delta[q] -= target[q];
            if (loss == Loss.MEAN_SQUARED_ERROR) delta[q] *= 2.0 / delta.length;
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
