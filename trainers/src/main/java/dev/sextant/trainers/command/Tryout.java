// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.trial.Outcome;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one run of a program that is tried out did. Threads: any; it is read once the program has ended. */
final class Tryout implements Witness, AutoCloseable {
    /** Words of which a line was probably meant for us. */
    private static final Pattern MEANT =
            Pattern.compile("[\"']sextant[\"']\\s*:|\\{\\s*[\"']type[\"']\\s*:\\s*[\"'](?:report|final|hello)[\"']");

    private static final int MOST = 3;

    private final int last;
    private final List<Heard.Report> reports = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private Heard.@Nullable Hello hello;
    private Heard.@Nullable Final end;
    private @Nullable Process process;
    private @Nullable FileInputStream input;
    private long first;
    private long latest;
    private boolean told;
    private int exit = -1;
    private boolean killed;

    /** How the trial ended; null where it had no time to. */
    @Nullable
    Outcome outcome;

    Duration took = Duration.ZERO;

    /** @param last the program is killed when it has reported so often; 0 for never */
    Tryout(int last) {
        this.last = last;
    }

    @Override
    public synchronized void started(Process begun) {
        process = begun;
        // Linux lets another process read what is left in a pipe, also when the one that it was meant for has ended.
        try {
            if (input != null) input.close();
            input = new FileInputStream("/proc/" + begun.pid() + "/fd/0");
        } catch (IOException onlyThere) {
            input = null;
        }
    }

    @Override
    public synchronized void told() {
        told = true;
    }

    @Override
    public synchronized void heard(String line, Heard meant) {
        switch (meant) {
            case Heard.Hello said -> hello = said;
            case Heard.Final said -> end = said;
            case Heard.Report report -> report(report);
            case Heard.Log _ when missed.size() < MOST && MEANT.matcher(line).find() -> missed.add(Tail.clean(line));
            default -> {}
        }
    }

    @Override
    public synchronized void complained(String line) {
        if (missed.size() < MOST && MEANT.matcher(line).find()) missed.add("standard error: " + Tail.clean(line));
    }

    private void report(Heard.Report report) {
        latest = System.nanoTime();
        if (reports.isEmpty()) first = latest;
        reports.add(report);
        if (reports.size() != last || process == null) return;
        killed = process.isAlive();
        process.destroyForcibly();
    }

    @Override
    public synchronized void ended(int code) {
        exit = code;
    }

    synchronized List<Heard.Report> reports() {
        return List.copyOf(reports);
    }

    /** Lines that were probably meant to be of the protocol, and are not. */
    synchronized List<String> missed() {
        return List.copyOf(missed);
    }

    synchronized Heard.@Nullable Hello hello() {
        return hello;
    }

    synchronized Heard.@Nullable Final end() {
        return end;
    }

    /** -1 where it did not end by itself. */
    synchronized int exit() {
        return exit;
    }

    /** Whether it was killed as it reported. */
    synchronized boolean killed() {
        return killed;
    }

    synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** Reports a second; NaN where there are too few to tell. */
    synchronized double rate() {
        return reports.size() < 2 || latest == first ? Double.NaN : (reports.size() - 1) * 1e9 / (latest - first);
    }

    /** Whether it has read what it was told; null where that cannot be seen. */
    synchronized @Nullable Boolean read() {
        try {
            if (input == null) return null;
            return told && input.available() == 0;
        } catch (IOException unseen) {
            return null;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (input != null) input.close();
        } catch (IOException e) {
            throw new IllegalStateException("a pipe that was opened can be closed", e);
        }
    }
}
