// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * Layer normalisation of images: each sample by the mean and the variance of all its numbers, channels and pixels
 * together, with a scale and a shift a channel. That is group normalisation with a single group (Wu and He 2018,
 * section 3.1; PyTorch's {@code GroupNorm(1, channels)}), and not PyTorch's {@code LayerNorm}, which has a scale and a
 * shift a pixel. ε as in {@link LayerNorm}.
 *
 * <p>The samples stand in the lanes, so every sum is a chain over the pixels of each channel, lane by lane, and then
 * one over the channels. Cost: three passes over the values forward, two backward.
 */
final class ImageLayerNorm implements Layer {
    private static final int PANEL = Kernels.PANEL;

    private final Signal input;
    private final Signal output;
    private final Shape.Image image;
    private final boolean learns;
    private final Tensor scale;
    private final Tensor shift;
    /** Floats of one plane, and of a group of samples. */
    private final int plane;

    private final int group;
    /** Of every sample of the last batch: its mean, and 1 / √(variance + ε). */
    private final float[] means;

    private final float[] inverses;
    /** Sums of one plane, and of all: a lane each. */
    private final float[] near;

    private final float[] nearTilt;
    private final float[] level;
    private final float[] tilt;

    /** @param number of its kind, from 1; those of lines count too */
    ImageLayerNorm(int number, Signal input, boolean learns, TensorLayout layout, int mostRows, Storage storage) {
        this.input = input;
        this.learns = learns;
        output = input.elementwise(mostRows, storage);
        image = (Shape.Image) input.shape();
        String name = "layerNorm" + number;
        scale = layout.columns(name + ".scale", image.channels());
        shift = layout.columns(name + ".shift", image.channels());
        plane = image.pixels() * PANEL;
        group = Signal.height(image) * PANEL;
        means = storage.floats((long) Signal.groups(mostRows) * PANEL);
        inverses = storage.floats((long) Signal.groups(mostRows) * PANEL);
        near = storage.floats(PANEL);
        nearTilt = storage.floats(PANEL);
        level = storage.floats(PANEL);
        tilt = storage.floats(PANEL);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void reset(Pass pass) {
        scale.fill(pass.parameters, 1f);
    }

    @Override
    public void forward(Pass pass) {
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int samples = g * PANEL;
            Arrays.fill(level, 0f);
            for (int c = 0; c < image.channels(); c++) {
                addUp(g * group + c * plane, plane, input.values(), near);
                for (int j = 0; j < PANEL; j++) level[j] += near[j];
            }
            for (int j = 0; j < PANEL; j++) means[samples + j] = level[j] / image.size();
            Arrays.fill(level, 0f);
            for (int c = 0; c < image.channels(); c++) {
                addSquares(g * group + c * plane, plane, input.values(), means, samples, near);
                for (int j = 0; j < PANEL; j++) level[j] += near[j];
            }
            for (int j = 0; j < PANEL; j++)
                inverses[samples + j] = 1f / (float) Math.sqrt(level[j] / image.size() + LayerNorm.EPSILON);
            for (int c = 0; c < image.channels(); c++)
                normalise(
                        g * group + c * plane,
                        plane,
                        input.values(),
                        means,
                        inverses,
                        samples,
                        pass.parameters[scale.at() + c],
                        pass.parameters[shift.at() + c],
                        output.values());
        }
    }

    private static void addUp(int from, int length, float[] x, float[] sums) {
        Arrays.fill(sums, 0f);
        for (int at = from; at < from + length; at += PANEL) for (int j = 0; j < PANEL; j++) sums[j] += x[at + j];
    }

    private static void addSquares(int from, int length, float[] x, float[] means, int samples, float[] sums) {
        Arrays.fill(sums, 0f);
        for (int at = from; at < from + length; at += PANEL)
            for (int j = 0; j < PANEL; j++) {
                float d = x[at + j] - means[samples + j];
                sums[j] = Math.fma(d, d, sums[j]);
            }
    }

    private static void normalise(
            int from,
            int length,
            float[] x,
            float[] means,
            float[] inverses,
            int samples,
            float scale,
            float shift,
            float[] y) {
        for (int at = from; at < from + length; at += PANEL)
            for (int j = 0; j < PANEL; j++)
                y[at + j] = Math.fma((x[at + j] - means[samples + j]) * inverses[samples + j], scale, shift);
    }

    @Override
    public void backward(Pass pass) {
        if (learns) {
            Arrays.fill(pass.gradient, scale.at(), scale.at() + Matrix.padded(image.channels()), 0f);
            Arrays.fill(pass.gradient, shift.at(), shift.at() + Matrix.padded(image.channels()), 0f);
        }
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int samples = g * PANEL;
            Arrays.fill(level, 0f);
            Arrays.fill(tilt, 0f);
            for (int c = 0; c < image.channels(); c++) {
                addSlopes(g * group + c * plane, plane, output.gradient(), input.values(), samples);
                float times = pass.parameters[scale.at() + c];
                for (int j = 0; j < PANEL; j++) {
                    level[j] = Math.fma(times, near[j], level[j]);
                    tilt[j] = Math.fma(times, nearTilt[j], tilt[j]);
                    if (learns) {
                        pass.gradient[shift.at() + c] += near[j];
                        pass.gradient[scale.at() + c] += nearTilt[j];
                    }
                }
            }
            for (int j = 0; j < PANEL; j++) {
                level[j] /= image.size();
                tilt[j] /= image.size();
            }
            for (int c = 0; c < image.channels(); c++)
                centre(
                        g * group + c * plane,
                        output.gradient(),
                        input.values(),
                        samples,
                        pass.parameters[scale.at() + c]);
        }
    }

    /** Lanes beyond the batch have a gradient of 0, so they add nothing, and their sums are 0. */
    private void addSlopes(int from, int length, float[] delta, float[] x, int samples) {
        Arrays.fill(near, 0f);
        Arrays.fill(nearTilt, 0f);
        for (int at = from; at < from + length; at += PANEL)
            for (int j = 0; j < PANEL; j++) {
                float normal = (x[at + j] - means[samples + j]) * inverses[samples + j];
                near[j] += delta[at + j];
                nearTilt[j] = Math.fma(delta[at + j], normal, nearTilt[j]);
            }
    }

    private void centre(int from, float[] delta, float[] x, int samples, float times) {
        for (int at = from; at < from + plane; at += PANEL)
            for (int j = 0; j < PANEL; j++) {
                float normal = (x[at + j] - means[samples + j]) * inverses[samples + j];
                delta[at + j] = inverses[samples + j] * (delta[at + j] * times - level[j] - normal * tilt[j]);
            }
    }
}
