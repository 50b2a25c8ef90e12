// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets {@link PlaneVectorLoops} compiled as {@link ColumnWarmup} does its loops, but only in a process that normalises
 * images: the first network that does so begins it.
 */
public final class PlaneWarmup {
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile PlaneKernels current = ScalarPlanes.INSTANCE;

    private PlaneWarmup() {}

    static PlaneKernels current() {
        return current;
    }

    /** Begins on a background thread and returns at once; again does nothing. */
    public static void start() {
        if (!worthIt() || STARTED.get() || STARTED.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("plane-warmup").start(() -> {
            if (exercise()) current = VectorPlanes.INSTANCE;
        });
    }

    /** Starts if nobody has, and waits until the vector twin is used, at most this long. */
    public static void await(long milliseconds) throws InterruptedException {
        start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (worthIt() && current == ScalarPlanes.INSTANCE && System.nanoTime() - end < 0) Thread.sleep(1);
    }

    private static boolean worthIt() {
        return KernelChoice.settledOn() instanceof VectorKernels && !KernelChoice.emulated();
    }

    private static boolean exercise() {
        float[] x = new float[Kernels.SQUARE];
        for (int i = 0; i < x.length; i++) x[i] = i % 7 - 3f;
        float[] sums = new float[2 * Kernels.PANEL];
        return KernelWarmup.becameFast(
                () -> PlaneVectorLoops.sum(0, x.length, x, sums),
                () -> PlaneVectorLoops.squares(0, x.length, x, 0.5f, sums),
                () -> PlaneVectorLoops.slopes(0, x.length, x, x, 0.5f, 0.5f, sums));
    }
}
