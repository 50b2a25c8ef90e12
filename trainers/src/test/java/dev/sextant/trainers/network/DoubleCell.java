// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.ArrayList;
import java.util.List;

/** A recurrent cell once more, in doubles, for one sample at a time: what the float layers are held to. */
final class DoubleCell {
    private final LayerSpec.Cell kind;
    private final int units;
    final double[][] inputWeights;
    final double[][] stateWeights;
    final double[] biases;
    /** The candidate's second bias; of a GRU alone. */
    final double[] candidateBiases;

    final double[][] inputGradients;
    final double[][] stateGradients;
    final double[] biasGradients;
    final double[] candidateGradients;

    DoubleCell(
            LayerSpec.Cell kind,
            double[][] inputWeights,
            double[][] stateWeights,
            double[] biases,
            double[] candidateBiases) {
        this.kind = kind;
        this.inputWeights = inputWeights;
        this.stateWeights = stateWeights;
        this.biases = biases;
        this.candidateBiases = candidateBiases;
        units = stateWeights[0].length;
        inputGradients = new double[inputWeights.length][inputWeights[0].length];
        stateGradients = new double[stateWeights.length][units];
        biasGradients = new double[biases.length];
        candidateGradients = new double[candidateBiases.length];
    }

    /** What one step leaves behind. */
    private record Step(double[] x, double[] before, double[] cellBefore, double[] gates, double[] cell, double[] h) {}

    /** The state after each step of x. */
    double[][] states(double[][] x) {
        return steps(x).stream().map(Step::h).toArray(double[][]::new);
    }

    private List<Step> steps(double[][] x) {
        List<Step> steps = new ArrayList<>();
        double[] h = new double[units];
        double[] c = new double[units];
        for (double[] now : x) {
            Step step = step(now, h, c);
            steps.add(step);
            h = step.h();
            c = step.cell();
        }
        return steps;
    }

    private Step step(double[] x, double[] before, double[] cellBefore) {
        double[] gates = new double[biases.length];
        double[] cell = new double[units];
        double[] h = new double[units];
        for (int q = 0; q < gates.length; q++) gates[q] = biases[q] + dot(inputWeights[q], x);
        for (int j = 0; j < units; j++)
            switch (kind) {
                case RNN -> h[j] = gates[j] = Math.tanh(gates[j] + dot(stateWeights[j], before));
                case LSTM -> {
                    for (int g = j; g < gates.length; g += units) {
                        double sum = gates[g] + dot(stateWeights[g], before);
                        gates[g] = g / units == 2 ? Math.tanh(sum) : sigmoid(sum);
                    }
                    cell[j] = gates[units + j] * cellBefore[j] + gates[j] * gates[2 * units + j];
                    h[j] = gates[3 * units + j] * Math.tanh(cell[j]);
                }
                case GRU -> {
                    for (int g = j; g < 2 * units; g += units)
                        gates[g] = sigmoid(gates[g] + dot(stateWeights[g], before));
                    gates[2 * units + j] = Math.tanh(gates[2 * units + j] + gates[j] * carried(j, before));
                    h[j] = (1 - gates[units + j]) * gates[2 * units + j] + gates[units + j] * before[j];
                }
            }
        return new Step(x, before, cellBefore, gates, cell, h);
    }

    private double carried(int unit, double[] before) {
        return candidateBiases[unit] + dot(stateWeights[2 * units + unit], before);
    }

    /** From the gradient at every state: that at x, and adds those of the parameters. */
    double[][] backward(double[][] x, double[][] dy) {
        List<Step> steps = steps(x);
        double[][] dx = new double[x.length][x[0].length];
        double[] further = new double[units];
        double[] cellFurther = new double[units];
        for (int t = x.length - 1; t >= 0; t--) {
            Step step = steps.get(t);
            double[] before = new double[units];
            for (int j = 0; j < units; j++) {
                double dh = dy[t][j] + further[j];
                switch (kind) {
                    case RNN -> pass(step, j, dh * (1 - step.h()[j] * step.h()[j]), dx[t], before);
                    case LSTM -> {
                        double i = step.gates()[j];
                        double f = step.gates()[units + j];
                        double g = step.gates()[2 * units + j];
                        double o = step.gates()[3 * units + j];
                        double squashed = Math.tanh(step.cell()[j]);
                        double dc = cellFurther[j] + dh * o * (1 - squashed * squashed);
                        pass(step, j, dc * g * i * (1 - i), dx[t], before);
                        pass(step, units + j, dc * step.cellBefore()[j] * f * (1 - f), dx[t], before);
                        pass(step, 2 * units + j, dc * i * (1 - g * g), dx[t], before);
                        pass(step, 3 * units + j, dh * squashed * o * (1 - o), dx[t], before);
                        cellFurther[j] = dc * f;
                    }
                    case GRU -> {
                        double r = step.gates()[j];
                        double z = step.gates()[units + j];
                        double n = step.gates()[2 * units + j];
                        double dn = dh * (1 - z) * (1 - n * n);
                        pass(step, j, dn * carried(j, step.before()) * r * (1 - r), dx[t], before);
                        pass(step, units + j, dh * (step.before()[j] - n) * z * (1 - z), dx[t], before);
                        passInputs(step, 2 * units + j, dn, dx[t]);
                        passState(step, 2 * units + j, dn * r, before);
                        candidateGradients[j] += dn * r;
                        before[j] += dh * z;
                    }
                }
            }
            further = before;
        }
        return dx;
    }

    /** The gradient at what was squashed, to all that it came from. */
    private void pass(Step step, int gate, double delta, double[] dx, double[] before) {
        passInputs(step, gate, delta, dx);
        passState(step, gate, delta, before);
    }

    private void passInputs(Step step, int gate, double delta, double[] dx) {
        biasGradients[gate] += delta;
        for (int i = 0; i < dx.length; i++) {
            inputGradients[gate][i] += delta * step.x()[i];
            dx[i] += delta * inputWeights[gate][i];
        }
    }

    private void passState(Step step, int gate, double delta, double[] before) {
        for (int i = 0; i < units; i++) {
            stateGradients[gate][i] += delta * step.before()[i];
            before[i] += delta * stateWeights[gate][i];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
