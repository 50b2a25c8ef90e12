// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How near a layer's three products come to what one thread can do at most: forward (inputs × weights), the gradient at
 * the weights (inputsᵀ × delta) and the gradient at the inputs (delta × weightsᵀ, whatever it transposes included).
 *
 * <p>Prints a table: GFLOP/s, the share of the peak, and how many times the plain twin's rate that is. On a shared
 * machine rates come and go, so every reading of a product stands beside one of the peak (multiply-adds on registers
 * alone), taken within the same milliseconds; a cell is the median of the shares.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java --add-modules=jdk.incubator.vector -XX:CompileCommand=dontinline,*ProductTable::chains \
 *     -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     dev.sextant.trainers.tensor.ProductTable [rounds [batch …]]
 * }</pre>
 */
public final class ProductTable {
    private static final int[] BATCHES = {16, 32, 64, 128, 256};
    private static final int[][] SHAPES = {
        {2, 16}, {64, 32}, {64, 64}, {64, 128}, {128, 128}, {784, 128}, {784, 512}, {512, 512}, {1024, 1024}
    };
    private static final String[] PRODUCTS = {"forward", "weights' gradient", "inputs' gradient"};

    /** How long one reading takes about; short, so that what disturbs it disturbs the peak beside it too. */
    private static final long READING_NANOS = 1_000_000;

    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
    private static final int CHAINS = 10;
    private static final int PEAK_ROUNDS = 12_000;

    private ProductTable() {}

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int[] batches = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
                : BATCHES;
        KernelWarmup.await(60_000);
        while (Kernels.chosen() != KernelChoice.settledOn()) Thread.sleep(100);
        for (int i = 0; i < 200; i++) peak();
        System.out.printf("kernels: %s; GFLOP/s, share of the peak, times the plain twin%n", Kernels.chosen());
        System.out.printf("batch       k×n  %30s  %30s  %30s%n", (Object[]) PRODUCTS);
        double best = 0;
        for (int batch : batches)
            for (int[] shape : SHAPES) {
                Layer layer = new Layer(batch, shape[0], shape[1]);
                StringBuilder line = new StringBuilder();
                for (int product = 0; product < PRODUCTS.length; product++) {
                    double[][] readings = readings(layer, product, rounds);
                    double[] median = readings[rounds / 2];
                    double plain = rate(layer, product, ScalarKernels.INSTANCE, 1);
                    line.append("  %12.1f %6.0f %%  %6.1f ×".formatted(median[1], 100 * median[0], median[1] / plain));
                    best = Math.max(best, median[1] / median[0]);
                }
                System.out.printf("%5d %5d×%-4d%s%n", batch, shape[0], shape[1], line);
            }
        System.out.printf("Peak of the thread, 256-bit multiply-adds: up to %.1f GFLOP/s%n", best);
    }

    /** For each round the share of the peak and the rate, by rising share. */
    private static double[][] readings(Layer layer, int product, int rounds) {
        Kernels kernels = Kernels.chosen();
        int repetitions = 1;
        for (int i = 0; i < 5; i++) {
            double nanos = layer.operations() / rate(layer, product, kernels, repetitions);
            repetitions = (int) Math.max(1, Math.min(1e6, READING_NANOS / nanos));
        }
        int count = repetitions;
        return IntStream.range(0, rounds)
                .mapToObj(i -> {
                    double before = peak();
                    double rate = rate(layer, product, kernels, count);
                    double after = peak();
                    return new double[] {2 * rate / (before + after), rate};
                })
                .sorted((x, y) -> Double.compare(x[0], y[0]))
                .toArray(double[][]::new);
    }

    /** Floating-point operations a nanosecond. */
    private static double rate(Layer layer, int product, Kernels kernels, int repetitions) {
        long start = System.nanoTime();
        for (int i = 0; i < repetitions; i++) layer.run(product, kernels);
        return layer.operations() * repetitions / (System.nanoTime() - start);
    }

    /**
     * What a thread does when it waits for nothing but its multiply-adders; compiled into its caller it takes twice as
     * long.
     */
    private static double peak() {
        long start = System.nanoTime();
        if (chains(PEAK_ROUNDS) == 0) throw new AssertionError("the sums are positive");
        return 2.0 * CHAINS * LANES.length() * PEAK_ROUNDS / (System.nanoTime() - start);
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
        FloatVector s8 = s0;
        FloatVector s9 = s0;
        for (int i = 0; i < rounds; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
            s8 = x.fma(y, s8);
            s9 = x.fma(y, s9);
        }
        FloatVector sum = y.add(s0).add(s1).add(s2).add(s3).add(s4);
        return sum.add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
    }

    /** One layer's operands, in the layout of {@link Kernels}. */
    private static final class Layer {
        final int batch;
        final int inputs;
        final int outputs;
        final int tall;
        final int wide;
        final float[] values;
        final float[] weights;
        final float[] biases;
        final float[] results;
        final float[] delta;
        final float[] gradient;
        final float[] scratch;
        final float[] back;

        Layer(int batch, int inputs, int outputs) {
            this.batch = batch;
            this.inputs = inputs;
            this.outputs = outputs;
            tall = Matrix.padded(inputs) / Kernels.PANEL;
            wide = Matrix.padded(outputs) / Kernels.PANEL;
            int rows = Kernels.tiled(batch);
            values = filled(rows * tall * Kernels.PANEL);
            weights = filled(tall * wide * Kernels.SQUARE);
            biases = filled(wide * Kernels.PANEL);
            results = new float[rows * wide * Kernels.PANEL];
            delta = filled(results.length);
            gradient = new float[weights.length];
            scratch = new float[weights.length];
            back = new float[values.length];
        }

        private static float[] filled(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) values[i] = (i % 13 - 6f) / 64;
            return values;
        }

        double operations() {
            return 2.0 * batch * inputs * outputs;
        }

        void run(int product, Kernels kernels) {
            switch (product) {
                case 0 ->
                    kernels.product(
                            batch, wide, tall, values, 0, weights, 0, biases, 0, Kernels.PANEL, 0.5f, 0.5f, results);
                case 1 ->
                    kernels.productTransposed(inputs, wide, batch, values, delta, gradient, 0, tall * Kernels.SQUARE);
                default -> kernels.inputGradient(batch, tall, wide, delta, weights, 0, scratch, back);
            }
        }
    }
}
