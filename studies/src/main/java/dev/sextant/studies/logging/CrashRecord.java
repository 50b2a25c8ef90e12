// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known when something unexpected ended a run or held it up: one text file in the run's directory, for whoever
 * looks into it.
 *
 * @param what one line
 * @param cause what was thrown, if anything was
 * @param facts versions, options and the machine, by name
 * @param recent what happened last, a line each
 * @param log the run's log, whose end is added
 */
public record CrashRecord(
        String what, @Nullable Throwable cause, Map<String, String> facts, List<String> recent, Path log) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int MOST_OF_ONE_SECOND = 100;

    /**
     * Writes it.
     *
     * @param kind begins the file's name: crash or stall
     * @return the file, {@code <kind>-<UTC time>.txt}
     */
    public Path write(Path directory, String kind, Instant now) throws IOException {
        String name = kind + "-" + TIME.format(now);
        byte[] text = text(now).getBytes(StandardCharsets.UTF_8);
        for (int n = 1; ; n++) {
            Path file = directory.resolve(name + (n == 1 ? "" : "-" + n) + ".txt");
            try {
                return Files.write(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException taken) {
                if (n == MOST_OF_ONE_SECOND) throw taken;
            }
        }
    }

    private String text(Instant now) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.printf("%s%nat %s%n", what, now);
        if (cause != null) {
            head(out, "What was thrown");
            cause.printStackTrace(out);
        }
        head(out, "Versions and options");
        facts.forEach((name, fact) -> out.printf("%s: %s%n", name, fact));
        out.printf("JVM options: %s%n", String.join(" ", jvmOptions()));
        head(out, "Memory");
        memory(out);
        head(out, "The last " + recent.size() + " commands and events");
        recent.forEach(out::println);
        head(out, "Threads");
        threads(out);
        head(out, "The end of the log");
        out.print(RunLog.tail(log));
        out.flush();
        return text.toString();
    }

    private static void head(PrintWriter out, String title) {
        out.printf("%n== %s ==%n", title);
    }

    /** Without system properties, which may hold what nobody else should read. */
    private static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-D"))
                .toList();
    }

    private static void memory(PrintWriter out) {
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                "heap: %d MB used, %d MB committed, %d MB at most%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.totalMemory() >> 20,
                runtime.maxMemory() >> 20);
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
            if (pool.getUsage() != null)
                out.printf("%s: %d MB used%n", pool.getName(), pool.getUsage().getUsed() >> 20);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans())
            out.printf(
                    "%s: %d collections, %d ms%n",
                    collector.getName(), collector.getCollectionCount(), collector.getCollectionTime());
    }

    private static void threads(PrintWriter out) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked != null) out.printf("%d threads wait for each other for ever%n", deadlocked.length);
        for (ThreadInfo thread : threads.dumpAllThreads(true, true)) {
            LockInfo lock = thread.getLockInfo();
            out.printf(
                    "\"%s\" %s%s%s%n",
                    thread.getThreadName(),
                    thread.getThreadState(),
                    lock == null ? "" : " on " + lock,
                    thread.getLockOwnerName() == null ? "" : ", which \"" + thread.getLockOwnerName() + "\" holds");
            for (StackTraceElement frame : thread.getStackTrace()) out.printf("    at %s%n", frame);
        }
    }
}
