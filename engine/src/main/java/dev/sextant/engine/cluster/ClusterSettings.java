// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * One machine's way into a cluster, every default filled in.
 *
 * @param name the cluster's; machines with other names do not join
 * @param discovery how the others are found
 * @param bind the address of this machine's interface that is listened on; never a wildcard
 * @param memberPort where the membership listens, TCP
 * @param busPort where the event bus listens, TCP
 * @param tls who may talk on the event bus
 * @param trustedNetwork whether a person said that this network is private although its addresses do not show it
 */
public record ClusterSettings(
        String name, Discovery discovery, String bind, int memberPort, int busPort, Tls tls, boolean trustedNetwork) {
    /** Where the membership listens unless it is said otherwise. */
    public static final int MEMBER_PORT = 5701;

    /** Where the event bus listens unless it is said otherwise. */
    public static final int BUS_PORT = 15701;

    /** How the machines find each other; never by multicast. */
    public sealed interface Discovery {
        /** They are named: at least one of them must be up for another to join. */
        record Members(List<String> hosts) implements Discovery {
            public Members {
                hosts = List.copyOf(hosts);
            }
        }

        /** By the records of a headless service. */
        record KubernetesDns(String service) implements Discovery {}
    }

    /**
     * PEM files. Both ends show a certificate that the authority signed.
     *
     * @param certificate of this machine, or of all
     * @param key its private key, PKCS 8
     * @param authority whose certificates are trusted
     */
    public record Tls(Path certificate, Path key, Path authority) {}
}
