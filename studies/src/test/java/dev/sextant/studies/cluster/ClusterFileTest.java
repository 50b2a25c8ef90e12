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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster file is read as leniently as a study, and as strictly. */
class ClusterFileTest {
    private static final String TLS = """
            "tls": { "certificate": "node.crt", "key": "secret/node.key", "authority": "/etc/authority.crt" }""";

    @TempDir
    private Path folder = Path.of("");

    private ClusterFile read(String text) throws Exception {
        Files.createDirectories(folder.resolve("lab"));
        Files.writeString(folder.resolve("lab/cluster.json"), text);
        return ClusterFile.read(folder, "lab/cluster.json");
    }

    private String refused(String text) {
        return assertThrows(RefusedException.class, () -> read(text)).text();
    }

    @Test
    void theFileSaysWhoWhereAndByWhat() throws Exception {
        ClusterSettings settings = read("""
                // A laboratory.
                { "name": "lab", "members": ["10.0.0.5", "node-6:5801",], "memberPort": 5702, "busPort": 15702,
                  "bind": "10.0.0.0/24", %s }""".formatted(TLS))
                .settings(null, false, MachineOnPaper.with("127.0.0.1", "10.0.0.5", "192.168.1.1"));
        assertEquals(
                new ClusterSettings(
                        "lab",
                        new Discovery.Members(List.of("10.0.0.5", "node-6:5801")),
                        "10.0.0.5",
                        5702,
                        15702,
                        new Tls(
                                folder.resolve("lab/node.crt"),
                                folder.resolve("lab/secret/node.key"),
                                Path.of("/etc/authority.crt")),
                        false),
                settings);
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        ClusterSettings settings = read("{ \"name\": \"lab\", \"members\": [\"10.0.0.5\"], " + TLS + " }")
                .settings(null, true, MachineOnPaper.with("127.0.0.1", "10.0.0.5"));
        assertEquals("10.0.0.5", settings.bind());
        assertEquals(ClusterSettings.MEMBER_PORT, settings.memberPort());
        assertEquals(ClusterSettings.BUS_PORT, settings.busPort());
        assertTrue(settings.trustedNetwork());
    }

    @Test
    void aMachineListensWhereTheOthersLookForIt() throws Exception {
        ClusterFile file =
                read("{ \"name\": \"lab\", \"members\": [\"127.0.0.1:6001\", \"127.0.0.2:6002\"], " + TLS + " }");
        MachineOnPaper machine = MachineOnPaper.with("127.0.0.1");
        assertEquals(6001, file.settings("127.0.0.1", false, machine).memberPort());
        assertEquals(6002, file.settings("127.0.0.2", false, machine).memberPort());
        assertEquals(
                ClusterSettings.MEMBER_PORT,
                file.settings("127.0.0.3", false, machine).memberPort());
    }

    @Test
    void whatIsTypedWins() throws Exception {
        ClusterFile file =
                read("{ \"name\": \"lab\", \"members\": [\"10.0.0.5\"], \"bind\": \"192.168.0.0/16\", " + TLS + " }");
        MachineOnPaper machine = MachineOnPaper.with("10.0.0.7");
        assertEquals("10.0.0.7", file.settings("10.0.0.0/8", false, machine).bind());
        assertTrue(assertThrows(RefusedException.class, () -> file.settings(null, false, machine))
                .text()
                .contains("192.168.0.0/16 (lab/cluster.json: /bind)"));
    }

    @Test
    void podsAreFoundByTheirService() throws Exception {
        ClusterFile file = read("{ \"name\": \"pods\", \"kubernetesService\": \"sextant.lab.svc\", " + TLS + " }");
        assertEquals(
                new Discovery.KubernetesDns("sextant.lab.svc"),
                file.settings(null, false, MachineOnPaper.with("127.0.0.1", "10.244.0.3"))
                        .discovery());
    }

    @Test
    void theSameTreeInYamlIsTheSameFile() throws Exception {
        Files.writeString(folder.resolve("cluster.yaml"), """
                name: lab
                members: [10.0.0.5, "[fd00::6]:5801"]
                tls: {certificate: node.crt, key: node.key, authority: authority.crt}
                """);
        ClusterFile file = ClusterFile.read(folder, "cluster.yaml");
        assertEquals(List.of(new Member("10.0.0.5", 0), new Member("fd00::6", 5801)), file.members());
    }

