// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets the loops of convolution and pooling compiled as {@link KernelWarmup} does the kernels, but only in a process
 * that has images: the first network with a convolution or a pooling begins it. Until it is done the plain twin is
 * used, with the same bits.
 */
public final class ConvolutionWarmup {
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile ConvolutionKernels current = ScalarConvolutions.INSTANCE;

    private ConvolutionWarmup() {}

    static ConvolutionKernels current() {
        return current;
    }

    /** Begins on a background thread and returns at once; again does nothing. */
    public static void start() {
        if (!worthIt() || STARTED.get() || STARTED.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("convolution-warmup").start(() -> {
            ConvolutionKernels twin = ConvolutionKernels.besides(KernelChoice.settledOn());
            if (exercise(twin == VectorConvolutions.WIDE)) current = twin;
        });
    }

    /** Starts if nobody has, and waits until the vector twin is used, at most this long. */
    public static void await(long milliseconds) throws InterruptedException {
        start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (worthIt() && current == ScalarConvolutions.INSTANCE && System.nanoTime() - end < 0) Thread.sleep(1);
    }

    private static boolean worthIt() {
        return KernelChoice.settledOn() instanceof VectorKernels && !KernelChoice.emulated();
    }

    /** Whether every loop became fast, on made-up numbers, with the tiles whole and cut and a few rounds of each. */
    private static boolean exercise(boolean wide) {
        int plane = 6 * Kernels.PANEL;
        float[] x = new float[4 * plane];
        float[] y = new float[8 * plane];
        float[] z = new float[8 * plane];
        for (int i = 0; i < x.length; i++) x[i] = i % 7 - 3f;
        int[] from = {0, 16, 32, 48, 64, 80};
        int[] taps = {0, plane, 2 * plane};
        int[] columns = {0, 4, 8};
        return KernelWarmup.becameFast(
                        wide
                                ? () -> {
                                    WideConvolutionVectorLoops.products(
                                            from, from, taps, columns, 3, x, 0, x, 0, 1, z, 0, plane, 1, 0f, y, 0, plane);
                                    WideConvolutionVectorLoops.products(
                                            from, from, taps, columns, 1, x, 0, x, 0, 1, z, 0, 16, 0, 1f, y, 0, plane);
                                }
                                : () -> ConvolutionVectorLoops.products(
                                        from, from, taps, columns, 3, x, 0, x, 0, 1, z, 0, plane, 1, 0f, y, 0, plane),
                        wide
                                ? () -> WideConvolutionVectorLoops.gradients(
                                        from, from, 0, 6, x, 0, plane, 0, plane, x, 0, plane, y, 0)
                                : () -> ConvolutionVectorLoops.gradients(
                                        from, from, 0, 6, x, 0, plane, x, 0, plane, y, 0))
                && KernelWarmup.becameFast(
                        () -> PoolingVectorLoops.greatest(from, from, taps, x, 0, y, 0),
                        () -> PoolingVectorLoops.greatestGradient(from, from, taps, true, x, z, 0, y, y, 0),
                        () -> PoolingVectorLoops.sum(from, from, taps, 0.5f, x, 0, y, 0),
                        () -> PoolingVectorLoops.sumGradient(from, from, taps, 0.5f, z, 0, y, 0),
                        () -> PoolingVectorLoops.rectify(0, plane, x, y),
                        () -> PoolingVectorLoops.lanes(0, plane, x, z, 0));
    }
}
