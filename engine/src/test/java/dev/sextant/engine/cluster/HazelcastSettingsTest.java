// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import dev.sextant.engine.cluster.ClusterSettings.Tls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HazelcastSettingsTest {
    private static Config config(Discovery discovery) {
        return HazelcastSettings.of(
                new ClusterSettings(
                        "lab",
                        discovery,
                        "10.0.0.5",
                        5701,
                        15701,
                        new Tls(Path.of("c"), Path.of("k"), Path.of("a")),
                        false),
                "10.0.0.5");
    }

    private static final Config MEMBERS = config(new Discovery.Members(List.of("10.0.0.5", "10.0.0.6:5801")));

    @Test
    void nobodyIsLookedForButThoseWhoAreNamed() {
        JoinConfig join = MEMBERS.getNetworkConfig().getJoin();
        assertFalse(join.getAutoDetectionConfig().isEnabled());
        assertFalse(join.getMulticastConfig().isEnabled());
        assertFalse(join.getKubernetesConfig().isEnabled());
        assertTrue(join.getTcpIpConfig().isEnabled());
        assertEquals(
                List.of("10.0.0.5:5701", "10.0.0.6:5801"), join.getTcpIpConfig().getMembers());
        assertEquals("lab", MEMBERS.getClusterName());
    }

    @Test
    void podsAreFoundByTheRecordsOfTheirService() {
        JoinConfig join = config(new Discovery.KubernetesDns("sextant"))
                .getNetworkConfig()
                .getJoin();
        assertFalse(join.getMulticastConfig().isEnabled());
        assertFalse(join.getTcpIpConfig().isEnabled());
        assertTrue(join.getKubernetesConfig().isEnabled());
        assertEquals("sextant", join.getKubernetesConfig().getProperty("service-dns"));
        assertEquals("5701", join.getKubernetesConfig().getProperty("service-port"));
    }

    @Test
    void oneAddressIsListenedAtAndNobodyIsToldOfIt() {
        assertEquals("10.0.0.5", MEMBERS.getProperty("hazelcast.local.localAddress"));
        assertEquals("false", MEMBERS.getProperty("hazelcast.socket.bind.any"));
        assertEquals("false", MEMBERS.getProperty("hazelcast.socket.server.bind.any"));
        assertEquals("false", MEMBERS.getProperty("hazelcast.phone.home.enabled"));
        assertFalse(MEMBERS.getNetworkConfig().isPortAutoIncrement());
        assertFalse(MEMBERS.getNetworkConfig().getRestApiConfig().isEnabled());
        assertFalse(MEMBERS.getNetworkConfig().getMemcacheProtocolConfig().isEnabled());
        assertFalse(MEMBERS.getJetConfig().isEnabled());
    }

    @Test
    void whoIsGoneIsNoticedWithinSecondsAndHalvesFindEachOther() {
        assertEquals("1", MEMBERS.getProperty("hazelcast.heartbeat.interval.seconds"));
        assertEquals("15", MEMBERS.getProperty("hazelcast.max.no.heartbeat.seconds"));
        assertEquals("5", MEMBERS.getProperty("hazelcast.merge.first.run.delay.seconds"));
        assertEquals("5", MEMBERS.getProperty("hazelcast.merge.next.run.delay.seconds"));
    }

    @Test
    void nothingIsMadeFromBytesButWhatVertxKeepsThere() {
        var filter = MEMBERS.getSerializationConfig().getJavaSerializationFilterConfig();
        assertTrue(filter.isDefaultsDisabled());
        assertTrue(filter.getWhitelist().isListed("io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo"));
        assertFalse(filter.getWhitelist().isListed("javax.management.BadAttributeValueExpException"));
        assertFalse(filter.getWhitelist().isListed("org.example.Gadget"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "10.0.0.5, 10.0.0.5:5701",
        "10.0.0.5:6000, 10.0.0.5:6000",
        "node-1, node-1:5701",
        "node-1:6000, node-1:6000",
        "fd00::5, [fd00::5]:5701",
        "[fd00::5], [fd00::5]:5701",
        "[fd00::5]:6000, [fd00::5]:6000",
    })
    void aPortIsAddedWhereNoneIsNamed(String host, String address) {
        assertEquals(address, HazelcastSettings.address(host, 5701));
    }
}
