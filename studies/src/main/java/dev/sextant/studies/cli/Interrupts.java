// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.terminal.Screen;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** What a person or the system sends to a running process to end it. */
interface Interrupts {
    /** Nobody interrupts. */
    Interrupts NONE = listener -> () -> {};

    /** Tells the listener of every signal from now on, with the exit code that goes with it, on a thread of its own. */
    Listening listen(IntConsumer listener);

    /** Tells the listener whenever the terminal has another size, on a thread of its own. */
    default Listening onResize(Runnable listener) {
        return () -> {};
    }

    /**
     * Tells the listeners when a person stops the process for a while, as Ctrl-Z does: one before it stops, the other
     * after it goes on, both on one thread.
     */
    default Listening onStop(Runnable before, Runnable after) {
        return () -> {};
    }

    /** Ends the process at once, where it is one that may be ended. */
    default void halt(int code) {}

    /** Ends the listening. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * SIGINT, SIGTERM, SIGWINCH and SIGTSTP of this process. A shutdown hook would not do: it hears of the first signal
     * only, and a second Ctrl-C has to stop at once. The JDK's signal class is reached by reflection because the
     * compiler warns of its name wherever it stands; where it is missing the signals end the process as usual, and
     * nothing recorded is lost.
     */
    static Interrupts ofProcess() {
        return new Interrupts() {
            @Override
            public Listening listen(IntConsumer listener) {
                List<Runnable> restore = new ArrayList<>();
                handle("INT", () -> listener.accept(ExitCode.INTERRUPTED), restore);
                handle("TERM", () -> listener.accept(ExitCode.TERMINATED), restore);
                return () -> restore.forEach(Runnable::run);
            }

            @Override
            public Listening onResize(Runnable listener) {
                List<Runnable> restore = new ArrayList<>();
                handle("WINCH", listener, restore);
                return () -> restore.forEach(Runnable::run);
            }

            @Override
            public Listening onStop(Runnable before, Runnable after) {
                List<Runnable> restore = new ArrayList<>();
                handle(
                        "TSTP",
                        () -> {
                            before.run();
                            Screen.standStill();
                            after.run();
                        },
                        restore);
                return () -> restore.forEach(Runnable::run);
            }

            @Override
            public void halt(int code) {
                Runtime.getRuntime().halt(code);
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
    private static void handle(String name, Runnable action, List<Runnable> restore) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlers.getClassLoader(), new Class<?>[] {handlers}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) action.run();
                        return switch (method.getName()) {
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            case "toString" -> "handler of SIG" + name;
                            default -> null;
                        };
                    });
            Method handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            restore.add(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("a signal that could be handled can be left alone", e);
                }
            });
        } catch (ReflectiveOperationException notOnThisJvm) {
            // The signal ends the process as usual.
        }
    }
}
