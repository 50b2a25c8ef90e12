// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.cluster.ClusterSettings.Tls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Tries the way to a machine's event bus and says why it cannot be gone: the bus itself only falls silent where a
 * certificate does not suit. Says nothing on the connection.
 *
 * <p>Threads: one event loop.
 */
final class BusProbe {
    private static final int CONNECT_MILLIS = 3_000;

    /** A certificate that the other end refuses is refused after the handshake: TLS 1.3 asks for it last. */
    private static final int REFUSAL_MILLIS = 1_000;

    private final Vertx vertx;
    private final Tls tls;

    BusProbe(Vertx vertx, Tls tls) {
        this.vertx = vertx;
        this.tls = tls;
    }

    /** Why nobody is reached there, in words; empty where somebody is. */
    Future<String> look(String host, int port) {
        NetClient client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setSsl(true)
                .setTrustAll(false)
                .setHostnameVerificationAlgorithm("")
                .setEnabledSecureTransportProtocols(Set.of(BusSettings.PROTOCOL))
                .setKeyCertOptions(BusSettings.key(tls))
                .setTrustOptions(BusSettings.trust(tls)));
        String where = HazelcastSettings.address(host, port);
        return client.connect(port, host)
                .compose(this::refusal)
                .otherwise(failure -> words(where, failure))
                .eventually(client::close);
    }

    private Future<String> refusal(NetSocket socket) {
        Promise<String> answer = Promise.promise();
        socket.exceptionHandler(answer::tryFail);
        socket.closeHandler(_ -> answer.tryFail("the connection was closed at once"));
        vertx.setTimer(REFUSAL_MILLIS, _ -> {
            if (answer.tryComplete("")) socket.close();
        });
        return answer.future();
    }

    private static String words(String where, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException refused)
                return "%s refuses this machine's certificate, or shows one that is refused here: %s"
                        .formatted(where, refused.getMessage());
            if (cause instanceof ConnectException || cause instanceof UnknownHostException)
                return "%s cannot be reached: %s".formatted(where, cause.getMessage());
        }
        return "%s does not talk to this machine: %s".formatted(where, failure.getMessage());
    }
}
