// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Machines of one private network: each a network namespace of Linux with an address of its own, on a bridge in one
 * more. Nothing of this is seen outside but the names, {@code sextant-PID-N}. Needs root.
 *
 * <p>Closing ends every process in them, then takes them away; what a killed process left behind is taken away by the
 * next one.
 */
final class Machines implements AutoCloseable {
    private static final String PREFIX = "sextant-";

    /** A namespace of a process's. */
    private static final Pattern OURS = Pattern.compile(PREFIX + "(\\d+)-\\S+");

    /** A process that answers to no signal is given up after this. */
    private static final long SECONDS = 20;

    private final String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    private final int count;
    private final Thread last = new Thread(this::remove);

    /** Numbered from 1. */
    Machines(int count) throws IOException, InterruptedException {
        this.count = count;
        removeThoseOfTheDead();
        Runtime.getRuntime().addShutdownHook(last);
        try {
            make();
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Why there can be none here; empty where there can. */
    static String impossible() throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) return "network namespaces are Linux's";
        if (!"root".equals(System.getProperty("user.name"))) return "network namespaces are made by root alone";
        String trial = PREFIX + ProcessHandle.current().pid() + "-trial";
        try {
            run("ip", "netns", "add", trial);
            run("ip", "-n", trial, "link", "add", "v1", "type", "veth", "peer", "name", "v2");
            run("ip", "-n", trial, "link", "add", "bridge", "type", "bridge");
            run("ip", "netns", "delete", trial);
            return "";
        } catch (IOException refused) {
            tryTo("ip", "netns", "delete", trial);
            return "network namespaces cannot be made here: " + refused.getMessage();
        }
    }

    private void make() throws IOException, InterruptedException {
        run("ip", "netns", "add", hub());
        run("ip", "-n", hub(), "link", "add", "bridge", "type", "bridge");
        run("ip", "-n", hub(), "link", "set", "bridge", "up");
        for (int machine = 1; machine <= count; machine++) {
            String port = port(machine);
            run("ip", "netns", "add", name(machine));
            run("ip", "-n", name(machine), "link", "set", "lo", "up");
            run("ip", "-n", hub(), "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name(machine));
            run("ip", "-n", hub(), "link", "set", port, "master", "bridge");
            run("ip", "-n", hub(), "link", "set", port, "up");
            run("ip", "-n", name(machine), "address", "add", address(machine) + "/24", "dev", "eth0");
            run("ip", "-n", name(machine), "link", "set", "eth0", "up");
        }
    }

    /**
     * Connects the first machine with the one that all this runs on, by a link of their own.
     *
     * @return the address of the latter there
     */
    String host() throws IOException, InterruptedException {
        String link = "sx" + ProcessHandle.current().pid();
        run("ip", "link", "add", link, "type", "veth", "peer", "name", "host", "netns", name(1));
        run("ip", "address", "add", "10.77.1.1/30", "dev", link);
        run("ip", "link", "set", link, "up");
        run("ip", "-n", name(1), "address", "add", "10.77.1.2/30", "dev", "host");
        run("ip", "-n", name(1), "link", "set", "host", "up");
        return "10.77.1.1";
    }

    private String hub() {
        return prefix + "hub";
    }

    private String name(int machine) {
        return prefix + machine;
    }

    private static String port(int machine) {
        return "port" + machine;
    }

    static String address(int machine) {
        return "10.77.0." + machine;
    }

    /** The words before a command that runs it on this machine, as the process that is started. */
    List<String> on(int machine) {
        return List.of("ip", "netns", "exec", name(machine));
    }

    /** Nothing reaches the machine any more, nor leaves it, and nobody is told. */
    void cut(int machine) throws IOException, InterruptedException {
        run("ip", "-n", hub(), "link", "set", port(machine), "down");
    }

    void heal(int machine) throws IOException, InterruptedException {
        run("ip", "-n", hub(), "link", "set", port(machine), "up");
    }

    /** What its link has carried, both ways, in bytes. */
    long carried(int machine) throws IOException, InterruptedException {
        long sum = 0;
        for (String way : List.of("rx_bytes", "tx_bytes"))
            sum += Long.parseLong(
                    run("ip", "netns", "exec", hub(), "cat", "/sys/class/net/" + port(machine) + "/statistics/" + way)
                            .strip());
        return sum;
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException ending) {
            // It is running.
        }
    }

    private void remove() {
        for (int machine = 1; machine <= count; machine++) remove(name(machine));
        remove(hub());
    }

    private static void remove(String namespace) {
        for (String pid : tryTo("ip", "netns", "pids", namespace).lines().toList())
            if (!pid.isBlank()) tryTo("kill", "-KILL", pid.strip());
        tryTo("ip", "netns", "delete", namespace);
    }

    private static void removeThoseOfTheDead() {
        for (String line : tryTo("ip", "netns", "list").lines().toList()) {
            Matcher ours = OURS.matcher(line);
            if (!ours.lookingAt()) continue;
            String namespace = ours.group();
            String pid = ours.group(1);
            if (!Files.exists(Path.of("/proc", pid))) remove(namespace);
        }
    }

    private static String tryTo(String... command) {
        try {
            return run(command);
        } catch (IOException failed) {
            return "";
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("%s takes more than %d s".formatted(String.join(" ", words), SECONDS));
        }
        if (process.exitValue() != 0)
            throw new IOException(
                    "%s: exit code %d, %s".formatted(String.join(" ", words), process.exitValue(), said.strip()));
        return said;
    }
}
