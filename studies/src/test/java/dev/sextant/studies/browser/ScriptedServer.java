// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Says what a test tells it to say, at the addresses of the dashboard, and serves the front end that is shipped under
 * the policy that is shipped. For what a real server does seldom: it refuses, it breaks off, it is slow, it is hostile.
 */
final class ScriptedServer implements AutoCloseable {
    private static final String PAGE = "/dev/sextant/studies/page/";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /** What a page told it to do. */
    record Told(
            String path,
            String body,
            @Nullable String csrf,
            @Nullable String authorization) {}

    private record Answer(int status, String json) {}

    /** Somebody who listens. */
    private record Stream(OutputStream out, CountDownLatch end) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final List<String> resumed = new CopyOnWriteArrayList<>();
    private long next = 1;

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Without the slash at its end. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ScriptedServer answer(String path, String json) {
        return answer(path, 200, json);
    }

    /** From now on; "GET /api/runs", "POST /api/login" … */
    ScriptedServer answer(String path, int status, String json) {
        answers.put(path, new Answer(status, json));
        return this;
    }

    /** Everything it was told to do, in order. */
    List<Told> told() {
        return told;
    }

    /** The ids after which streams were taken up again. */
    List<String> resumed() {
        return resumed;
    }

    int streams() {
        return streams.size();
    }

    /** To all who listen. */
    synchronized void event(String name, String json) {
        byte[] bytes = "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(next++, name, json.replace("\n", ""))
                .getBytes(StandardCharsets.UTF_8);
        for (Stream stream : List.copyOf(streams))
            try {
                stream.out().write(bytes);
                stream.out().flush();
            } catch (IOException e) {
                streams.remove(stream);
                stream.end().countDown();
            }
    }

    /** As when a cable is pulled. */
    void breakStreams() {
        for (Stream stream : List.copyOf(streams)) {
            streams.remove(stream);
            stream.end().countDown();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/ui/")) file(exchange, path.substring("/ui/".length()));
            else if (!path.startsWith("/api/")) file(exchange, "live.html");
            else if (path.endsWith("/events")) listen(exchange);
            else api(exchange, path);
        }
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        String resource = name.equals("echarts.min.js") ? PAGE + "echarts/echarts.min.js" : PAGE + "ui/" + name;
        try (InputStream in = ScriptedServer.class.getResourceAsStream(resource)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            String type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
            send(exchange, in == null ? 404 : 200, type, bytes);
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        String asked = exchange.getRequestMethod() + " " + path;
        if (!exchange.getRequestMethod().equals("GET"))
            told.add(new Told(
                    path,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("X-Sextant-CSRF"),
                    exchange.getRequestHeaders().getFirst("Authorization")));
        Answer found = answers.get(asked);
        Answer answer = found == null ? new Answer(404, "{\"error\": \"Nothing is there.\"}") : found;
        send(exchange, answer.status(), "application/json", answer.json().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }

    private void listen(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        if (last != null) resumed.add(last);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("retry: 100\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        Stream stream = new Stream(out, new CountDownLatch(1));
        streams.add(stream);
        try {
            stream.end().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        breakStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
