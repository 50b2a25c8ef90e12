// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the live page of runs, over HTTP/1.1, to those who hold a token: on this machine alone, unless its user says
 * otherwise.
 *
 * <p>HTTP/2 is not spoken: browsers speak it over TLS alone, and one protocol has fewer corners than two.
 *
 * <p>Threads: an event loop of its own and few workers, so that no request holds a study up.
 */
public final class DashboardServer implements AutoCloseable {
    /** Where nobody named a port. */
    public static final int DEFAULT_PORT = 7288;

    /**
     * Where it listens.
     *
     * @param host an address of this machine, "localhost", or 0.0.0.0 or :: for all
     * @param port 0 for any that is free
     * @param publicHost the name by which browsers reach it where that is not {@code host}: NAME, NAME:PORT, or
     *     https://NAME[:PORT] where a proxy in front of it speaks TLS
     * @param tls certificate and key; null for plain HTTP
     * @param insecurePlaintext whether plain HTTP may leave this machine
     */
    public record Options(
            String host,
            int port,
            @Nullable String publicHost,
            @Nullable Tls tls,
            boolean insecurePlaintext) {
        /**
         * Reads them.
         *
         * @throws IllegalArgumentException where nothing can be served so, in words for the user
         */
        public Options {
            if (tls != null && insecurePlaintext)
                throw new IllegalArgumentException(
                        "--insecure-plaintext contradicts the certificate: with it everything is encrypted.");
            if (port < 0 || port > 65_535)
                throw new IllegalArgumentException("--port %d: must be from 0 to 65535.".formatted(port));
            Address.of(host, publicHost, tls != null, insecurePlaintext);
        }

        /** On this machine alone. */
        public static Options local(int port) {
            return new Options("127.0.0.1", port, null, null, false);
        }
    }

    /**
     * PEM files.
     *
     * @param certificate the chain
     * @param key without a password
     */
    public record Tls(Path certificate, Path key) {}

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

    private static final int LONGEST_LINE = 2_048;

    /** Browsers send the cookies of every port of a machine to each of them. */
    private static final int LONGEST_HEADERS = 16 << 10;

    /** What the system holds for a client that does not read; more would only hide that it does not. */
    private static final int SEND_BUFFER = 128 << 10;

    private static final int HANDSHAKE_SECONDS = 5;
    /** So many wrong tokens at once, and then one in each interval. Ours. */
    private static final int WRONG_TOKENS = 10;

    private static final Duration WRONG_TOKENS_APART = Duration.ofSeconds(1);

    private final Options options;
    private final Address address;
    private final Vertx vertx;
    private final Context loop;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable FrontDesk desk;
    private volatile @Nullable Workers workers;

    private DashboardServer(Options options) {
        this.options = options;
        address = Address.of(options.host(), options.publicHost(), options.tls() != null, options.insecurePlaintext());
        vertx = OwnVertx.make();
        loop = vertx.getOrCreateContext();
        HttpServerOptions http = new HttpServerOptions()
                .setHost(address.host())
                .setPort(options.port())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setHandle100ContinueAutomatically(false)
                .setSendBufferSize(SEND_BUFFER)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        Tls tls = options.tls();
        if (tls != null)
            http.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
        server = vertx.createHttpServer(http);
    }

    /**
     * Opens it.
     *
     * @param admin opens everything
     * @param readOnly opens everything but actions; null if there is no such token
     * @throws IOException where it cannot listen there, or the certificate cannot be read
     */
    public static DashboardServer open(
            Options options, AccessToken admin, @Nullable AccessToken readOnly, Runs runs, Ui ui) throws IOException {
        RateLimit wrong = new RateLimit(WRONG_TOKENS, WRONG_TOKENS_APART, System::nanoTime);
        return open(options, admin, readOnly, runs, ui, wrong, Limits.DEFAULT);
    }

    static DashboardServer open(
            Options options,
            AccessToken admin,
            @Nullable AccessToken readOnly,
            Runs runs,
            Ui ui,
            RateLimit wrong,
            Limits limits)
            throws IOException {
        DashboardServer opened = new DashboardServer(options);
        try {
            opened.listen(admin, readOnly, runs, ui, wrong, limits);
        } catch (IOException refused) {
            opened.vertx.close();
            throw refused;
        }
        return opened;
    }

    private void listen(
            AccessToken admin, @Nullable AccessToken readOnly, Runs runs, Ui ui, RateLimit wrong, Limits limits)
            throws IOException {
        Workers opened = new Workers(vertx, loop, FrontDesk.DOWNLOADS);
        workers = opened;
        server.connectionHandler(connection -> {
            FrontDesk ready = desk;
            if (ready == null) connection.close();
            else ready.connections().opened(connection);
        });
        server.requestHandler(request -> {
            FrontDesk ready = desk;
            if (ready != null) ready.answer(request);
        });
        server.invalidRequestHandler(request -> {
            FrontDesk ready = desk;
            if (ready != null) ready.answerInvalid(request);
        });
        Promise<Void> listening = Promise.promise();
        // On the loop, so that every connection is served by it; what is opened meanwhile waits for its end.
        loop.runOnContext(_ -> server.listen()
                .onSuccess(_ -> {
                    boolean tls = options.tls() != null;
                    // Cookies do not know ports: each server on a machine has one of its own name.
                    String cookie = (tls ? "__Host-sextant-" : "sextant-") + port();
                    Sessions sessions = new Sessions(limits.sessions(), limits.sessionAge(), System::nanoTime);
                    Guard guard = new Guard(address.site(tls, port()), admin, readOnly, sessions, cookie, wrong);
                    desk = new FrontDesk(loop, guard, runs, ui, limits, opened, System::nanoTime);
                    listening.complete();
                })
                .onFailure(listening::fail));
        try {
            OwnVertx.await(listening.future());
        } catch (IOException refused) {
            Tls tls = options.tls();
            boolean taken = refused.getCause() instanceof ExecutionException failed
                    && failed.getCause() instanceof BindException;
            if (tls == null || taken) throw refused;
            throw new IOException(
                    "the certificate %s with the key %s cannot be used: %s"
                            .formatted(tls.certificate(), tls.key(), refused.getMessage()),
                    refused);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return server.actualPort();
    }

    /** What to open in a browser, such as {@code http://127.0.0.1:7288/}. */
    public String address() {
        return address.url(options.tls() != null, port());
    }

    /** The address with a token behind it, which a browser keeps to itself: {@code …/#token=…}. */
    public String address(AccessToken token) {
        return address() + "#token=" + token.text();
    }

    /** The event loop, for those who measure it. */
    Context loop() {
        return loop;
    }

    /** Ends every answer that is under way, and listens no more. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        Promise<Void> ended = Promise.promise();
        loop.runOnContext(_ -> {
            FrontDesk open = desk;
            if (open != null) open.close();
            ended.complete();
        });
        closed(ended.future());
        Workers busy = workers;
        if (busy != null) closed(busy.idle());
        closed(vertx.close());
    }

    private static void closed(Future<?> part) {
        try {
            OwnVertx.await(part);
        } catch (IOException late) {
            LOG.info("the server of the live page did not close in time", late);
        }
    }
}
