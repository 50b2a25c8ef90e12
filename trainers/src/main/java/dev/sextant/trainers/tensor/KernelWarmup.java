// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets the vector kernels compiled before trainings use them. Until the compiler has done its work a method of the
 * Vector API runs a hundred to a thousand times slower than afterwards. So the process begins with the plain twin,
 * exercises the loops of {@link VectorKernels} on made-up numbers on a background thread, and changes over when every
 * loop is fast. Both twins have the same bits, so the moment of the change, which depends on the clock, cannot touch a
 * result.
 *
 * <p>Cost: about half a second of two cores, most of it the compiler's, and less than half of that when the process is
 * started with options that have {@link VectorLoops} and {@link WideVectorLoops} compiled at once and let the caller
 * wait for it:
 *
 * <pre>{@code
 * -XX:CompileCommand=quiet
 * -XX:CompileCommand=CompileThresholdScaling,*VectorLoops::*,0.01
 * -XX:CompileCommand=BackgroundCompilation,*VectorLoops::*,false
 * }</pre>
 */
public final class KernelWarmup {
    /** A loop counts as compiled when a call takes less; compiled it takes about 100 ns, before that above 10 µs. */
    private static final long FAST_NANOS = 2_000;

    /** Fast calls in a row that count, so that one lucky reading does not. */
    private static final int FAST_CALLS = 3;

    /** Where it gives up: something keeps the compiler from its work, and the plain twin goes on. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /**
     * When the wide loops' turn comes. Compiling them costs a quarter of a second of processor, and a process that is
     * over in a few seconds does not win it back.
     */
    static final long WIDE_AFTER_MILLIS = 3_000;

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static volatile boolean squaresReady;

    private KernelWarmup() {}

    /** Begins on a background thread and returns at once. Call as early as the process can; again does nothing. */
    public static void start() {
        if (STARTED.get() || STARTED.getAndSet(true)) return;
        if (KernelChoice.settledOn() == ScalarKernels.INSTANCE || KernelChoice.emulated()) {
            KernelChoice.use(KernelChoice.settledOn());
            DONE.countDown();
            return;
        }
        Thread.ofPlatform().daemon().name("kernel-warmup").start(KernelWarmup::warmUp);
    }

    private static void warmUp() {
        Exercise exercise = new Exercise();
        boolean wideAtOnce = KernelChoice.asked() && KernelChoice.settledOn() == VectorKernels.WIDE;
        try {
            if (!becameFast(exercise.narrow) || (wideAtOnce && !becameFast(exercise.wide))) return;
            KernelChoice.use(wideAtOnce ? VectorKernels.WIDE : VectorKernels.NARROW);
        } finally {
            DONE.countDown();
        }
        if (becameFast(exercise.sums)) squaresReady = true;
        if (wideAtOnce || KernelChoice.settledOn() != VectorKernels.WIDE) return;
        try {
            Thread.sleep(WIDE_AFTER_MILLIS);
        } catch (InterruptedException end) {
            return;
        }
        if (becameFast(exercise.wide)) KernelChoice.use(VectorKernels.WIDE);
    }

    /** Whether sums of squares are compiled; nobody waits for them. */
    static boolean squaresReady() {
        return squaresReady;
    }

    /**
     * Starts if nobody has, and waits until trainings run at full speed, at most this long. Worth it before the first
     * training: the plain twin takes the processor from the compiler.
     */
    public static void await(long milliseconds) throws InterruptedException {
        start();
        if (DONE.await(milliseconds, TimeUnit.MILLISECONDS)) return;
    }

    /**
     * Every loop with two rounds at least, since a compiler prunes what it has never seen, and with few more, so that
     * it compiles the whole method and not first a version for the middle of a long loop.
     */
    private static final class Exercise {
        private final int height = 2 * Kernels.TILE * Kernels.PANEL;
        private final float[] a = new float[4 * Kernels.SQUARE];
        private final float[] b = new float[4 * Kernels.SQUARE];
        private final float[] c = new float[4 * Kernels.SQUARE];
        private final float[] zeros = new float[2 * Kernels.PANEL];

        /** Keeps values from being optimised away. */
        private float sink;

        final Runnable[] narrow = {
            () -> {
                VectorLoops.product(2 * Kernels.TILE, height, 2, a, 0, b, 0, zeros, 0, 0, 0.5f, 0.5f, c, 0);
                VectorLoops.product(Kernels.TILE, height, 1, a, 0, b, 0, zeros, 0, 0, 0.5f, 0.5f, c, 0);
            },
            () -> VectorLoops.productTransposed(2 * Kernels.TILE, 8, height, a, 0, b, 0, zeros, 0, 0, c, 0),
            () -> VectorLoops.transpose(2, a, 0, Kernels.SQUARE, c, 0, Kernels.SQUARE),
            () -> VectorLoops.gatherRow(a, 0, 2 * Kernels.PANEL, c, 0, height),
            () -> sink += VectorLoops.max(0, 2, height, a, zeros),
            () -> VectorLoops.exponentials(0, 2, height, 3f, a, zeros, c),
            () -> sink += VectorLoops.sum(0, 2, height, a),
            () -> VectorLoops.scale(0, 2, height, 0.5f, c)
        };
        final Runnable[] sums = {() -> sink += VectorLoops.squares(a, 0, 2 * Kernels.SUMS)};
        final Runnable[] wide = {
            () -> {
                WideVectorLoops.product(
                        2 * Kernels.TILE, height, 2, a, 0, b, 0, zeros, 0, 0, 0, 0.5f, 0.5f, c, 0, height);
                WideVectorLoops.product(Kernels.TILE, height, 1, a, 0, b, 0, zeros, 0, 0, 0, 0.5f, 0.5f, c, 0, height);
            },
            () -> WideVectorLoops.productTransposed(
                    2 * Kernels.TILE, 8, height, a, 0, b, 0, height, zeros, 0, 0, 0, c, 0, height)
        };

        Exercise() {
            for (int i = 0; i < a.length; i++) {
                a[i] = i % 7 - 3f;
                b[i] = i % 5 - 2f;
            }
        }
    }

    /** Calls each loop until it is fast; false where one does not become so. */
    static boolean becameFast(Runnable... loops) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (Runnable loop : loops) if (!becameFast(loop, end)) return false;
        return true;
    }

    private static boolean becameFast(Runnable loop, long end) {
        int fast = 0;
        for (long before = System.nanoTime(); fast < FAST_CALLS; ) {
            loop.run();
            long after = System.nanoTime();
            if (after - end > 0) return false;
            fast = after - before < FAST_NANOS ? fast + 1 : 0;
            before = after;
        }
        return true;
    }
}
