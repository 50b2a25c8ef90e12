// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program and everything that it started and that is still there, whether its parent is or not.
 *
 * <p>On Linux they are known by their session, or by a variable of their environment that nobody else has, so that a
 * daemon with a session of its own is found, too; one that also cleared its environment is not. On other systems they
 * are the program's descendants, as long as their parents live.
 *
 * <p>Cost: about 20 µs for each process of the machine. Threads: any.
 */
final class ProcessTree {
    /** The variable. */
    static final String MARK = "SEXTANT_MARK";

    private static final Path PROC = Path.of("/proc");
    private static final boolean LINUX = Files.isReadable(PROC.resolve("self/stat"));

    /** Processes can start others while they are killed. */
    private static final int ROUNDS = 50;

    private static final long ROUND_MILLIS = 5;

    private final ProcessHandle leader;
    private final byte[] mark;
    private final Set<String> before;

    /**
     * @param mark the variable's value
     * @param before the {@link #numbers} of a moment before the program began
     */
    ProcessTree(ProcessHandle leader, String mark, Set<String> before) {
        this.leader = leader;
        this.before = before;
        this.mark = ("\0" + MARK + "=" + mark + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The processes of the machine by their numbers, on Linux; on other systems nothing. */
    static Set<String> numbers() {
        String[] names = LINUX ? PROC.toFile().list() : null;
        return names == null ? Set.of() : new HashSet<>(Arrays.asList(names));
    }

    /** Those that are there now. */
    List<ProcessHandle> members() {
        return LINUX ? marked(Set.of()) : descendants();
    }

    private List<ProcessHandle> descendants() {
        return Stream.concat(Stream.of(leader), leader.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private List<ProcessHandle> marked(Set<String> others) {
        List<ProcessHandle> members = new ArrayList<>();
        for (String name : numbers())
            if (Character.isDigit(name.charAt(0)) && !others.contains(name) && isMember(PROC.resolve(name)))
                ProcessHandle.of(Long.parseLong(name)).ifPresent(members::add);
        return members;
    }

    private boolean isMember(Path process) {
        try {
            // pid (name) state parent group session …; the name may hold anything
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            if (fields[0].equals("Z") || fields[0].equals("X")) return false;
            return fields[3].equals(Long.toString(leader.pid()))
                    || contains(Files.readAllBytes(process.resolve("environ")));
        } catch (IOException | RuntimeException goneOrAnothersOwn) {
            return false;
        }
    }

    /** The first variable has no zero before it. */
    private boolean contains(byte[] environment) {
        for (int at = -1; at + mark.length <= environment.length; at++) {
            int i = at < 0 ? 1 : 0;
            while (i < mark.length && environment[at + i] == mark[i]) i++;
            if (i == mark.length) return true;
        }
        return false;
    }

    /** Asks all of them to end: SIGTERM. */
    void terminate() {
        members().forEach(ProcessHandle::destroy);
    }

    /** Ends all of them, and those that they start meanwhile: SIGKILL. */
    void kill() {
        kill(Set.of());
    }

    /**
     * Ends those that a program left behind that has ended. Processes that were there before it are not looked at, so
     * that it costs next to nothing.
     */
    void killLeftovers() {
        kill(before);
    }

    private void kill(Set<String> others) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> members = LINUX ? marked(others) : descendants();
            if (members.isEmpty()) return;
            members.forEach(ProcessHandle::destroyForcibly);
            try {
                TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where a program that is on the search path stands. */
    static Optional<String> tool(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(file)) return Optional.of(file.toString());
        }
        return Optional.empty();
    }
}
