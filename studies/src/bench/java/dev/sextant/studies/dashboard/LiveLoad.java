// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a live page costs the search beside it: two threads that compute without a pause, a thousand events a second
 * made into five frames a second, and 200 listeners of another process, a quarter of whom have stopped reading. Rounds
 * with and without listeners alternate, since the machine may have other work.
 *
 * <p>Prints for each round what the computing threads got done a second of their own processor time and of the clock's,
 * what the server's threads and the publisher used, how late its event loop was and how much of the processor it used
 * at one stretch, and the memory.
 *
 * <pre>LiveLoad [SECONDS [ROUNDS [LISTENING [STALLED]]]]</pre>
 */
final class LiveLoad {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int PROBE_MILLIS = 10;
    private static final int EVENTS_A_FRAME = 200;

    private final AtomicLong units = new AtomicLong();
    private final List<Thread> computing = new ArrayList<>();
    private volatile boolean over;
    private volatile double lateMillis;
    private volatile double stretchMillis;
    private final AtomicLong longStretches = new AtomicLong();
    private long probed;
    private long probedCpu;

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int listening = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 150;
        int stalled = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 50;
        try (OpenDashboard open = new OpenDashboard()) {
            new LiveLoad().run(open, seconds, rounds, listening, stalled);
        }
        System.exit(0);
    }

    /** A product of a matrix and a vector, as training does it all day. */
    private void compute() {
        int n = 256;
        float[] matrix = new float[n * n];
        float[] in = new float[n];
        float[] out = new float[n];
        Arrays.fill(matrix, 0.01f);
        Arrays.fill(in, 1f);
        while (!over) {
            for (int row = 0; row < n; row++) {
                float sum = 0;
                for (int column = 0; column < n; column++) sum += matrix[row * n + column] * in[column];
                out[row] = sum;
            }
            in[0] = 1f + out[0] * 1e-9f;
            units.incrementAndGet();
        }
    }

    /** A thousand events a second; every 200 of them are a frame of 50 trials with their curves. */
    private void publish(Feed feed) {
        long number = 0;
        long next = System.nanoTime();
        while (!over) {
            StringBuilder frame = new StringBuilder("{\"phase\":\"search\",\"ended\":[");
            for (int event = 0; event < EVENTS_A_FRAME; event++) {
                number++;
                if (event < 50)
                    frame.append(event == 0 ? "" : ",")
                            .append("{\"number\":")
                            .append(number)
                            .append(",\"state\":\"c\",\"curve\":{\"values\":[")
                            .append(curve(number))
                            .append("]}}");
                next += 1_000_000;
                long wait = next - System.nanoTime();
                if (wait > 0) java.util.concurrent.locks.LockSupport.parkNanos(wait);
            }
            feed.publish("frame", frame.append("],\"more\":150}").toString());
        }
    }

    /** Digits that no two trials share, as in life. */
    private static String curve(long trial) {
        StringBuilder curve = new StringBuilder();
        for (int i = 0; i < 40; i++)
            curve.append(i == 0 ? "" : ",").append((float) (0.5 + Math.sin(trial * 41.0 + i) * 0.1 + 1.0 / (i + 2)));
        return curve.toString();
    }

    private void probe(io.vertx.core.Context loop) {
        loop.owner().setPeriodic(PROBE_MILLIS, _ -> {
            long now = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            if (probed != 0) {
                double late = (now - probed) / 1e6 - PROBE_MILLIS;
                double stretch = (cpu - probedCpu) / 1e6;
                if (late > lateMillis) lateMillis = late;
                if (stretch > stretchMillis) stretchMillis = stretch;
                if (stretch > 10) longStretches.incrementAndGet();
            }
            probed = now;
            probedCpu = cpu;
        });
    }

    private static double cpu(String name) {
        double sum = 0;
        for (var info : THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            if (info != null && info.getThreadName().contains(name))
                sum += Math.max(0, THREADS.getThreadCpuTime(info.getThreadId())) / 1e9;
        return sum;
    }

    private double computingCpu() {
        double sum = 0;
        for (Thread thread : computing) sum += THREADS.getThreadCpuTime(thread.threadId()) / 1e9;
        return sum;
    }

    private static double heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private void run(OpenDashboard open, int seconds, int rounds, int listening, int stalled) throws Exception {
        for (int i = 0; i < 2; i++)
            computing.add(Thread.ofPlatform().name("search-" + i).daemon().start(this::compute));
        Thread.ofPlatform().name("publisher").daemon().start(() -> publish(open.runs.feed));
        open.server.loop().runOnContext(_ -> probe(open.server.loop()));
        Thread.sleep(3_000);
        System.out.printf(Locale.ROOT, "heap at first %.1f MB%n", heapMegabytes());
        for (int round = 1; round <= rounds; round++) {
            measure("alone     ", seconds);
            Process clients = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Listeners.class.getName(),
                            Integer.toString(open.server.port()),
                            open.admin.text(),
                            Integer.toString(listening),
                            Integer.toString(stalled))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(clients.getInputStream(), StandardCharsets.UTF_8))) {
                if (!"ready".equals(said.readLine())) throw new IllegalStateException("the listeners do not run");
                Thread.sleep(500);
                measure("with pages", seconds);
                System.out.printf(
                        Locale.ROOT,
                        "heap with pages %.1f MB; listeners to the feed: %d%n",
                        heapMegabytes(),
                        open.runs.feed.listeners());
                clients.getOutputStream().close();
                System.out.println(said.readLine());
            } finally {
                clients.destroy();
            }
            Thread.sleep(500);
        }
        over = true;
        System.out.printf(Locale.ROOT, "heap at last %.1f MB%n", heapMegabytes());
    }

    private void measure(String what, int seconds) throws InterruptedException {
        lateMillis = 0;
        stretchMillis = 0;
        longStretches.set(0);
        long begun = System.nanoTime();
        long had = units.get();
        double used = computingCpu();
        double server = cpu("vert.x") + cpu("dashboard");
        double publisher = cpu("publisher");
        Thread.sleep(seconds * 1_000L);
        double wall = (System.nanoTime() - begun) / 1e9;
        double cpu = computingCpu() - used;
        long done = units.get() - had;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f units a processor second, %.0f a second; of one processor the server used %.2f %%, the"
                        + " publisher %.2f %%; the event loop was late by %.0f ms at most, and busy for %.1f ms at a stretch"
                        + " (over 10 ms: %d times)%n",
                what,
                done / cpu,
                done / wall,
                100 * (cpu("vert.x") + cpu("dashboard") - server) / wall,
                100 * (cpu("publisher") - publisher) / wall,
                lateMillis,
                stretchMillis,
                longStretches.get());
    }
}
