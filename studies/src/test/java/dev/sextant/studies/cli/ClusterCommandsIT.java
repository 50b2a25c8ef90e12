// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.studies.cluster.NewCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sextant cluster}: what it makes, what it says to do next, and what another program thinks of it. */
class ClusterCommandsIT {
    @TempDir
    private Path folder = Path.of("");

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    @Test
    void initSaysWhatToCopyWhereAndWhatToTypeNext() {
        LocalDate before = LocalDate.now(ZoneOffset.UTC);
        Typed init = type("cluster", "init", "--dir", "lab", "--members", "10.0.0.5,10.0.0.6")
                .expect(ExitCode.DONE);
        LocalDate until = before.plusDays(NewCluster.DAYS);
        assertEquals("""
                wrote lab: cluster.json, node.crt, node.key, authority.crt
                  The certificate is valid until %s. Whoever has node.key can join.
                Next, copy the folder to every other machine, privately:
                  scp -r lab 10.0.0.6:
                Then, on 10.0.0.5, which keeps the results:
                  sextant run STUDY --cluster lab/cluster.json
                and on every other machine:
                  sextant worker --cluster lab/cluster.json
                Between the machines, and for nobody else, open TCP ports 5701 and 15701.
                """.formatted(until), init.out().replace(until.plusDays(1).toString(), until.toString()));
        assertEquals("", init.err());
    }

    @Test
    void initForPodsSaysHowTheSecretIsMade() {
        type("cluster", "init", "--dir", "pods", "--kubernetes-service", "sextant", "--days", "30")
                .expect(ExitCode.DONE)
                .saying("kubectl create secret generic sextant-cluster --from-file=pods");
    }

    @Test
    void whatInitMadeIsWell() {
        type("cluster", "init", "--dir", "lab", "--members", "127.0.0.1").expect(ExitCode.DONE);
        type("cluster", "check", "--cluster", "lab/cluster.json")
                .expect(ExitCode.DONE)
                .saying("cluster lab, 1 member ")
                .saying("this machine listens on 127.0.0.1, ports 5701 and 15701")
                .saying("127.0.0.1: this machine");
    }

    @Test
    void checkEndsInAnErrorWhereSomethingIsWrong() throws Exception {
        type("cluster", "init", "--dir", "lab", "--members", "127.0.0.1").expect(ExitCode.DONE);
        type("cluster", "init", "--dir", "other", "--name", "lab", "--members", "127.0.0.1")
                .expect(ExitCode.DONE);
        Files.copy(folder.resolve("other/authority.crt"), folder.resolve("lab/new.crt"));
        Files.move(
                folder.resolve("lab/new.crt"),
                folder.resolve("lab/authority.crt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        type("cluster", "check", "--cluster", "lab/cluster.json")
                .expect(ExitCode.UNSOUND)
                .saying("error: the certificate in " + folder.resolve("lab/node.crt")
                        + " was not signed by the authority in " + folder.resolve("lab/authority.crt")
                        + ": another authority has the same name, and signed it Both come from one sextant cluster init;"
                        + " copy its whole folder.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --members a                                     | --dir is missing
            --dir d                                         | no machine is named: give --members, or --kubernetes-service
            --dir d --members a --kubernetes-service s      | --members and --kubernetes-service contradict each other
            --dir d --members 10.0.0                        | --members 10.0.0: must be a host name or an address
            --dir d --members a,,b                          | --members "": must be a host name
            --dir d --members a,a                           | --members names a twice
            --dir d --members a:0                           | --members a:0: must be
            --dir d --members a --days 0                    | --days 0: must be from 1 to 3650
            --dir d --members a --days x                    | --days x: must be a whole number
            --dir d --members a --bind eth0                 | --bind eth0: must be a network, as in 10.0.0.0/24
            --dir d --members a --bus-port 5701             | --member-port and --bus-port are both 5701
            --dir d --members a --member-port 0             | --member-port 0: must be from 1 to 65535
            --dir d --members a --name a/b                  | --name a/b: must be up to 64 letters
            --dir d --kubernetes-service A_b                | --kubernetes-service A_b: must be the name of a service
            --dir / --members a                             | the folder's name cannot be the cluster's
            """)
    void whatCannotBeMeantIsRefusedAndNothingIsMade(String arguments, String says) throws Exception {
        String[] typed = ("cluster init " + arguments).split(" +");
        type(typed).expect(ExitCode.USAGE).saying(says);
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void anotherProgramVerifiesTheCertificatesAndTheirHosts() throws Exception {
        assumeTrue(onPath("openssl"), "skipped: openssl is not on this machine");
        type("cluster", "init", "--dir", "lab", "--members", "10.0.0.5,node-6").expect(ExitCode.DONE);
        for (String purpose : new String[] {"sslserver", "sslclient"})
            assertEquals(
                    "lab/node.crt: OK\n",
                    said(
                            "openssl",
                            "verify",
                            "-x509_strict",
                            "-purpose",
                            purpose,
                            "-CAfile",
                            "lab/authority.crt",
                            "lab/node.crt"));
        assertTrue(said("openssl", "x509", "-in", "lab/node.crt", "-noout", "-ext", "subjectAltName")
                .contains("IP Address:10.0.0.5, DNS:node-6"));
        assertEquals(
                said("openssl", "x509", "-in", "lab/node.crt", "-noout", "-pubkey"),
                said("openssl", "pkey", "-in", "lab/node.key", "-pubout"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("lab/node.key"))));
    }

    /** What people bring who have an authority already: made by openssl, and taken. */
    @Test
    void certificatesOfAnotherProgramAreTaken() throws Exception {
        assumeTrue(onPath("openssl"), "skipped: openssl is not on this machine");
        type("cluster", "init", "--dir", "lab", "--members", "127.0.0.1").expect(ExitCode.DONE);
        for (String kind : new String[] {"rsa:2048", "ed25519"}) {
            said(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    kind,
                    "-nodes",
                    "-days",
                    "99",
                    "-subj",
                    "/CN=own",
                    "-keyout",
                    "lab/node.key",
                    "-out",
                    "lab/node.crt");
            Files.copy(
                    folder.resolve("lab/node.crt"),
                    folder.resolve("lab/authority.crt"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Typed check =
                    type("cluster", "check", "--cluster", "lab/cluster.json").expect(ExitCode.DONE);
            assertFalse(check.out().contains("certificate in"), check.out());
        }
    }

    private boolean onPath(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1))
            if (Files.isExecutable(Path.of(directory, program))) return true;
        return false;
    }

    private String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
