// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import dev.sextant.studies.wiring.RefusedException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which address of this machine is listened on. One alone, and never all of them: what listens everywhere listens on
 * the network that nobody thought of, too.
 */
final class BindAddress {
    private static final String WAY_OUT =
            "Say which with --bind ADDRESS, or with \"bind\": \"10.0.0.0/24\" in the file, which fits every machine.";

    private final Machine machine;
    private final String file;

    /** @param file the cluster file as the person typed it */
    BindAddress(Machine machine, String file) {
        this.machine = machine;
        this.file = file;
    }

    /**
     * The address.
     *
     * @param wanted an address or a network; null for what follows from the members
     * @param source where that was written: {@code --bind}, {@code cluster.json: /bind}
     * @param members of the cluster file; empty where it names none
     * @throws RefusedException where there is none, or more than one; says which addresses the machine has
     */
    InetAddress choose(@Nullable String wanted, String source, List<Member> members) throws RefusedException {
        if (wanted == null) return members.isEmpty() ? only() : among(members);
        Network network = Network.of(wanted);
        if (network != null) return within(network, source);
        InetAddress address = Member.address(wanted);
        if (address == null)
            throw refused(
                    source + " \"" + wanted + "\" is neither an address nor a network",
                    "Write 10.0.0.5, or 10.0.0.0/24 for this machine's address in that network.");
        if (address.isAnyLocalAddress())
            throw refused(
                    source + " " + wanted + " means every address of the machine, and one is wanted",
                    "Without a password between members, they must be heard on a private network alone. This machine's"
                            + " addresses: " + listed(machine.addresses()) + ".");
        // All of 127.0.0.0/8 is here, though one of its addresses alone is listed.
        boolean here =
                address.isLoopbackAddress() || machine.addresses().stream().anyMatch(own -> same(own, address));
        if (here) return address;
        throw refused(
                source + " " + wanted + " is not an address of this machine",
                "Its addresses: " + listed(machine.addresses()) + ".");
    }

    private InetAddress within(Network network, String source) throws RefusedException {
        List<InetAddress> found =
                machine.addresses().stream().filter(network::contains).toList();
        if (found.size() == 1) return found.getFirst();
        if (found.isEmpty())
            throw refused(
                    "no address of this machine is in the network " + network + " (" + source + ")",
                    "Its addresses: " + listed(machine.addresses()) + ".");
        throw refused(
                "several addresses of this machine are in the network " + network + " (" + source + "): "
                        + listed(found),
                WAY_OUT);
    }

    /** The one that is a member's; of a machine that is none, the one by which it reaches the first. */
    private InetAddress among(List<Member> members) throws RefusedException {
        List<InetAddress> own = machine.addresses();
        Set<InetAddress> named = new LinkedHashSet<>();
        List<InetAddress> others = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Member member : members) {
            List<InetAddress> resolved = machine.resolve(member.host());
            if (resolved.isEmpty()) unknown.add(member.host());
            for (InetAddress address : resolved) {
                boolean here = own.stream().anyMatch(mine -> same(mine, address));
                if (here || (member.isAddress() && address.isLoopbackAddress())) named.add(address);
                else others.add(address);
            }
        }
        if (named.size() == 1) return named.iterator().next();
        // A host's name often stands for the loopback interface on the host itself, where no other machine hears it.
        List<InetAddress> heard =
                named.stream().filter(address -> !address.isLoopbackAddress()).toList();
        if (heard.size() == 1) return heard.getFirst();
        if (named.size() > 1)
            throw refused(
                    "several addresses of this machine are members in " + file + ": " + listed(List.copyOf(named)),
                    WAY_OUT);
        if (others.isEmpty())
            throw refused(
                    "no member in " + file + " is known by name: " + String.join(", ", unknown),
                    "Write addresses, or see to it that the names are known here. This machine's addresses: "
                            + listed(own) + ".");
        InetAddress first = others.getFirst();
        InetAddress reached = machine.towards(first);
        if (reached != null) return reached;
        throw refused(
                "no way leads from this machine to the first member in " + file + ", " + first.getHostAddress(),
                "Its addresses: " + listed(own) + ".");
    }

    /** Where nobody is named: the only address that others could hear. */
    private InetAddress only() throws RefusedException {
        List<InetAddress> outward = machine.addresses().stream()
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        if (outward.size() == 1) return outward.getFirst();
        throw refused(
                (outward.isEmpty()
                                ? "this machine has no address that others could hear"
                                : "this machine has several addresses, and " + file + " names no members that tell"
                                        + " which is meant")
                        + ": " + listed(machine.addresses()),
                WAY_OUT);
    }

    /** Without the scope that IPv6 addresses have here and not elsewhere. */
    private static boolean same(InetAddress one, InetAddress other) {
        return java.util.Arrays.equals(one.getAddress(), other.getAddress());
    }

    static String listed(List<InetAddress> addresses) {
        return addresses.isEmpty()
                ? "none"
                : addresses.stream().map(BindAddress::shown).collect(Collectors.joining(", "));
    }

    static String shown(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%'));
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(RefusedException.Reason.USAGE, message, help);
    }
}
