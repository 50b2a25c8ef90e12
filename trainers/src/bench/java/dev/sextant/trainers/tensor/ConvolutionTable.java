// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How near a convolution's three products come to what one thread can do at most: forward, the gradient at the weights
 * and the gradient at the inputs. Only the multiply-adds that the layer needs are counted: not those of a tile that
 * lies partly outside.
 *
 * <p>Prints a table: GFLOP/s, and the share of the peak (multiply-adds on 512-bit registers alone, taken right before
 * and after each reading); a cell is the median of the shares. The last line is the share for the three products of the
 * first two layers together, without the first one's gradient at its inputs, which no training needs.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java --add-modules=jdk.incubator.vector -XX:CompileCommand=dontinline,*ConvolutionTable::chains \
 *     -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     dev.sextant.trainers.tensor.ConvolutionTable [rounds [batch]]
 * }</pre>
 */
public final class ConvolutionTable {
    /**
     * Channels, side, filters, kernel, stride: the two layers of the usual network for handwritten digits, and others.
     */
    private static final int[][] SHAPES = {
        {1, 28, 10, 5, 1},
        {10, 12, 20, 5, 1},
        {1, 8, 16, 3, 1},
        {16, 16, 32, 3, 1},
        {64, 10, 64, 3, 1},
        {32, 15, 64, 3, 2}
    };

    private static final String[] PRODUCTS = {"forward", "weights' gradient", "inputs' gradient"};

    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_512;
    private static final int CHAINS = 8;
    private static final int PEAK_ROUNDS = 20_000;

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private ConvolutionTable() {}

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        ConvolutionWarmup.await(60_000);
        while (ConvolutionKernels.chosen() != ConvolutionKernels.besides(KernelChoice.settledOn())) Thread.sleep(100);
        for (int i = 0; i < 300; i++) peak();
        System.out.printf("batch %d, twin %s%n", batch, ((VectorConvolutions) ConvolutionKernels.chosen()).wide());
        System.out.printf("%-18s  %24s  %24s  %24s%n", "c × side, f, k, s", PRODUCTS[0], PRODUCTS[1], PRODUCTS[2]);
        double needed = 0;
        double spent = 0;
        for (int s = 0; s < SHAPES.length; s++) {
            Layer layer = new Layer(batch, SHAPES[s]);
            StringBuilder line = new StringBuilder();
            for (int product = 0; product < PRODUCTS.length; product++) {
                double[] median = reading(layer, product, rounds);
                line.append("  %15.1f %6.0f %%".formatted(median[1], 100 * median[0]));
                if ((s < 2 && s + product != 2) || s == 1) {
                    needed += layer.operations();
                    spent += layer.operations() / median[0];
                }
            }
            System.out.printf("%-18s%s%n", Arrays.toString(SHAPES[s]), line);
        }
        System.out.printf("first two layers: %.0f %% of the peak%n", 100 * needed / spent);
    }

    /** The median of the shares of the peak, with its rate. */
    private static double[] reading(Layer layer, int product, int rounds) {
        ConvolutionKernels kernels = ConvolutionKernels.chosen();
        for (int i = 0; i < 20; i++) layer.run(product, kernels);
        return IntStream.range(0, rounds)
                .mapToObj(i -> {
                    double before = peak();
                    long start = now();
                    for (int j = 0; j < 3; j++) layer.run(product, kernels);
                    double rate = 3 * layer.operations() / (now() - start);
                    return new double[] {2 * rate / (before + peak()), rate};
                })
                .sorted((x, y) -> Double.compare(x[0], y[0]))
                .toArray(double[][]::new)[rounds / 2];
    }

    /** The thread's time, so that what else the machine does counts little. */
    private static long now() {
        return THREAD.getCurrentThreadCpuTime();
    }

    /** What a thread does when it waits for nothing but its multiply-adders. */
    private static double peak() {
        long start = now();
        if (chains(PEAK_ROUNDS) == 0) throw new AssertionError("the sums are positive");
        return 2.0 * CHAINS * LANES.length() * PEAK_ROUNDS / (now() - start);
    }

    private static float chains(int rounds) {
        FloatVector x = FloatVector.broadcast(LANES, 0.999f);
        FloatVector y = FloatVector.broadcast(LANES, 1e-3f);
        FloatVector s0 = FloatVector.zero(LANES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = 0; i < rounds; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
        }
        FloatVector sum = y.add(s0).add(s1).add(s2).add(s3);
        return sum.add(s4).add(s5).add(s6).add(s7).lane(0);
    }

    /** One layer's operands. */
    private static final class Layer {
        final int groups;
        final int batch;
        final Stencil stencil;
        final float[] x;
        final float[] y;
        final float[] dy;
        final float[] w;
        final float[] scratch;
        final float[] gradient;

        Layer(int batch, int[] shape) {
            this.batch = batch;
            groups = Matrix.padded(batch) / Kernels.PANEL;
            int after = (shape[1] - shape[3]) / shape[4] + 1;
            int group = Matrix.padded(Kernels.tiled(shape[0]) * shape[1] * shape[1]) * Kernels.PANEL;
            int given = Matrix.padded(Kernels.tiled(shape[2]) * after * after) * Kernels.PANEL;
            stencil = new Stencil(
                    shape[0], shape[1], shape[1], shape[2], shape[3], shape[3], shape[4], group, given, int[]::new);
            stencil.fill();
            x = filled(groups * group);
            y = new float[groups * given];
            dy = filled(groups * given);
            w = filled(stencil.weights() + Kernels.tiled(shape[2]));
            gradient = new float[w.length];
            scratch = new float[stencil.scratch()];
        }

        private static float[] filled(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) values[i] = (i % 13 - 6f) / 64;
            return values;
        }

        double operations() {
            return 2.0 * batch * stencil.depth() * stencil.filters() * stencil.outputPlane() / Kernels.PANEL;
        }

        void run(int product, ConvolutionKernels kernels) {
            switch (product) {
                case 0 -> kernels.convolve(groups, stencil, x, w, 0, stencil.weights(), 0f, scratch, y);
                case 1 ->
                    kernels.weightGradient(groups, stencil, x, y, 0f, dy, scratch, gradient, 0, stencil.weights());
                default -> kernels.inputGradient(groups, stencil, dy, w, 0, scratch, x);
            }
        }
    }
}
