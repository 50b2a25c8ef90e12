// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets the loops of convolution and pooling compiled as {@link KernelWarmup} does the kernels, but only in a process
 * that has images: the first network with a convolution or a pooling begins it. Until it is done the plain twin is
 * used, with the same bits; the wide loops' turn comes later here too.
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
        Thread.ofPlatform().daemon().name("convolution-warmup").start(ConvolutionWarmup::warmUp);
    }

    private static void warmUp() {
        Exercise exercise = new Exercise();
        boolean wide = KernelChoice.settledOn() == VectorKernels.WIDE;
        boolean wideAtOnce = wide && KernelChoice.asked();
        if (!KernelWarmup.becameFast(wideAtOnce ? exercise.wide : exercise.narrow)
                || !KernelWarmup.becameFast(exercise.beside)) return;
        current = wideAtOnce ? VectorConvolutions.WIDE : VectorConvolutions.NARROW;
        if (!wide || wideAtOnce) return;
        try {
            Thread.sleep(KernelWarmup.WIDE_AFTER_MILLIS);
        } catch (InterruptedException end) {
            return;
        }
        if (KernelWarmup.becameFast(exercise.wide)) current = VectorConvolutions.WIDE;
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

    /** Every loop on made-up numbers, with tiles whole and cut and a few rounds of each. */
    private static final class Exercise {
        private final int plane = 6 * Kernels.PANEL;
        private final float[] x = new float[4 * plane];
        private final float[] y = new float[8 * plane];
        private final float[] z = new float[8 * plane];
        private final int[] pixels = {0, 16, 32, 48, 64, 80};
        private final int[] taps = {0, plane, 2 * plane};
        private final int[] rows = {0, 4, 8};

        final Runnable[] narrow = {
            () -> ConvolutionVectorLoops.products(
                    pixels, pixels, taps, rows, 0, 6, 3, x, 0, x, 0, 1, z, 0, plane, 1, 0f, y, 0, plane),
            () -> ConvolutionVectorLoops.gradients(pixels, pixels, 0, 6, x, 0, plane, x, 0, plane, y, 0)
        };
        final Runnable[] wide = {
            () -> {
                WideConvolutionVectorLoops.products(
                        pixels, pixels, taps, rows, 0, 6, 3, x, 0, x, 0, 1, z, 0, plane, 1, 0f, y, 0, plane);
                WideConvolutionVectorLoops.products(
                        pixels, pixels, taps, rows, 0, 5, 1, x, 0, x, 0, 1, z, 0, 16, 0, 1f, y, 0, plane);
            },
            () -> WideConvolutionVectorLoops.gradients(pixels, pixels, 0, 6, x, 0, plane, 0, plane, x, 0, plane, y, 0)
        };
        final Runnable[] beside = {
            () -> PoolingVectorLoops.rectify(0, plane, x, y),
            () -> PoolingVectorLoops.lanes(0, plane, x, z, 0),
            () -> PoolingVectorLoops.greatest(pixels, pixels, taps, x, 0, y, 0),
            () -> PoolingVectorLoops.greatestGradient(pixels, pixels, taps, true, x, z, 0, y, y, 0),
            () -> PoolingVectorLoops.sum(pixels, pixels, taps, 0.5f, x, 0, y, 0),
            () -> PoolingVectorLoops.sumGradient(pixels, pixels, taps, 0.5f, z, 0, y, 0)
        };

        Exercise() {
            for (int i = 0; i < x.length; i++) x[i] = i % 7 - 3f;
        }
    }
}
