// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told who looks a machine's place in a cluster over. */
class ClusterCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private ClusterFile file() throws Exception {
        return ClusterFile.read(folder, "lab/cluster.json");
    }

    @BeforeEach
    void make() throws Exception {
        new NewCluster(
                        "lab",
                        List.of(new Member("10.0.0.5", 0), new Member("node-6", 5801)),
                        null,
                        5701,
                        15701,
                        null,
                        Duration.ofDays(100))
                .write(folder.resolve("lab"), "lab", NOW, new SecureRandom());
    }

    private static MachineOnPaper machine() {
        return MachineOnPaper.with("127.0.0.1", "10.0.0.5").knows("node-6", "10.0.0.6");
    }

    @Test
    void whereAllIsWellTheFactsAreTold() throws Exception {
        ClusterCheck check = ClusterCheck.of(file(), null, NOW, machine().withEverybodyUp());
        assertEquals(List.of(), check.findings());
        assertTrue(check.sound());
        assertEquals("cluster lab, 2 members", check.facts().get(0));
        assertTrue(check.facts().get(1).matches("certificate valid until 2026-06-09, authority [0-9a-f]{16}"));
        assertEquals(
                "this machine listens on 10.0.0.5, ports 5701 and 15701",
                check.facts().get(2));
        assertEquals("10.0.0.5: this machine", check.facts().get(3));
        assertEquals("node-6:5801: answers on 10.0.0.6 port 5801", check.facts().get(4));
    }

    @Test
    void whoDoesNotAnswerIsAFactAndNoFault() throws Exception {
        ClusterCheck check = ClusterCheck.of(file(), null, NOW, machine());
        assertTrue(check.sound());
        assertEquals(
                "node-6:5801: does not answer on port 5801 (10.0.0.6): not started yet, or a firewall lies between",
                check.facts().getLast());
    }

    @Test
    void aNameThatNobodyKnowsIsAFault() throws Exception {
        ClusterCheck check = ClusterCheck.of(file(), null, NOW, MachineOnPaper.with("10.0.0.5"));
        assertFalse(check.sound());
        assertEquals(
                List.of(new Finding(
                        true,
                        "the member node-6 is not known here by name",
                        "Write its address in the file, or make the name known: a line in /etc/hosts will do.")),
                check.findings());
    }

    @Test
    void portsThatAreTakenAreWarnedOf() throws Exception {
        ClusterCheck check = ClusterCheck.of(file(), null, NOW, machine().withPortsTaken("Address already in use"));
        assertTrue(check.sound());
        assertEquals(
                new Finding(
                        false,
                        "nothing can listen on 10.0.0.5 port 5701: Address already in use",
                        "If Sextant runs here already, that is it. Else end what holds the port, or set \"memberPort\" in"
                                + " the file, on every machine."),
                check.findings().getFirst());
        assertEquals(2, check.findings().size());
    }

    @Test
    void everythingWrongIsToldAtOnce() throws Exception {
        ClusterCheck check =
                ClusterCheck.of(file(), "10.9.9.9", NOW.plus(Duration.ofDays(101)), MachineOnPaper.with("10.0.0.7"));
        assertEquals(
                List.of(
                        "the certificate in " + folder.resolve("lab/node.crt"),
                        "the certificate in " + folder.resolve("lab/authority.crt"),
                        "--bind 10.9.9.9 is not an address of this machine",
                        "the member node-6 is not known here by name"),
                check.findings().stream()
                        .map(finding -> finding.message().replaceFirst(" was valid until .*", ""))
                        .toList());
    }
}