    static Stream<Arguments> mistakes() {
        String members = "\"members\": [\"10.0.0.5\"], ";
        return Stream.of(
                Arguments.of("", "there is nothing in it"),
                Arguments.of("[]", "expected an object, got an empty array"),
                Arguments.of(
                        "{ \"name\": \"lab\", " + TLS + " }",
                        "exactly one of members, kubernetesService is expected, got none"),
                Arguments.of(
                        "{ \"name\": \"lab\", " + members + "\"kubernetesService\": \"s\", " + TLS + " }",
                        "is expected, got members and kubernetesService"),
                Arguments.of("{ " + members + TLS + " }", "\"name\" is missing"),
                Arguments.of("{ \"name\": \"lab\", " + members + " }", "\"tls\" is missing"),
                Arguments.of(
                        "{ \"name\": \"lab\", " + members + "\"tls\": { \"certificate\": \"a\", \"key\": \"b\" } }",
                        "\"authority\" is missing"),
                Arguments.of("{ \"name\": \"my lab\", " + members + TLS + " }", "up to 64 letters"),
                Arguments.of("{ \"name\": \"lab\", \"member\": [\"a\"], " + TLS + " }", "did you mean \"members\"?"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [], " + TLS + " }", "/members"),
                Arguments.of("{ \"name\": \"lab\", \"members\": \"10.0.0.5\", " + TLS + " }", "expected an array"),
                Arguments.of(
                        "{ \"name\": \"lab\", \"members\": [\"10.0.0\"], " + TLS + " }", "/members/0: expected a host"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [\"a:0\"], " + TLS + " }", "a port is from 1 to 65535"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [\"a b\"], " + TLS + " }", "/members/0"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [\"a/b\"], " + TLS + " }", "/members/0"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [\"a\", \"a\"], " + TLS + " }", "a is named twice"),
                Arguments.of("{ \"name\": \"lab\", \"members\": [5701], " + TLS + " }", "/members/0"),
                Arguments.of("{ \"name\": \"lab\", " + members + "\"memberPort\": 70000, " + TLS + " }", "/memberPort"),
                Arguments.of(
                        "{ \"name\": \"lab\", " + members + "\"memberPort\": 15701, " + TLS + " }",
                        "membership and event bus cannot both listen on port 15701"),
                Arguments.of(
                        "{ \"name\": \"lab\", " + members + "\"bind\": \"eth0\", " + TLS + " }",
                        "/bind: expected an address or a network, got the string \"eth0\""),
                Arguments.of("{ \"name\": \"lab\", \"format\": 2, " + members + TLS + " }", "/format"),
                Arguments.of(
                        "{ \"name\": \"lab\", \"kubernetesService\": \"My_Service\", " + TLS + " }",
                        "headless service"),
                Arguments.of(
                        "{ \"name\": \"lab\", \"name\": \"lob\", " + members + TLS + " }",
                        "the key \"name\" stands twice"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsToldAtItsPlace(String text, String says) {
        String told = refused(text);
        assertTrue(told.startsWith("the cluster file cannot be used\nlab/cluster.json:1:"), told);
        assertTrue(told.contains(says), told);
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() {
        String told = refused("""
                {
                  "nmae": "lab",
                  "members": ["10.0.0.5"],
                  "tls": {}
                }
                """);
        assertTrue(told.contains("""
                lab/cluster.json:2:3: error: /nmae: unknown key "nmae"
                    2 |   "nmae": "lab",
                      |   ^
                      = help: did you mean "name"?
                """), told);
        for (String key : List.of("certificate", "key", "authority"))
            assertTrue(told.contains("lab/cluster.json:4:10: error: /tls: \"" + key + "\" is missing"), told);
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheWayOut() {
        assertEquals(
                "there is no file nowhere.json\n  Paths begin at the current folder.\n",
                assertThrows(RefusedException.class, () -> ClusterFile.read(folder, "nowhere.json"))
                        .text());
        assertEquals(
                "--cluster \"-\" names no cluster file\n  sextant cluster init --help tells how one is made.\n",
                assertThrows(RefusedException.class, () -> ClusterFile.read(folder, "-"))
                        .text());
    }
}
