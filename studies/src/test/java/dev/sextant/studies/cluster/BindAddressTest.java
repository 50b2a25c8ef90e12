// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.studies.wiring.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address of a machine is listened on, and what is said where that does not follow. */
class BindAddressTest {
    private final MachineOnPaper machine = MachineOnPaper.with(
            "127.0.0.1", "0:0:0:0:0:0:0:1", "10.0.0.7", "192.168.3.4", "fe80:0:0:0:0:0:0:7", "fd00:0:0:0:0:0:0:7");

    private String chosen(@Nullable String wanted, String... members) throws RefusedException {
        return BindAddress.shown(
                new BindAddress(machine, "lab/cluster.json").choose(wanted, "--bind", members(members)));
    }

    private static List<Member> members(String... texts) {
        List<Member> members = new ArrayList<>();
        for (String text : texts) members.add(assertMember(text));
        return members;
    }

    private static Member assertMember(String text) {
        Member member = Member.of(text);
        assertNotNull(member, text);
        return member;
    }

    private String refused(@Nullable String wanted, String... members) {
        return assertThrows(RefusedException.class, () -> chosen(wanted, members))
                .text();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "10.0.0.7, 10.0.0.7",
        "10.0.0.0/24, 10.0.0.7",
        "10.9.9.9/8, 10.0.0.7",
        "192.168.0.0/16, 192.168.3.4",
        "10.0.0.7/32, 10.0.0.7",
        "fd00::/8, fd00:0:0:0:0:0:0:7",
        "fe80::/10, fe80:0:0:0:0:0:0:7",
        "127.0.0.1, 127.0.0.1",
        // Linux hears all of the loopback network, though it lists one address of it.
        "127.0.0.2, 127.0.0.2",
    })
    void anAddressOrANetworkIsTaken(String wanted, String chosen) throws Exception {
        assertEquals(chosen, chosen(wanted, "10.0.0.5"));
    }

    @Test
    void theOneThatIsAMemberIsTakenWhereNoneIsWanted() throws Exception {
        assertEquals("10.0.0.7", chosen(null, "10.0.0.5", "10.0.0.7"));
        assertEquals("192.168.3.4", chosen(null, "192.168.3.4:5801", "172.16.0.1"));
        machine.knows("node-7", "10.0.0.7");
        assertEquals("10.0.0.7", chosen(null, "node-5", "node-7"));
    }

    @Test
    void aHostThatCallsItselfByTheLoopbackAddressIsHeardOnTheOther() throws Exception {
        machine.knows("node-7", "127.0.0.1", "10.0.0.7");
        assertEquals("10.0.0.7", chosen(null, "node-7"));
    }

    @Test
    void aMachineThatIsNoMemberListensWhereItReachesTheFirst() throws Exception {
        machine.sendsFrom("192.168.3.4");
        assertEquals("192.168.3.4", chosen(null, "192.168.9.9", "10.0.0.5"));
    }

    @Test
    void whereNobodyIsNamedTheOnlyAddressThatOthersHearIsTaken() throws Exception {
        MachineOnPaper pod = MachineOnPaper.with("127.0.0.1", "0:0:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:9", "10.244.1.9");
        assertEquals(
                "10.244.1.9",
                BindAddress.shown(new BindAddress(pod, "cluster.json").choose(null, "--bind", List.of())));
        assertEquals(
                "this machine has several addresses, and lab/cluster.json names no members that tell which is meant:"
                        + " 127.0.0.1, 0:0:0:0:0:0:0:1, 10.0.0.7, 192.168.3.4, fe80:0:0:0:0:0:0:7, fd00:0:0:0:0:0:0:7",
                refused(null).lines().findFirst().orElse(""));
    }

    @Test
    void everyAddressIsNeverTaken() {
        for (String wildcard : List.of("0.0.0.0", "::"))
            assertEquals(
                    "--bind " + wildcard + " means every address of the machine, and one is wanted\n"
                            + "  Without a password between members, they must be heard on a private network alone. This"
                            + " machine's addresses: 127.0.0.1, 0:0:0:0:0:0:0:1, 10.0.0.7, 192.168.3.4,"
                            + " fe80:0:0:0:0:0:0:7, fd00:0:0:0:0:0:0:7.\n",
                    refused(wildcard, "10.0.0.5"));
    }

    @Test
    void whatDoesNotFollowIsRefusedWithTheAddressesThereAre() {
        String own = "127.0.0.1, 0:0:0:0:0:0:0:1, 10.0.0.7, 192.168.3.4, fe80:0:0:0:0:0:0:7, fd00:0:0:0:0:0:0:7";
        assertEquals(
                "--bind 10.0.0.8 is not an address of this machine\n  Its addresses: " + own + ".\n",
                refused("10.0.0.8", "10.0.0.5"));
        assertEquals(
                "no address of this machine is in the network 172.16.0.0/12 (--bind)\n  Its addresses: " + own + ".\n",
                refused("172.16.0.0/12", "10.0.0.5"));
        assertEquals(
                "several addresses of this machine are in the network 0.0.0.0/0 (--bind): 127.0.0.1, 10.0.0.7,"
                        + " 192.168.3.4\n  Say which with --bind ADDRESS, or with \"bind\": \"10.0.0.0/24\" in the file,"
                        + " which fits every machine.\n",
                refused("0.0.0.0/0", "10.0.0.5"));
        assertEquals(
                "several addresses of this machine are members in lab/cluster.json: 10.0.0.7, 192.168.3.4\n"
                        + "  Say which with --bind ADDRESS, or with \"bind\": \"10.0.0.0/24\" in the file, which fits"
                        + " every machine.\n",
                refused(null, "10.0.0.7", "192.168.3.4"));
        assertEquals(
                "no member in lab/cluster.json is known by name: node-1, node-2\n  Write addresses, or see to it that the"
                        + " names are known here. This machine's addresses: " + own + ".\n",
                refused(null, "node-1", "node-2"));
        assertEquals(
                "no way leads from this machine to the first member in lab/cluster.json, 172.16.0.1\n  Its addresses: "
                        + own + ".\n",
                refused(null, "172.16.0.1"));
        for (String nonsense : List.of("eth0", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "", "256.1.1.1", "node-1"))
            assertEquals(
                    "--bind \"" + nonsense + "\" is neither an address nor a network\n"
                            + "  Write 10.0.0.5, or 10.0.0.0/24 for this machine's address in that network.\n",
                    refused(nonsense, "10.0.0.5"));
    }

    @Test
    void aMachineWithoutAddressesIsToldSo() {
        assertEquals(
                "this machine has no address that others could hear: none",
                assertThrows(
                                RefusedException.class,
                                () -> new BindAddress(MachineOnPaper.with(), "cluster.json")
                                        .choose(null, "--bind", List.of()))
                        .getMessage());
    }
}
