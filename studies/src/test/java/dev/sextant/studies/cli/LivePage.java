// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that holds a server's token, as a page's script does. */
final class LivePage implements AutoCloseable {
    private static final Pattern ADDRESS =
            Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/(?:run/([A-Za-z0-9_-]+))?#token=([0-9a-f]{64})");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An event of a stream. */
    record Event(String name, JsonNode data) {}

    /** What somebody listens to, as it comes. */
    record Events(List<Event> heard, InputStream stream) implements AutoCloseable {
        /** Waits for an event of this name that is as it should be. */
        JsonNode await(String name, Predicate<JsonNode> wanted) throws InterruptedException {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(10))
                for (Event event : heard)
                    if (event.name().equals(name) && wanted.test(event.data())) return event.data();
            throw new AssertionError("no such " + name + " in " + heard);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;
    private final String run;

    private LivePage(String base, String token, String run) {
        this.base = base;
        this.token = token;
        this.run = run;
    }

    /** @param err what the server has said so far */
    static LivePage of(Supplier<String> err) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(10)) {
            Matcher said = ADDRESS.matcher(err.get());
            if (said.find()) return new LivePage(said.group(1), said.group(3), String.valueOf(said.group(2)));
        }
        throw new AssertionError("no address in\n" + err.get());
    }

    String token() {
        return token;
    }

    /** The run that the address is of. */
    String run() {
        return run;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("X-Sextant-CSRF", "1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Does it, which must be possible; what is said. */
    String done(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, body);
        assertEquals(true, answer.statusCode() / 100 == 2, answer.statusCode() + " " + answer.body());
        return JSON.readTree(answer.body()).path("message").asText();
    }

    /** Is refused with this status; why. */
    String refused(int status, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).path("error").asText();
    }

    /** The run of this directory in the list. */
    JsonNode listed(String directory) throws IOException, InterruptedException {
        for (JsonNode one : json("/api/runs"))
            if (one.get("directory").textValue().equals(directory)) return one;
        return JSON.createObjectNode().put("state", "not in the list");
    }

    /** Waits until the run of this directory stands so. */
    JsonNode await(String directory, String state) throws IOException, InterruptedException {
        JsonNode last = listed(directory);
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                System.nanoTime() < end && !last.get("state").textValue().equals(state);
                Thread.sleep(50)) last = listed(directory);
        assertEquals(state, last.get("state").textValue(), last.toString());
        return last;
    }

    /** Listens on a thread of its own until this is closed or the server ends it. */
    Events listen(String run) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                request("/api/runs/" + run + "/events").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        List<Event> heard = new CopyOnWriteArrayList<>();
        Thread.ofVirtual().start(() -> hear(answer.body(), heard));
        return new Events(heard, answer.body());
    }

    private static void hear(InputStream stream, List<Event> heard) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) name = line.substring("event: ".length());
                if (line.startsWith("data: "))
                    heard.add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
            }
        } catch (IOException ended) {
            // Whoever listened or spoke has gone.
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
