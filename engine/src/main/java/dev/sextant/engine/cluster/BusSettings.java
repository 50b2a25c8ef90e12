// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.cluster.ClusterSettings.Tls;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Set;

/**
 * How the event bus is carried: TLS 1.3, both ends show a certificate of the cluster's own authority, nobody else is
 * talked to.
 *
 * <p>Names in certificates are not compared with addresses, which Vert.x does not offer here, and which would add
 * nothing: whoever has a certificate of this authority may be any machine of the cluster, and machines change their
 * addresses.
 */
final class BusSettings {
    static final String PROTOCOL = "TLSv1.3";

    /** A connection that is half open is noticed after the two together. */
    private static final long PING_MILLIS = 2_000;

    private static final long PONG_MILLIS = 3_000;

    private static final int CONNECT_MILLIS = 3_000;

    private BusSettings() {}

    /** @param bind the address in digits */
    static EventBusOptions of(ClusterSettings settings, String bind) {
        Tls tls = settings.tls();
        return new EventBusOptions()
                .setHost(bind)
                .setPort(settings.busPort())
                .setClusterPublicHost(bind)
                .setClusterPublicPort(settings.busPort())
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PONG_MILLIS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReconnectAttempts(2)
                .setReconnectInterval(500)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setSsl(true)
                .setTrustAll(false)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of(PROTOCOL))
                .setKeyCertOptions(key(tls))
                .setTrustOptions(trust(tls));
    }

    static PemKeyCertOptions key(Tls tls) {
        return new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString());
    }

    static PemTrustOptions trust(Tls tls) {
        return new PemTrustOptions().addCertPath(tls.authority().toString());
    }
}
