// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.List;
import java.util.Map;

/** Why a program's trial failed, in one line for people. */
final class ExitWords {
    /** Of what it last printed so much is told. */
    static final int LINES = 3;

    private static final int LINE = 200;

    /** An exit code above it tells of a signal. */
    private static final int SIGNALS = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private ExitWords() {}

    /** How it ended: {@code ended with exit code 3}. */
    static String of(int exit) {
        String signal = NAMES.get(exit - SIGNALS);
        if (signal == null) return "ended with exit code " + exit;
        String memory = signal.equals("SIGKILL") ? ", as the system does when memory runs out" : "";
        return "was ended by %s (exit code %d)%s".formatted(signal, exit, memory);
    }

    /**
     * @param what happened to the program or was done by it
     * @param run what it last printed is added
     */
    static String failed(String what, ProgramRun run) {
        List<String> lines = run.lastLines(LINES).stream()
                .map(line -> line.length() <= LINE ? line : line.substring(0, LINE) + " …")
                .toList();
        return "the program failed: " + what
                + (lines.isEmpty() ? "; it printed nothing" : "; it last printed: " + String.join(" / ", lines));
    }
}
