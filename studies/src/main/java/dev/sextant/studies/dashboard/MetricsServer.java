// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a study's metrics to Prometheus: {@code GET /metrics} on 127.0.0.1, for those who hold the token.
 *
 * <p>Every connection is good for one request and lives for seconds at most, however slowly it speaks. Threads: an
 * event loop of its own, so that no request holds the study up; the text is made on a worker.
 */
public final class MetricsServer implements AutoCloseable {
    /** Where nobody named a port. */
    public static final int DEFAULT_PORT = 7287;

    private static final String HOST = "127.0.0.1";

    /** Connections at a time; a scraper needs one. */
    private static final int MOST_CONNECTIONS = 16;

    private static final int LONGEST_LINE = 1_024;
    private static final int LONGEST_HEADERS = 4_096;
    private static final int IDLE_SECONDS = 5;

    /** So many wrong tokens at once, and then one in each interval. Ours. */
    private static final int WRONG_TOKENS = 10;

    private static final Duration WRONG_TOKENS_APART = Duration.ofSeconds(1);

    /** The text format that every Prometheus reads. */
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger connections = new AtomicInteger();
    private final AccessToken token;
    private final long lifeMillis;
    private final Vertx vertx;
    private final HttpServer server;
    private volatile @Nullable Gate gate;

    private MetricsServer(int port, AccessToken token, RateLimit wrong, long lifeMillis) throws IOException {
        this.token = token;
        this.lifeMillis = lifeMillis;
        vertx = OwnVertx.make();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(HOST)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(false);
        server = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(this::answer);
        try {
            OwnVertx.await(server.listen());
        } catch (IOException refused) {
            vertx.close();
            throw refused;
        }
        gate = new Gate(Site.local(server.actualPort()), token, wrong);
    }

    /**
     * Opens it.
     *
     * @param port 0 for any that is free
     * @throws IOException where it cannot listen there
     */
    public static MetricsServer open(int port, AccessToken token) throws IOException {
        RateLimit wrong = new RateLimit(WRONG_TOKENS, WRONG_TOKENS_APART, System::nanoTime);
        return open(port, token, wrong, TimeUnit.SECONDS.toMillis(IDLE_SECONDS * 2));
    }

    /**
     * Opens it.
     *
     * @param wrong how often a wrong token may come
     * @param lifeMillis how long a connection may take for everything
     */
    static MetricsServer open(int port, AccessToken token, RateLimit wrong, long lifeMillis) throws IOException {
        return new MetricsServer(port, token, wrong, lifeMillis);
    }

    /** Whose meters are served. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The port on which it listens. */
    public int port() {
        return server.actualPort();
    }

    /** What those who ask must know. */
    public String token() {
        return token.text();
    }

    /** What to ask. */
    public String address() {
        return "http://" + HOST + ":" + port() + Gate.METRICS;
    }

    private void connected(HttpConnection connection) {
        if (connections.incrementAndGet() > MOST_CONNECTIONS) connection.close();
        long end = vertx.setTimer(lifeMillis, _ -> connection.close());
        connection.closeHandler(_ -> {
            connections.decrementAndGet();
            vertx.cancelTimer(end);
        });
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        SecurityHeaders.put(response, SecurityHeaders.NOTHING);
        response.putHeader("Connection", "close");
        // Whoever goes away in the midst of it is not worth a line.
        response.exceptionHandler(_ -> {});
        request.exceptionHandler(_ -> {});
        Gate guard = gate;
        int status = guard == null ? 503 : guard.status(asked(request));
        if (status != Gate.OK) {
            if (status == 401) response.putHeader("WWW-Authenticate", "Bearer");
            if (status == 429) response.putHeader("Retry-After", Long.toString(WRONG_TOKENS_APART.toSeconds()));
            if (status == 405) response.putHeader("Allow", "GET, HEAD");
            LOG.debug("a request for metrics was refused: {}", status);
            end(response.setStatusCode(status), Buffer.buffer());
            return;
        }
        vertx.executeBlocking(() -> registry.scrape(CONTENT_TYPE))
                .onSuccess(text -> end(response.putHeader("Content-Type", CONTENT_TYPE), Buffer.buffer(text)))
                .onFailure(broken -> {
                    LOG.warn("the metrics could not be collected", broken);
                    end(response.setStatusCode(500), Buffer.buffer());
                });
    }

    private static void end(HttpServerResponse response, Buffer body) {
        if (!response.closed() && !response.ended()) response.end(body);
    }

    private static Gate.Asked asked(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean body = request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
        boolean oneHost = request.headers().getAll("Host").size() == 1;
        return new Gate.Asked(
                request.method().name(),
                oneHost ? request.getHeader("Host") : null,
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                request.path(),
                body);
    }

    @Override
    public void close() {
        try {
            OwnVertx.await(vertx.close());
        } catch (IOException late) {
            LOG.info("the metrics server did not close in time", late);
        }
        registry.close();
    }
}
