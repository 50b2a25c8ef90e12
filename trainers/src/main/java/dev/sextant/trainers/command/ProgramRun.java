// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One program that runs, from its start to the end of the last process that it started.
 *
 * <p>Its output is read by threads of their own, which wait where the training does not keep up: the program then
 * waits, too. They are platform threads, for a virtual one that waits at a pipe keeps the thread that carries it, and
 * there are only so many of those for everything else that is virtual in this process. {@link #next} and {@link #close}
 * belong to the training's thread.
 */
final class ProgramRun implements AutoCloseable {
    /** A pipe that is empty takes as much at once, so that nobody waits. */
    private static final int AT_ONCE = 4_096;

    /** Of a reader's stack, the same on every machine: it is what a regular expression may use up. */
    private static final long STACK = 1 << 20;

    /** Reports that wait for the training. */
    private static final int WAITING = 256;

    /** So long the output of a program that has ended is waited for, in case another process holds its end. */
    private static final Duration STRAGGLERS = Duration.ofMillis(100);

    private static final Duration GIVEN_UP = Duration.ofSeconds(2);

    /** How often a program that was asked to end is looked at. */
    private static final long LOOK_MILLIS = 10;

    private final Process process;
    private final ProcessTree tree;
    private final Ear ear;
    private final Surroundings around;
    private final ProgramLimits limits;
    private final LongSupplier nanos;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(WAITING);
    private final List<Thread> readers = new ArrayList<>();
    private final Thread waiter;
    private final Tail out;
    private final Tail err;
    private final AtomicLong output = new AtomicLong();
    private volatile long lastOutput;
    private volatile boolean closed;
    private volatile boolean ended;
    private long told;
    private long written; // by the training's thread alone

    private ProgramRun(Process process, ProcessTree tree, Ear ear, Surroundings around) {
        this.process = process;
        this.tree = tree;
        this.ear = ear;
        this.around = around;
        this.limits = around.limits();
        this.nanos = around.nanos();
        this.out = new Tail(limits.tail());
        this.err = new Tail(limits.tail());
        this.lastOutput = nanos.getAsLong();
        this.waiter = Thread.ofVirtual().name("program-wait-", process.pid()).unstarted(this::await);
    }

    static ProgramRun start(Launch launch, Ear ear, Surroundings around) throws IOException {
        Set<String> before = ProcessTree.numbers();
        Process process = launch.start(ear.both());
        Keeper.OURS.begins(process.pid());
        ProcessTree tree = new ProcessTree(process.toHandle(), launch.mark(), before);
        around.witness().started(process);
        ProgramRun run = new ProgramRun(process, tree, ear, around);
        run.begin(launch.firstLine());
        return run;
    }

    private void begin(String firstLine) {
        readers.add(thread("out", () -> listen(process.getInputStream())));
        if (!ear.both()) readers.add(thread("err", () -> keep(process.getErrorStream())));
        write(firstLine);
        waiter.start();
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .stackSize(STACK)
                .name("program-" + name + "-" + process.pid())
                .unstarted(task);
        thread.start();
        return thread;
    }

    /** Never waits: a program need not read. */
    private void write(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        written += bytes.length;
        if (written <= AT_ONCE) write(bytes);
        else thread("in", () -> write(bytes));
    }

    private void write(byte[] bytes) {
        OutputStream in = process.getOutputStream();
        synchronized (in) {
            try {
                in.write(bytes);
                in.flush();
                around.witness().told();
            } catch (IOException gone) {
                // What it did not want to know it need not know.
            }
        }
    }

    private void listen(InputStream in) {
        try (in) {
            LineReader lines = new LineReader(in, limits.line(), this::meter);
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) if (!closed) hear(line);
        } catch (IOException closedByUs) {
            // Then nobody listens any more.
        }
        put(new Heard.Silent());
    }

    private void hear(LineReader.Line line) {
        Heard meant = ear.hear(line.text());
        if (meant instanceof Heard.Log || ear.both()) {
            out.add(line.text());
            around.log().add(line.text());
        }
        around.witness().heard(line.text(), meant);
        if (meant instanceof Heard.Log) return;
        told += line.bytes();
        if (meant instanceof Heard.Broken && line.cut())
            meant = new Heard.Broken("it printed a line of more than %d KiB".formatted(limits.line() >> 10));
        if (told > limits.told())
            meant = new Heard.Broken("it reported more than %d KiB in all".formatted(limits.told() >> 10));
        put(meant);
    }

    private void keep(InputStream in) {
        try (in) {
            LineReader lines = new LineReader(in, limits.line(), this::meter);
            // What it says of being ended by us explains nothing.
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                if (closed) continue;
                err.add(line.text());
                around.witness().complained(line.text());
                around.log().add(line.text());
            }
        } catch (IOException closedByUs) {
            // Then nobody listens any more.
        }
    }

    private void meter(int bytes) throws IOException {
        lastOutput = nanos.getAsLong();
        if (output.addAndGet(bytes) <= limits.output()) return;
        put(new Heard.Broken("it printed more than %d KiB".formatted(limits.output() >> 10)));
        throw new IOException("too much output");
    }

    private void put(Heard event) {
        try {
            while (!closed && !heard.offer(event, STRAGGLERS.toMillis(), TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts a reader", unexpected);
        }
    }

    private void await() {
        try {
            int exit = process.waitFor();
            if (!closed) around.witness().ended(exit);
            boolean still = false;
            for (Thread reader : readers) still |= !reader.join(STRAGGLERS);
            if (!closed) {
                if (still) tree.kill();
                else tree.killLeftovers();
            }
            for (Thread reader : readers) reader.join(GIVEN_UP);
            ended = true;
            put(new Heard.Ended(exit));
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts a waiter", unexpected);
        }
    }

    /** What was heard next; null where nothing was for a slice. */
    @Nullable
    Heard next() throws InterruptedException {
        return heard.poll(limits.slice().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long it has printed nothing. */
    Duration silence() {
        return Duration.ofNanos(Math.max(0, nanos.getAsLong() - lastOutput));
    }

    /** What it last printed for people: to standard error, or else to standard output. */
    List<String> lastLines(int count) {
        List<String> lines = err.last(count);
        return lines.isEmpty() ? out.last(count) : lines;
    }

    /** Asks a program to stop that is known to understand it, and gives it time. */
    void askToStop() {
        write(Launch.stopLine());
        try {
            if (process.waitFor(limits.stop().toNanos(), TimeUnit.NANOSECONDS)) return;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends whatever is left of it, and returns when nothing is. More than once is safe. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        heard.clear();
        boolean hurried = Thread.interrupted();
        if (!ended) {
            try {
                if (!hurried) terminate();
            } catch (InterruptedException now) {
                hurried = true;
            }
            tree.kill();
            hurried |= !joined();
        }
        Keeper.OURS.ended(process.pid());
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It did not read to the end.
        }
        if (hurried) Thread.currentThread().interrupt();
    }

    private void terminate() throws InterruptedException {
        tree.terminate();
        long begun = nanos.getAsLong();
        while (nanos.getAsLong() - begun < limits.terminate().toNanos()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (tree.members().isEmpty()) return;
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    /** False where the wait was cut short. */
    private boolean joined() {
        try {
            waiter.join(GIVEN_UP);
            return true;
        } catch (InterruptedException hurried) {
            return false;
        }
    }
}
