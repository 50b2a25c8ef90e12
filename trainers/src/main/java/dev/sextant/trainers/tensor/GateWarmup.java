// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets {@link GateVectorLoops} compiled as {@link KernelWarmup} does the kernels, but only in a process with recurrent
 * layers: the first network that has one begins it. Until it is done the plain twin is used, with the same bits.
 */
public final class GateWarmup {
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile boolean ready;

    private GateWarmup() {}

    static boolean ready() {
        return ready;
    }

    /** Begins on a background thread and returns at once; again does nothing. */
    public static void start() {
        if (!worthIt() || STARTED.get() || STARTED.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("gate-warmup").start(() -> {
            if (exercise()) ready = true;
        });
    }

    /** Starts if nobody has, and waits until the vector twin is used, at most this long. */
    public static void await(long milliseconds) throws InterruptedException {
        start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (worthIt() && !ready && System.nanoTime() - end < 0) Thread.sleep(1);
    }

    private static boolean worthIt() {
        return KernelChoice.settledOn() instanceof VectorKernels && !KernelChoice.emulated();
    }

    private static boolean exercise() {
        int count = 4 * Kernels.PANEL;
        float[] gates = new float[4 * count];
        float[] x = new float[count];
        float[] y = new float[count];
        for (int i = 0; i < count; i++) x[i] = i % 7 - 3f;
        return KernelWarmup.becameFast(
                () -> GateVectorLoops.squash(count, gates, 0, 1f, 0.5f, 0.5f),
                () -> GateVectorLoops.lstmState(count, gates, 0, count, 2 * count, 3 * count, x, 0, y, 0, y, 0),
                () -> GateVectorLoops.lstmOutput(count, gates, 0, x, 0, x, 0, y, 0),
                () -> GateVectorLoops.lstmGates(count, gates, 0, count, 2 * count, x, 0, y, 0),
                () -> GateVectorLoops.gruCandidate(count, gates, 0, count, x, 0),
                () -> GateVectorLoops.gruState(count, gates, 0, count, x, 0, y, 0),
                () -> GateVectorLoops.gruGradient(count, gates, 0, count, 2 * count, y, 0, x, 0, x, 0, y, 0));
    }
}
