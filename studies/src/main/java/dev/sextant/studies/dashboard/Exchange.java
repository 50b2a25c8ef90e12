// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request and the answer to it. An answer goes out in pieces, the next when the client has taken the one before;
 * who takes nothing for too long is cut off.
 *
 * <p>Threads: the event loop.
 */
final class Exchange {
    private static final int PIECE = 64 << 10;

    /** So long what a client still sends is thrown away, so that it can read why it was refused. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private static final String JSON = "application/json";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Connections connections;
    private final Limits limits;

    Exchange(HttpServerRequest request, Connections connections, Limits limits) {
        this.request = request;
        this.response = request.response();
        this.connections = connections;
        this.limits = limits;
        SecurityHeaders.put(response, SecurityHeaders.PAGE);
        // Whoever goes away in the midst of it is not worth a line.
        request.exceptionHandler(_ -> {});
        response.exceptionHandler(_ -> {});
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    Exchange header(String name, String value) {
        response.putHeader(name, value);
        return this;
    }

    /** Whether nobody waits for an answer any more. */
    boolean isOver() {
        return response.closed() || response.ended();
    }

    /** Says why there is no other answer. */
    void refuse(int status, String sentence) {
        if (isOver()) return;
        if (status == 401) header("WWW-Authenticate", "Bearer");
        if (status == 429 || status == 503) header("Retry-After", "1");
        json(status, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    /** Refuses, and the connection with it: what else comes on it is not read. */
    void hangUp(int status, String sentence) {
        header("Connection", "close");
        refuse(status, sentence);
        connections.hangUp(request.connection(), LINGER);
    }

    void json(int status, JsonNode answer) {
        response.setStatusCode(status);
        send(JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What was packed for all, unless the client has it already. */
    void serve(Served served) {
        if (isOver()) return;
        header("ETag", served.tag()).header("Vary", "Accept-Encoding");
        if (served.isKnown(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304);
            finish(response.end());
            return;
        }
        header("Content-Encoding", "gzip");
        send(served.type(), served.gzip());
    }

    /** The same, unpacked. */
    void serve(Served served, byte[] plain) {
        if (isOver()) return;
        header("ETag", served.tag()).header("Vary", "Accept-Encoding");
        send(served.type(), plain);
    }

    private void send(String type, byte[] bytes) {
        if (isOver()) return;
        header("Content-Type", type).header("Content-Length", Integer.toString(bytes.length));
        if (request.method().name().equals("HEAD")) finish(response.end());
        else piece(bytes, 0);
    }

    private void piece(byte[] bytes, int from) {
        int at = from;
        while (!isOver()) {
            int length = Math.min(PIECE, bytes.length - at);
            Buffer piece = Buffer.buffer(length).appendBytes(bytes, at, length);
            at += length;
            if (at == bytes.length) {
                finish(response.end(piece));
                return;
            }
            response.write(piece);
            if (response.writeQueueFull()) {
                int next = at;
                connections.within(request.connection(), limits.stall());
                response.drainHandler(_ -> {
                    connections.atLeisure(request.connection());
                    piece(bytes, next);
                });
                return;
            }
        }
    }

    /** The last of it is on its way. */
    void finish(Future<Void> end) {
        connections.within(request.connection(), limits.stall());
        end.onComplete(_ -> connections.waits(request.connection()));
    }
}
