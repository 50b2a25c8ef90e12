// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.PlaneKernels;
import java.util.Arrays;

/**
 * Each plane of an image, over the pixels of all samples: a block each. A sum has a partial one for each lane, so for
 * each sample, which is one chain over the pixels; those are added in the order of the samples, as doubles.
 *
 * <p>Each loop is a method of its own, which goes over one plane of 16 samples.
 */
final class ImageChannels implements Channels {
    private static final int PANEL = Kernels.PANEL;

    private final Shape.Image image;
    private final Signal input;
    private final Signal output;
    private final boolean rectified;
    /** Floats from one group of samples to the next, and of one plane. */
    private final int group;

    private final int plane;
    /** A sum of each lane, and a second one. */
    private final float[] lanes;

    ImageChannels(Shape.Image image, Signal input, Signal output, boolean rectified, Storage storage) {
        this.image = image;
        this.input = input;
        this.output = output;
        this.rectified = rectified;
        group = Signal.height(image) * PANEL;
        plane = image.pixels() * PANEL;
        lanes = storage.floats(2L * PANEL);
    }

    @Override
    public int blocks() {
        return image.channels();
    }

    @Override
    public int first(int block) {
        return block;
    }

    @Override
    public int count(Pass pass) {
        return pass.rows() * image.pixels();
    }

    private int samples(Pass pass, int g) {
        return Math.min(PANEL, pass.rows() - g * PANEL);
    }

    private int from(int g, int block) {
        return g * group + block * plane;
    }

    /** Of as many lanes as there are samples. */
    private double sum(int from, int samples) {
        double sum = 0;
        for (int j = from; j < from + samples; j++) sum += lanes[j];
        return sum;
    }

    @Override
    public void moments(Pass pass, int block, NormFigures figures) {
        PlaneKernels planes = pass.planes();
        float[] x = input.values();
        double sum = 0;
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            planes.sum(from, from + plane, x, lanes);
            sum += sum(0, samples(pass, g));
        }
        float mean = (float) (sum / count(pass));
        double squares = 0;
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            planes.squares(from, from + plane, x, mean, lanes);
            squares += sum(0, samples(pass, g));
        }
        figures.mean[block] = mean;
        figures.variance[block] = (float) (squares / count(pass));
    }

    @Override
    public void normalise(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        float mean = figures.mean[block];
        float inverse = figures.inverse[block];
        float scale = pass.parameters[scaleAt + block];
        float shift = pass.parameters[shiftAt + block];
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            if (rectified) rectified(from, from + plane, input.values(), mean, inverse, scale, shift, output.values());
            else normalised(from, from + plane, input.values(), mean, inverse, scale, shift, output.values());
        }
    }

    private static void normalised(
            int from, int to, float[] x, float mean, float inverse, float scale, float shift, float[] y) {
        for (int i = from; i < to; i++) y[i] = Math.fma((x[i] - mean) * inverse, scale, shift);
    }

    private static void rectified(
            int from, int to, float[] x, float mean, float inverse, float scale, float shift, float[] y) {
        for (int i = from; i < to; i++) y[i] = Math.max(Math.fma((x[i] - mean) * inverse, scale, shift), 0f);
    }

    @Override
    public void gate(Pass pass, int block) {
        if (!rectified) return;
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            gate(from, from + plane, output.values(), output.gradient());
        }
    }

    /** A rectified value is never negative, so its sign is 0 or 1. */
    private static void gate(int from, int to, float[] values, float[] delta) {
        for (int i = from; i < to; i++) delta[i] *= Math.signum(values[i]);
    }

    @Override
    public void sums(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        double scale = 0;
        double shift = 0;
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            pass.planes()
                    .slopes(
                            from,
                            from + plane,
                            output.gradient(),
                            input.values(),
                            figures.mean[block],
                            figures.inverse[block],
                            lanes);
            scale += sum(0, samples(pass, g));
            shift += sum(PANEL, samples(pass, g));
        }
        pass.gradient[scaleAt + block] = (float) scale;
        pass.gradient[shiftAt + block] = (float) shift;
    }

    @Override
    public void centre(Pass pass, int block, NormFigures figures) {
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int from = from(g, block);
            centre(
                    from,
                    from + plane,
                    output.gradient(),
                    input.values(),
                    figures.mean[block],
                    figures.inverse[block],
                    figures.factor[block],
                    figures.level[block],
                    figures.slope[block]);
            int samples = samples(pass, g);
            if (samples < PANEL)
                for (int at = from; at < from + plane; at += PANEL)
                    Arrays.fill(output.gradient(), at + samples, at + PANEL, 0f);
        }
    }

    private static void centre(
            int from,
            int to,
            float[] delta,
            float[] x,
            float mean,
            float inverse,
            float factor,
            float level,
            float slope) {
        for (int i = from; i < to; i++) delta[i] = (delta[i] - level - (x[i] - mean) * inverse * slope) * factor;
    }
}
