// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server over {@link InMemoryRuns}, and raw sockets to it. */
final class OpenDashboard implements AutoCloseable {
    static final Ui UI = new Ui(
            asset("<!doctype html><title>shell</title>", "text/html; charset=utf-8"),
            Map.of(
                    "report.js", asset("export const a = 1;".repeat(50), "text/javascript; charset=utf-8"),
                    "page.css", asset("p {}", "text/css; charset=utf-8")));

    private static final Pattern COOKIE = Pattern.compile("Set-Cookie: ([^;]+);");

    final InMemoryRuns runs = new InMemoryRuns();
    final AccessToken admin = AccessToken.random();
    final AccessToken reader = AccessToken.random();
    final DashboardServer server;

    OpenDashboard(Limits limits, RateLimit wrong) throws IOException {
        server = DashboardServer.open(DashboardServer.Options.local(0), admin, reader, runs, UI, wrong, limits);
    }

    OpenDashboard() throws IOException {
        this(Limits.DEFAULT, new RateLimit(5, Duration.ofHours(1), System::nanoTime));
    }

    private static Ui.Asset asset(String text, String type) {
        return new Ui.Asset(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** What came back on one connection; bytes are Latin-1 characters. */
    record Answer(String text) {
        /** 0 where nothing came. */
        int status() {
            return text.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        String head() {
            return text.split("\r\n\r\n", 2)[0];
        }

        String body() {
            String[] parts = text.split("\r\n\r\n", 2);
            return parts.length < 2 ? "" : parts[1];
        }

        /** Null if it was not sent. */
        @Nullable
        String header(String name) {
            return head().lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        String cookie() {
            Matcher matcher = COOKIE.matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** Sends it and reads one answer: to its end by length or chunks, or to that of the connection. */
    Answer send(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (SocketException refused) {
                // It was told to go before it had said everything; the answer may be there all the same.
            }
            return read(socket.getInputStream(), new String(bytes, StandardCharsets.ISO_8859_1).startsWith("HEAD "));
        }
    }

    static Answer read(InputStream in, boolean headOnly) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                got.write(buffer, 0, n);
                Answer answer = new Answer(got.toString(StandardCharsets.ISO_8859_1));
                if (answer.text().contains("\r\n\r\n") && (headOnly || isWhole(answer))) return answer;
            }
        } catch (SocketException reset) {
            // what came before counts
        }
        return new Answer(got.toString(StandardCharsets.ISO_8859_1));
    }

    private static boolean isWhole(Answer answer) {
        String length = answer.header("Content-Length");
        if (length != null) return answer.body().length() >= Integer.parseInt(length);
        if (answer.header("Transfer-Encoding") != null)
            return answer.body().endsWith("\r\n0\r\n\r\n") || answer.body().equals("0\r\n\r\n");
        return answer.status() == 304;
    }

    Answer send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String host() {
        return "localhost:" + server.port();
    }

    String origin() {
        return "http://" + host();
    }

    String bearer() {
        return "Authorization: Bearer " + admin.text();
    }

    /** @param headers "name: value" */
    Answer get(String target, String... headers) throws IOException {
        return request("GET", target, "", headers);
    }

    /** A body goes with its length; Host is ours. */
    Answer request(String method, String target, String body, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n");
        for (String header : List.of(headers)) text.append(header).append("\r\n");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (!body.isEmpty())
            text.append("Content-Length: ").append(bytes.length).append("\r\n");
        text.append("\r\n");
        return send(text + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As the page does it. */
    Answer post(String target, String body, String... headers) throws IOException {
        List<String> all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("X-Sextant-CSRF: 1", "Content-Type: application/json", "Origin: " + origin()));
        return request("POST", target, body, all.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.close();
    }
}
