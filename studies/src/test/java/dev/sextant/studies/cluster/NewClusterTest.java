// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.wiring.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cluster init} writes: certificates as RFC 5280 wants them, and a file that is read back. */
class NewClusterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** Bits of RFC 5280, section 4.2.1.3. */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final int SIGNS_CERTIFICATES = 5;

    @TempDir
    private Path folder = Path.of("");

    private static NewCluster cluster(@Nullable String service, String... members) {
        return new NewCluster(
                "lab",
                Stream.of(members).map(text -> new Member(text, 0)).toList(),
                service,
                ClusterSettings.MEMBER_PORT,
                ClusterSettings.BUS_PORT,
                null,
                Duration.ofDays(10));
    }

    private NewAuthority made(String... members) {
        return NewAuthority.make(
                "lab",
                Stream.of(members).map(text -> new Member(text, 0)).toList(),
                NOW,
                Duration.ofDays(10),
                new SecureRandom());
    }

    @Test
    void theAuthoritySignsMachinesAndNothingElse() throws Exception {
        X509Certificate authority = made("10.0.0.5").authority();
        authority.verify(authority.getPublicKey());
        assertEquals(0, authority.getBasicConstraints());
        assertEquals(Set.of("2.5.29.15", "2.5.29.19"), authority.getCriticalExtensionOIDs());
        assertTrue(usage(authority)[SIGNS_CERTIFICATES]);
        assertTrue(!usage(authority)[DIGITAL_SIGNATURE]);
        assertEquals(
                "CN=Sextant authority,O=lab",
                authority.getSubjectX500Principal().getName());
    }

    private static boolean[] usage(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null ? new boolean[9] : usage;
    }

    @Test
    void theMachinesCertificateIsForBothEndsOfAConnection() throws Exception {
        NewAuthority made = made("10.0.0.5", "node-6", "fd00::7");
        X509Certificate machine = made.certificate();
        machine.verify(made.authority().getPublicKey());
        assertEquals(3, machine.getVersion());
        assertEquals(-1, machine.getBasicConstraints());
        assertEquals("SHA256withECDSA", machine.getSigAlgName());
        assertEquals(
                256,
                ((ECPublicKey) machine.getPublicKey()).getParams().getOrder().bitLength());
        assertTrue(usage(machine)[DIGITAL_SIGNATURE] && !usage(machine)[SIGNS_CERTIFICATES]);
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), machine.getExtendedKeyUsage());
        assertEquals(
                "[[7, 10.0.0.5], [2, node-6], [7, fd00:0:0:0:0:0:0:7]]",
                machine.getSubjectAlternativeNames().toString());
        assertEquals(NOW.minus(Duration.ofHours(1)), machine.getNotBefore().toInstant());
        assertEquals(NOW.plus(Duration.ofDays(10)), machine.getNotAfter().toInstant());
        // The authority that signed it is found by its key.
        byte[] names = machine.getExtensionValue("2.5.29.35");
        byte[] own = made.authority().getExtensionValue("2.5.29.14");
        assertArrayEquals(
                java.util.Arrays.copyOfRange(own, own.length - 20, own.length),
                java.util.Arrays.copyOfRange(names, names.length - 20, names.length));
    }

    @Test
    void noTwoHaveOneSerialNumberNorOneKey() {
        NewAuthority first = made("a");
        NewAuthority second = made("a");
        assertEquals(128, first.certificate().getSerialNumber().bitLength());
        assertEquals(
                4,
                Stream.of(first.certificate(), first.authority(), second.certificate(), second.authority())
                        .map(X509Certificate::getSerialNumber)
                        .distinct()
                        .count());
        assertNotEquals(first.key(), second.key());
    }

    @Test
    void theFolderIsReadBackAsItWasMeant() throws Exception {
        Path lab = folder.resolve("deep/lab");
        new NewCluster(
                        "lab",
                        List.of(new Member("node-5", 5801), new Member("fd00::6", 0)),
                        null,
                        5702,
                        15702,
                        "10.0.0.0/24",
                        Duration.ofDays(100))
                .write(lab, "deep/lab", NOW, new SecureRandom());
        ClusterFile file = ClusterFile.read(folder, "deep/lab/cluster.json");
        assertEquals("lab", file.name());
        assertEquals(List.of(new Member("node-5", 5801), new Member("fd00::6", 0)), file.members());
        assertEquals(5702, file.memberPort());
        assertEquals(15702, file.busPort());
        assertEquals("10.0.0.0/24", file.bind());
        assertEquals(List.of(), Credentials.check(file.tls(), NOW));
        assertEquals("rw-------", permissions(lab.resolve("node.key")));
        assertEquals("rwx------", permissions(lab));
        try (Stream<Path> files = Files.list(lab)) {
            assertEquals(
                    List.of("authority.crt", "cluster.json", "node.crt", "node.key"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void whatIsUsualIsLeftOutOfTheFile() throws Exception {
        cluster("sextant").write(folder.resolve("pods"), "pods", NOW, new SecureRandom());
        String text = Files.readString(folder.resolve("pods/cluster.json"));
        assertTrue(!text.contains("Port") && !text.contains("bind"), text);
        ClusterFile file = ClusterFile.read(folder, "pods/cluster.json");
        assertEquals("sextant", file.service());
        assertEquals(ClusterSettings.MEMBER_PORT, file.memberPort());
        assertEquals(
                "[[2, sextant], [2, *.sextant]]",
                Pem.certificates(file.tls().certificate())
                        .getFirst()
                        .getSubjectAlternativeNames()
                        .toString());
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        cluster(null, "a").write(folder.resolve("lab"), "lab", NOW, new SecureRandom());
        byte[] key = Files.readAllBytes(folder.resolve("lab/node.key"));
        assertEquals(
                "lab is not empty, and nothing is overwritten\n  Name another directory with --dir. To renew certificates,"
                        + " make new ones there and copy the three files over the old ones, on every machine.\n",
                assertThrows(
                                RefusedException.class,
                                () -> cluster(null, "a").write(folder.resolve("lab"), "lab", NOW, new SecureRandom()))
                        .text());
        assertArrayEquals(key, Files.readAllBytes(folder.resolve("lab/node.key")));
        Files.createFile(folder.resolve("file"));
        assertEquals(
                "file is a file, and nothing is overwritten",
                assertThrows(
                                RefusedException.class,
                                () -> cluster(null, "a").write(folder.resolve("file"), "file", NOW, new SecureRandom()))
                        .getMessage());
    }
}
