// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine with the addresses that a test gives it, and a name server that knows what it is told. */
final class MachineOnPaper implements Machine {
    private final List<InetAddress> own = new ArrayList<>();
    private final Map<String, List<InetAddress>> names = new LinkedHashMap<>();
    private @Nullable InetAddress way;
    private @Nullable String taken;
    private boolean answering;

    static MachineOnPaper with(String... addresses) {
        MachineOnPaper machine = new MachineOnPaper();
        for (String address : addresses) machine.own.add(address(address));
        return machine;
    }

    MachineOnPaper knows(String name, String... addresses) {
        List<InetAddress> known = new ArrayList<>();
        for (String address : addresses) known.add(address(address));
        names.put(name, known);
        return this;
    }

    /** The address from which everything is reached. */
    MachineOnPaper sendsFrom(String address) {
        way = address(address);
        return this;
    }

    MachineOnPaper withPortsTaken(String reason) {
        taken = reason;
        return this;
    }

    MachineOnPaper withEverybodyUp() {
        answering = true;
        return this;
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public List<InetAddress> addresses() {
        return own;
    }

    @Override
    public List<InetAddress> resolve(String host) {
        InetAddress written = Member.address(host);
        return written != null ? List.of(written) : names.getOrDefault(host, List.of());
    }

    @Override
    public @Nullable InetAddress towards(InetAddress other) {
        return way;
    }

    @Override
    public @Nullable String taken(InetAddress address, int port) {
        return taken;
    }

    @Override
    public boolean answers(InetAddress address, int port, Duration timeout) {
        return answering;
    }
}
