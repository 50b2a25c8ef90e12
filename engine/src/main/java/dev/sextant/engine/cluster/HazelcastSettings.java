// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import dev.sextant.engine.cluster.ClusterSettings.Discovery;

/**
 * Hazelcast's configuration, in code and whole: no file and no default of its own has a say in what is listened on, who
 * is looked for, and who is told. It knows who is there and who listens to which address; no study's truth is in it.
 */
final class HazelcastSettings {
    /** A member that is silent for longer is gone: trainings compete with its heartbeats for the processor. */
    private static final int SILENT_SECONDS = 15;

    private static final int HEARTBEAT_SECONDS = 1;

    /** How soon, and then how often, two halves of a cluster look for each other; its own defaults are minutes. */
    private static final int MERGE_SECONDS = 5;

    /** The first member waits so long for others to come at the same time; two clusters would have to merge. */
    private static final int GATHER_SECONDS = 1;

    /** How long one address is tried. */
    private static final int CONNECT_SECONDS = 3;

    /** Nobody but the registrations of a few addresses lives in them: each costs memory and a round at every change. */
    private static final int PARTITIONS = 31;

    private static final int THREADS = 2;

    private static final String SLF4J = "slf4j";

    private HazelcastSettings() {}

    /** What it says before it has read a configuration goes where everything else goes. For whoever comes first. */
    static void quiet() {
        System.setProperty(ClusterProperty.LOGGING_TYPE.getName(), SLF4J);
    }

    /** @param bind the address in digits */
    static Config of(ClusterSettings settings, String bind) {
        Config config = new Config();
        config.setClusterName(settings.name());
        set(config, ClusterProperty.PHONE_HOME_ENABLED, false);
        set(config, ClusterProperty.SOCKET_BIND_ANY, false);
        set(config, ClusterProperty.SOCKET_SERVER_BIND_ANY, false);
        set(config, ClusterProperty.PREFER_IPv4_STACK, !bind.contains(":"));
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        set(config, ClusterProperty.LOGGING_TYPE, SLF4J);
        config.setProperty("hazelcast.local.localAddress", bind);
        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, HEARTBEAT_SECONDS);
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, SILENT_SECONDS);
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, MERGE_SECONDS);
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, MERGE_SECONDS);
        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, GATHER_SECONDS);
        set(config, ClusterProperty.PARTITION_COUNT, PARTITIONS);
        set(config, ClusterProperty.PARTITION_OPERATION_THREAD_COUNT, THREADS);
        set(config, ClusterProperty.GENERIC_OPERATION_THREAD_COUNT, THREADS);
        set(config, ClusterProperty.EVENT_THREAD_COUNT, 1);
        set(config, ClusterProperty.IO_THREAD_COUNT, 1);
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(onlyTheirs());
        maps(config);
        network(config.getNetworkConfig(), settings, bind);
        return config;
    }

    private static void set(Config config, com.hazelcast.spi.properties.HazelcastProperty property, Object value) {
        config.setProperty(property.getName(), value.toString());
    }

    /** Vert.x stores classes of its own that write themselves; nothing else is ever made from what a member sends. */
    private static JavaSerializationFilterConfig onlyTheirs() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes("com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "java.lang.", "java.util.");
        return filter;
    }

    /** Those that Vert.x keeps: who is where, and who listens. A second copy lives through the death of a member. */
    private static void maps(Config config) {
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.*").setBackupCount(1));
    }

    private static void network(NetworkConfig network, ClusterSettings settings, String bind) {
        network.setPort(settings.memberPort());
        network.setPortAutoIncrement(false);
        network.setReuseAddress(true);
        network.setPublicAddress(address(bind, settings.memberPort()));
        network.getRestApiConfig().setEnabled(false);
        network.getMemcacheProtocolConfig().setEnabled(false);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        switch (settings.discovery()) {
            case Discovery.Members(var hosts) -> {
                join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(CONNECT_SECONDS);
                for (String host : hosts) join.getTcpIpConfig().addMember(address(host, settings.memberPort()));
            }
            case Discovery.KubernetesDns(String service) ->
                join.getKubernetesConfig()
                        .setEnabled(true)
                        .setProperty("service-dns", service)
                        .setProperty("service-port", Integer.toString(settings.memberPort()));
        }
    }

    /** With its port, unless it names one. */
    static String address(String host, int port) {
        int colon = host.lastIndexOf(':');
        boolean digits = host.indexOf(':') != colon && !host.startsWith("[");
        if (digits) return "[" + host + "]:" + port;
        return colon < 0 || host.endsWith("]") ? host + ":" + port : host;
    }
}
