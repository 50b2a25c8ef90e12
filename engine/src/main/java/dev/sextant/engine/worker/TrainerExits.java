// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code System.exit} in a trainer from ending the process.
 *
 * <p>A call of it runs the shutdown hooks and waits for them. Ours looks for the thread that called. Where that is a
 * training's, the hook never returns: the caller waits for ever, the process lives on, and the slot that has lost its
 * thread hears of it. Where it is anybody else's the hook returns at once, and the process ends as asked.
 *
 * <p>Afterwards the shutdown stays begun, which has three consequences. Other hooks have run. {@link #pending} says
 * that a process has to be left by {@code Runtime.halt}. And who ends it by {@code System.exit}, by a signal that
 * nobody handles, or by the end of its last thread has to wait until the hook notices and lets go,
 * {@value #LOOK_MILLIS} ms at most; the exit code is the trainer's then. {@code Runtime.halt} in a trainer cannot be
 * kept from anything, nor can threads that a trainer started.
 *
 * <p>Threads: any.
 */
public final class TrainerExits {
    private static final long LOOK_MILLIS = 50;

    /** In the stack of the thread that waits for the hooks; others that exit wait for that one. */
    private static final String WAITS_FOR_HOOKS = "java.lang.ApplicationShutdownHooks";

    private static final String EXITS = "java.lang.Shutdown";

    /** Those that run trainings, and whom to tell that one is lost. */
    private static final Map<Thread, Runnable> TRAINERS = new ConcurrentHashMap<>();

    private static final Set<Thread> LOST = ConcurrentHashMap.newKeySet();

    private static @Nullable Thread hook;
    private static volatile boolean pending;

    private TrainerExits() {}

    /** Whether a trainer's call of {@code System.exit} waits for ever, so that another would wait for it. */
    public static boolean pending() {
        return pending;
    }

    /**
     * The thread runs trainings from now on.
     *
     * @param lost called once, on another thread, when it has called {@code System.exit}
     */
    static synchronized void watch(Thread thread, Runnable lost) {
        TRAINERS.put(thread, lost);
        if (hook != null) return;
        Thread guard = Thread.ofPlatform().daemon().name("trainer-exits").unstarted(TrainerExits::guard);
        try {
            Runtime.getRuntime().addShutdownHook(guard);
            hook = guard;
        } catch (IllegalStateException exiting) {
            // By whomever: if a trainer, the hook of that time still looks out.
        }
    }

    /** The thread runs no more trainings. */
    static synchronized void forget(Thread thread) {
        TRAINERS.remove(thread);
        if (!TRAINERS.isEmpty() || hook == null) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            hook = null;
        } catch (IllegalStateException exiting) {
            // Then it runs already.
        }
    }

    /** The shutdown hook. */
    private static void guard() {
        Thread caller = null;
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet())
            if (holds(thread.getValue(), WAITS_FOR_HOOKS)) caller = thread.getKey();
        if (caller == null || !TRAINERS.containsKey(caller)) return;
        pending = true;
        boolean hold = true;
        while (hold) {
            hold = look();
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException unexpected) {
                // Nobody has a reason to; the trainer must not get away with it.
            }
        }
    }

    /** Tells of trainers that exit; whether nobody else wants to. */
    private static boolean look() {
        boolean hold = true;
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (!holds(entry.getValue(), EXITS)) continue;
            Thread thread = entry.getKey();
            Runnable lost = TRAINERS.get(thread);
            if (lost == null) hold = false;
            else if (LOST.add(thread)) lost.run();
        }
        return hold;
    }

    private static boolean holds(StackTraceElement[] stack, String type) {
        for (StackTraceElement frame : stack) if (frame.getClassName().equals(type)) return true;
        return false;
    }
}
