// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import dev.sextant.engine.cluster.ClusterSettings.Tls;
import dev.sextant.studies.wiring.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that would be refused on the wire is refused in words, before anything is started. */
class CredentialsTest {
    private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration LASTS = Duration.ofDays(90);

    @TempDir
    private Path folder = Path.of("");

    private Tls tls = made("lab");

    @BeforeEach
    void make() throws Exception {
        write("lab", "lab");
        write("other", "lab");
        write("stranger", "elsewhere");
        tls = made("lab");
    }

    private Tls made(String name) {
        Path made = folder.resolve(name);
        return new Tls(
                made.resolve(NewCluster.CERTIFICATE), made.resolve(NewCluster.KEY), made.resolve(NewCluster.AUTHORITY));
    }

    private void write(String to, String name) throws Exception {
        new NewCluster(name, List.of(new Member("10.0.0.5", 0)), null, 5701, 15701, null, LASTS)
                .write(folder.resolve(to), to, MADE, new SecureRandom());
    }

    private static List<Finding> after(Tls tls, Duration time) {
        return Credentials.check(tls, MADE.plus(time));
    }

    private Finding only(Tls tls) {
        List<Finding> findings = after(tls, Duration.ofDays(1));
        assertEquals(1, findings.size(), () -> "findings: " + findings);
        return findings.getFirst();
    }

    @Test
    void whatWasMadeIsSoundFromTheFirstMomentOnAMachineThatIsBehind() {
        for (Duration time : List.of(Duration.ofMinutes(-59), Duration.ZERO, Duration.ofDays(59)))
            assertEquals(List.of(), after(tls, time));
    }

    @Test
    void anExpiredCertificateIsRefusedWithBothDates() {
        List<Finding> findings = after(tls, LASTS.plusSeconds(1));
        assertEquals(
                new Finding(
                        true,
                        "the certificate in " + tls.certificate()
                                + " was valid until 2026-05-30; this machine's clock says 2026-05-30T12:00:01Z",
                        "Make new ones with sextant cluster init, copy them to every machine and start all processes"
                                + " again."),
                findings.getFirst());
        // The authority's ends with it; nothing else is told of.
        assertEquals(2, findings.size(), findings::toString);
        ClusterSettings settings = new ClusterSettings(
                "lab", new Discovery.Members(List.of("10.0.0.5")), "10.0.0.5", 5701, 15701, tls, false);
        assertTrue(assertThrows(
                        RefusedException.class,
                        () -> ClusterCheck.beforeJoining(
                                settings, MADE.plus(LASTS).plusSeconds(1)))
                .text()
                .startsWith("the certificate in " + tls.certificate() + " was valid until 2026-05-30"));
    }

    @Test
    void aCertificateThatIsNotYetValidAsksForTheClock() {
        Finding finding = after(tls, Duration.ofHours(-2)).getFirst();
        assertEquals(
                "the certificate in " + tls.certificate()
                        + " is valid from 2026-03-01T11:00:00Z on; this machine's clock says 2026-03-01T10:00:00Z",
                finding.message());
        assertTrue(finding.severe() && finding.help().startsWith("Is the clock right?"));
    }

    @Test
    void whatEndsSoonIsWarnedOfAndUsed() throws Exception {
        List<Finding> findings = after(tls, LASTS.minus(Credentials.NOTICE).plusSeconds(1));
        assertEquals(
                "the certificate in " + tls.certificate() + " is valid until 2026-05-30, 29 days from now",
                findings.getFirst().message());
        assertTrue(findings.stream().noneMatch(Finding::severe));
        assertEquals(List.of(), after(tls, LASTS.minus(Credentials.NOTICE)));
    }

    @Test
    void anotherClustersAuthorityIsToldByItsNameOrWhereItHasTheSameByItsSignature() {
        Tls stranger = new Tls(tls.certificate(), tls.key(), made("stranger").authority());
        assertEquals(
                "the certificate in " + tls.certificate() + " was not signed by the authority in "
                        + stranger.authority()
                        + ": it is signed by CN=Sextant authority,O=lab, the authority is CN=Sextant"
                        + " authority,O=elsewhere",
                only(stranger).message());
        Tls other = new Tls(tls.certificate(), tls.key(), made("other").authority());
        assertEquals(
                "the certificate in " + tls.certificate() + " was not signed by the authority in " + other.authority()
                        + ": another authority has the same name, and signed it",
                only(other).message());
    }

    @Test
    void aKeyOfAnotherCertificateIsFound() {
        Tls mixed = new Tls(tls.certificate(), made("other").key(), tls.authority());
        Finding finding = only(mixed);
        assertEquals(
                "the key in " + mixed.key() + " does not belong to the certificate in " + tls.certificate(),
                finding.message());
        assertEquals("Both come from one sextant cluster init; copy its whole folder.", finding.help());
    }

    @Test
    void theAuthoritysCertificateIsNoMachines() {
        assertEquals(
                "the key in " + tls.key() + " does not belong to the certificate in " + tls.authority(),
                after(new Tls(tls.authority(), tls.key(), tls.authority()), Duration.ofDays(1))
                        .getLast()
                        .message());
    }

    @Test
    void filesThatAreMissingSwappedOrDamagedAreNamed() throws Exception {
        Tls missing = new Tls(folder.resolve("gone.crt"), tls.key(), tls.authority());
        assertEquals(
                new Finding(
                        true,
                        "there is no file " + missing.certificate()
                                + ", which the cluster file names as its certificate",
                        "Copy the whole folder that sextant cluster init made."),
                only(missing));
        assertEquals(
                new Finding(
                        true,
                        "no certificate is in " + tls.key() + ": it holds no line -----BEGIN CERTIFICATE-----",
                        "That is a key: is it named in the place of the certificate?"),
                only(new Tls(tls.key(), tls.key(), tls.authority())));
        assertEquals(
                "That is a certificate: is it named in the place of the key?",
                after(new Tls(tls.certificate(), tls.certificate(), tls.authority()), Duration.ofDays(1))
                        .getFirst()
                        .help());
        Path damaged = Files.writeString(
                folder.resolve("damaged.crt"),
                Files.readString(tls.certificate()).replaceFirst("\\n[^\\n]{20}", "\nAAAAAAAAAAAAAAAAAAAA"));
        assertEquals(
                "certificate 1 in " + damaged + " is damaged",
                only(new Tls(damaged, tls.key(), tls.authority())).message());
        Path secret = Files.writeString(
                folder.resolve("secret.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                new Finding(
                        true,
                        "the key in " + secret + " is locked by a password, and nobody is there to type it",
                        "Write it without: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW"),
                only(new Tls(tls.certificate(), secret, tls.authority())));
        Files.writeString(secret, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertEquals(
                "the key in " + secret + " is written as EC PRIVATE KEY, not in PKCS 8",
                only(new Tls(tls.certificate(), secret, tls.authority())).message());
        Files.writeString(secret, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertTrue(only(new Tls(tls.certificate(), secret, tls.authority()))
                .message()
                .startsWith("the key in " + secret + " is damaged"));
    }

    @Test
    void aKeyThatEverybodyReadsIsWarnedOf() throws Exception {
        Files.setPosixFilePermissions(tls.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                new Finding(
                        false,
                        "everybody on this machine can read the key " + tls.key() + ", and join the cluster with it",
                        "Keep it to yourself: chmod 600 " + tls.key()),
                only(tls));
    }
}
