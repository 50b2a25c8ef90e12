// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sees lines of the log: warnings and errors, with {@code --verbose} everything, with {@code --quiet}
 * nothing. One for the process, as its standard error is.
 *
 * <p>A thread of its own writes, from the first line on, so that a terminal that stands still holds no event loop up;
 * what it cannot keep up with is left out and counted. Knows nothing of Logback, so that asking it costs no start-up
 * time.
 */
public final class LogConsole {
    /** How much of the log a person sees. */
    public enum Detail {
        NOTHING,
        WARNINGS,
        EVERYTHING
    }

    private static final int MOST_WAITING = 1_000;
    private static final long FLUSH_SECONDS = 1;

    private sealed interface Item {
        record Line(String text) implements Item {}

        record Flush(CountDownLatch done) implements Item {}
    }

    private static final BlockingQueue<Item> QUEUE = new ArrayBlockingQueue<>(MOST_WAITING);
    private static volatile Detail detail = Detail.WARNINGS;
    private static volatile Consumer<String> sink = System.err::println;
    private static @Nullable Thread writer;
    private static long leftOut;
    private static volatile boolean ofCommandLine;

    private LogConsole() {}

    /**
     * The process is the command line, and no program with a configuration of its own; said before anything is logged.
     */
    public static void ofCommandLine() {
        ofCommandLine = true;
    }

    static boolean isOfCommandLine() {
        return ofCommandLine;
    }

    /**
     * From now on lines go there.
     *
     * @param to called on one thread with one line, without its end
     */
    public static void show(Detail how, Consumer<String> to) {
        detail = how;
        sink = to;
    }

    /** As when the process began. */
    public static void reset() {
        flush();
        show(Detail.WARNINGS, System.err::println);
    }

    static boolean wants(boolean severe) {
        return switch (detail) {
            case NOTHING -> false;
            case WARNINGS -> severe;
            case EVERYTHING -> true;
        };
    }

    static synchronized void say(String line) {
        if (writer == null)
            writer = Thread.ofPlatform().name("log-console").daemon().start(LogConsole::write);
        if (!QUEUE.offer(new Item.Line(line))) leftOut++;
        else if (leftOut > 0 && QUEUE.offer(new Item.Line("warning: " + leftOut + " lines of the log are not shown")))
            leftOut = 0;
    }

    /** Waits until what was said is written, for a second at most. */
    public static void flush() {
        CountDownLatch done = new CountDownLatch(1);
        synchronized (LogConsole.class) {
            if (writer == null || !QUEUE.offer(new Item.Flush(done))) return;
        }
        try {
            if (!done.await(FLUSH_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write() {
        try {
            while (true) {
                switch (QUEUE.take()) {
                    case Item.Line(String text) -> sink.accept(text);
                    case Item.Flush(CountDownLatch done) -> done.countDown();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
