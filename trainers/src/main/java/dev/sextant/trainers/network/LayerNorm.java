// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * Layer normalisation of lines: y = (x − mean) / √(variance + ε) × scale + shift, with the mean and the variance of the
 * line itself, which is a sample's vector or one step of its sequence; scale and shift are one a number of the line.
 * The same in training and in evaluation, whatever else the batch holds.
 *
 * <p>Source: Ba, Kiros and Hinton 2016, section 3; ε and the variance, divided by the width, as in PyTorch. Images: see
 * {@link ImageLayerNorm}.
 *
 * <p>Every sum over a line keeps 16 partial sums and adds them in one fixed tree. Cost: three passes over the values
 * forward, two backward.
 */
final class LayerNorm implements Layer {
    static final float EPSILON = 1e-5f;

    private static final int PANEL = Kernels.PANEL;

    private final Signal input;
    private final Signal output;
    private final boolean learns;
    private final Tensor scale;
    private final Tensor shift;
    private final int width;
    /** Columns that the last panel uses. */
    private final int last;
    /** Of every line of the last batch: its mean, and 1 / √(variance + ε). */
    private final float[] means;

    private final float[] inverses;
    private final float[] lanes;
    private final float[] others;

    /** @param number of its kind, from 1; those of images count too */
    LayerNorm(int number, Signal input, boolean learns, TensorLayout layout, int mostRows, Storage storage) {
        this.input = input;
        this.learns = learns;
        output = input.elementwise(mostRows, storage);
        width = input.width();
        last = width - (input.panels() - 1) * PANEL;
        String name = "layerNorm" + number;
        scale = layout.columns(name + ".scale", width);
        shift = layout.columns(name + ".shift", width);
        int lines = input.lines(Kernels.tiled(mostRows));
        means = storage.floats(lines);
        inverses = storage.floats(lines);
        lanes = storage.floats(PANEL);
        others = storage.floats(PANEL);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void reset(Pass pass) {
        scale.fill(pass.parameters, 1f);
    }

    /** Floats from one panel of a batch to the next. */
    private int step(Pass pass) {
        return input.length(pass.rows()) / input.panels();
    }

    private int used(int panel) {
        return panel == input.panels() - 1 ? last : PANEL;
    }

    @Override
    public void forward(Pass pass) {
        for (int line = 0; line < input.lines(pass.rows()); line++) normalise(pass, line, step(pass));
    }

    private void normalise(Pass pass, int line, int step) {
        float[] x = input.values();
        Arrays.fill(lanes, 0f);
        for (int panel = 0; panel < input.panels(); panel++)
            for (int at = panel * step + line * PANEL, j = 0; j < used(panel); j++) lanes[j] += x[at + j];
        float mean = tree(lanes) / width;
        Arrays.fill(lanes, 0f);
        for (int panel = 0; panel < input.panels(); panel++)
            for (int at = panel * step + line * PANEL, j = 0; j < used(panel); j++) {
                float d = x[at + j] - mean;
                lanes[j] = Math.fma(d, d, lanes[j]);
            }
        float inverse = 1f / (float) Math.sqrt(tree(lanes) / width + EPSILON);
        means[line] = mean;
        inverses[line] = inverse;
        for (int panel = 0; panel < input.panels(); panel++) {
            int from = panel * step + line * PANEL;
            int column = panel * PANEL;
            for (int j = 0; j < used(panel); j++)
                output.values()[from + j] = Math.fma(
                        (x[from + j] - mean) * inverse,
                        pass.parameters[scale.at() + column + j],
                        pass.parameters[shift.at() + column + j]);
        }
    }

    /** The sum of sixteen, which it overwrites. */
    private static float tree(float[] lanes) {
        for (int half = PANEL / 2; half > 0; half /= 2) for (int j = 0; j < half; j++) lanes[j] += lanes[j + half];
        return lanes[0];
    }

    @Override
    public void backward(Pass pass) {
        if (learns) {
            Arrays.fill(pass.gradient, scale.at(), scale.at() + Matrix.padded(width), 0f);
            Arrays.fill(pass.gradient, shift.at(), shift.at() + Matrix.padded(width), 0f);
        }
        // where no step is, the gradient is 0 and stays so
        for (int line = 0; line < input.lines(pass.rows()); line++) centre(pass, line, step(pass));
    }

    private void centre(Pass pass, int line, int step) {
        float[] x = input.values();
        float[] delta = output.gradient();
        float mean = means[line];
        float inverse = inverses[line];
        Arrays.fill(lanes, 0f);
        Arrays.fill(others, 0f);
        for (int panel = 0; panel < input.panels(); panel++)
            for (int from = panel * step + line * PANEL, j = 0; j < used(panel); j++) {
                int column = panel * PANEL + j;
                float normal = (x[from + j] - mean) * inverse;
                float slope = delta[from + j];
                if (learns) {
                    pass.gradient[scale.at() + column] = Math.fma(slope, normal, pass.gradient[scale.at() + column]);
                    pass.gradient[shift.at() + column] += slope;
                }
                float scaled = slope * pass.parameters[scale.at() + column];
                lanes[j] += scaled;
                others[j] = Math.fma(scaled, normal, others[j]);
            }
        float level = tree(lanes) / width;
        float tilt = tree(others) / width;
        for (int panel = 0; panel < input.panels(); panel++)
            for (int from = panel * step + line * PANEL, j = 0; j < used(panel); j++) {
                float scaled = delta[from + j] * pass.parameters[scale.at() + panel * PANEL + j];
                float normal = (x[from + j] - mean) * inverse;
                delta[from + j] = inverse * (scaled - level - normal * tilt);
            }
    }
}
