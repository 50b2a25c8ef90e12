// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import dev.sextant.engine.cluster.ClusterSettings.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindAddressTest {
    private static final Tls NO_TLS = new Tls(Path.of("c"), Path.of("k"), Path.of("a"));

    private static ClusterSettings at(String bind, int memberPort, int busPort) {
        return at(bind, memberPort, busPort, false);
    }

    private static ClusterSettings at(String bind, int memberPort, int busPort, boolean trusted) {
        return new ClusterSettings(
                "lab", new Discovery.Members(List.of("127.0.0.1")), bind, memberPort, busPort, NO_TLS, trusted);
    }

    private static ClusterException refused(ClusterSettings settings) {
        return assertThrows(ClusterException.class, () -> BindAddress.check(settings));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void anAddressOfThisMachineWhosePortsAreFreeWillDo() throws Exception {
        assertEquals("127.0.0.1", BindAddress.check(at("127.0.0.1", freePort(), freePort())));
        assertEquals("127.0.0.3", BindAddress.check(at("127.0.0.3", freePort(), freePort())));
    }

    @Test
    void everyNetworkAtOnceIsRefused() {
        ClusterException refused = refused(at("0.0.0.0", 5701, 15701));
        assertEquals(
                "0.0.0.0 stands for every network of this machine; a cluster listens at one", refused.getMessage());
        assertTrue(refused.help().startsWith("Name the address of the private network: "), refused.help());
        assertEquals(
                ":: stands for every network of this machine; a cluster listens at one",
                refused(at("::", 5701, 15701)).getMessage());
    }

    @Test
    void anAddressOfAnotherMachineIsRefusedWithThoseOfThisOne() {
        ClusterException refused = refused(at("192.0.2.1", 5701, 15701, true));
        assertEquals("192.0.2.1 is no address of this machine", refused.getMessage());
        assertTrue(refused.help().contains("127.0.0.1 (lo)"), refused.help());
    }

    @Test
    void anAddressThatStrangersMayReachIsRefusedUnlessAPersonVouchesForTheNetwork() {
        ClusterException refused = refused(at("192.0.2.1", 5701, 15701));
        assertEquals(
                "192.0.2.1 is no address of a private network, and whoever can reach its port 5701 can join the cluster",
                refused.getMessage());
        assertTrue(refused.help().endsWith("--i-trust-this-network"), refused.help());
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertEquals(
                "\"no.such.host.invalid\" is neither an address nor a name that this machine can look up",
                refused(at("no.such.host.invalid", 5701, 15701)).getMessage());
    }

    @Test
    void aPortThatAnotherProcessHasIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = taken.getLocalPort();
            assertEquals(
                    "the event bus cannot listen at 127.0.0.1 port " + port + ": Address already in use",
                    refused(at("127.0.0.1", freePort(), port)).getMessage());
            assertEquals(
                    "the membership cannot listen at 127.0.0.1 port " + port + ": Address already in use",
                    refused(at("127.0.0.1", port, freePort())).getMessage());
        }
    }

    @Test
    void onePortForBothIsRefused() {
        assertEquals(
                "the membership and the event bus cannot both listen at port 5701",
                refused(at("127.0.0.1", 5701, 5701)).getMessage());
    }

    @Test
    void aProcessThatNobodyHasToFindTakesTheNextPortsThatAreFree() throws Exception {
        int memberPort = freePort();
        int busPort = freePort();
        ClusterSettings settings = at("127.0.0.1", memberPort, busPort);
        ClusterSettings beside = FreePorts.of(settings);
        int next = beside.memberPort() - memberPort;
        // The file's own ports are left to who may lead.
        assertTrue(next >= 1 && next < FreePorts.MOST, () -> "moved by " + next);
        assertEquals(busPort + next, beside.busPort());
        assertEquals(new Discovery.Members(List.of("127.0.0.1:" + memberPort)), beside.discovery());
        try (ServerSocket _ = new ServerSocket(beside.busPort(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(FreePorts.of(settings).busPort() > beside.busPort());
        }
    }
}
