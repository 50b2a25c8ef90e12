// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets {@link ColumnVectorLoops} compiled as {@link KernelWarmup} does the kernels, but only in a process that
 * normalises batches: the first network that does so begins it. Until it is done the plain twin is used, with the same
 * bits.
 */
public final class ColumnWarmup {
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile ColumnKernels current = ScalarColumns.INSTANCE;

    private ColumnWarmup() {}

    static ColumnKernels current() {
        return current;
    }

    /** Begins on a background thread and returns at once; again does nothing. */
    public static void start() {
        if (!worthIt() || STARTED.get() || STARTED.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("column-warmup").start(() -> {
            if (exercise()) current = VectorColumns.INSTANCE;
        });
    }

    /** Starts if nobody has, and waits until the vector twin is used, at most this long. */
    public static void await(long milliseconds) throws InterruptedException {
        start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (worthIt() && current == ScalarColumns.INSTANCE && System.nanoTime() - end < 0) Thread.sleep(1);
    }

    private static boolean worthIt() {
        return KernelChoice.settledOn() instanceof VectorKernels && !KernelChoice.emulated();
    }

    private static boolean exercise() {
        float[] x = new float[Kernels.SQUARE];
        float[] y = new float[Kernels.SQUARE];
        for (int i = 0; i < x.length; i++) x[i] = i % 7 - 3f;
        float[] one = new float[Kernels.PANEL];
        float[] two = new float[Kernels.PANEL];
        return KernelWarmup.becameFast(
                () -> ColumnVectorLoops.mean(0, x.length, x, 0.5f, one, 0),
                () -> ColumnVectorLoops.variance(0, x.length, x, 0.5f, one, two, 0),
                () -> ColumnVectorLoops.normalise(0, x.length, x, one, two, 0, two, 0, 0, y),
                () -> ColumnVectorLoops.sums(0, x.length, y, x, one, two, 0, two, 0, 0),
                () -> ColumnVectorLoops.centre(0, x.length, y, x, one, one, one, one, one, 0));
    }
}
