// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.wiring.RefusedException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a machine can be in its cluster, as far as can be told before it is: what {@code sextant cluster check}
 * prints, and what {@code --cluster} begins with.
 *
 * @param facts in sentences, for a person who looks it over
 * @param findings what is wrong, or may be
 */
public record ClusterCheck(List<String> facts, List<Finding> findings) {
    /** Whoever does not answer within this time is told as not reached. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    public ClusterCheck {
        facts = List.copyOf(facts);
        findings = List.copyOf(findings);
    }

    /**
     * What a process looks at before it joins: certificate and key.
     *
     * @return the warnings
     * @throws RefusedException where it could not join
     */
    public static List<Finding> beforeJoining(ClusterSettings settings, Instant now) throws RefusedException {
        List<Finding> findings = Credentials.check(settings.tls(), now);
        for (Finding finding : findings)
            if (finding.severe())
                throw new RefusedException(RefusedException.Reason.USAGE, finding.message(), finding.help());
        return findings;
    }

    /** Whether nothing of what was found is severe. */
    public boolean sound() {
        return findings.stream().noneMatch(Finding::severe);
    }

    /**
     * Looks at everything, the network too; takes as long as name servers and members that do not answer.
     *
     * @param bind as typed; null for what the file says
     * @param now what this machine's clock says
     */
    public static ClusterCheck of(ClusterFile file, @Nullable String bind, Instant now) {
        return of(file, bind, now, Machine.here());
    }

    static ClusterCheck of(ClusterFile file, @Nullable String bind, Instant now, Machine machine) {
        List<String> facts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(Credentials.check(file.tls(), now));
        facts.add("cluster " + file.name() + ", "
                + (file.members().isEmpty()
                        ? "found by the service " + file.service()
                        : file.members().size() + (file.members().size() == 1 ? " member" : " members")));
        if (findings.stream().noneMatch(Finding::severe)) facts.add(Credentials.shown(file.tls()));
        ClusterSettings settings = null;
        try {
            settings = file.settings(bind, false, machine);
            facts.add("this machine listens on " + settings.bind() + ", ports " + settings.memberPort() + " and "
                    + settings.busPort());
            InetAddress own = Member.address(settings.bind());
            if (own != null) ports(settings, own, machine, findings);
        } catch (RefusedException refused) {
            findings.add(Finding.error(String.valueOf(refused.getMessage()), refused.help()));
        }
        for (Member member : file.members())
            facts.add(member + ": " + member(file, member, settings, machine, findings));
        return new ClusterCheck(facts, findings);
    }

    private static void ports(ClusterSettings settings, InetAddress own, Machine machine, List<Finding> findings) {
        for (int port : List.of(settings.memberPort(), settings.busPort())) {
            String reason = machine.taken(own, port);
            if (reason != null)
                findings.add(Finding.warning(
                        "nothing can listen on " + own.getHostAddress() + " port " + port + ": " + reason,
                        "If Sextant runs here already, that is it. Else end what holds the port, or set \""
                                + (port == settings.memberPort() ? ClusterFile.MEMBER_PORT : ClusterFile.BUS_PORT)
                                + "\" in the file, on every machine."));
        }
    }

    /** How a member is reached, in words. */
    private static String member(
            ClusterFile file, Member member, @Nullable ClusterSettings own, Machine machine, List<Finding> findings) {
        List<InetAddress> addresses = machine.resolve(member.host());
        if (addresses.isEmpty()) {
            findings.add(Finding.error(
                    "the member " + member.host() + " is not known here by name",
                    "Write its address in the file, or make the name known: a line in /etc/hosts will do."));
            return "not known by name";
        }
        String known = BindAddress.listed(addresses);
        if (own != null
                && addresses.stream().anyMatch(each -> BindAddress.shown(each).equals(own.bind())))
            return "this machine";
        int port = member.port() > 0 ? member.port() : file.memberPort();
        for (InetAddress address : addresses)
            if (machine.answers(address, port, PATIENCE))
                return "answers on " + address.getHostAddress() + " port " + port;
        return "does not answer on port " + port + " (" + known + "): not started yet, or a firewall lies between";
    }
}
