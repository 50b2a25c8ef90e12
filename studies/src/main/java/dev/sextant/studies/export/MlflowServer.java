// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of an MLflow server (2.0, which all its versions have), one request after another. What may pass (too
 * many requests, an error of the server's, a lost connection, silence) is tried again, each time after twice as long;
 * what will not is told in words at once. No redirect is followed: whoever is redirected to gets no token.
 *
 * <p>Threads: one.
 */
final class MlflowServer implements AutoCloseable {
    /**
     * How patient it is.
     *
     * @param answer how long a server may take to answer
     * @param tries how often a request is sent at most
     * @param pause before the second try; doubled for each further one
     */
    record Patience(Duration answer, int tries, Duration pause) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(30), 5, Duration.ofMillis(500));
    }

    /** What the server answered; {@code code} is empty where all went well. */
    record Answer(String code, String message, JsonNode body) {
        boolean well() {
            return code.isEmpty();
        }
    }

    /** Whether what a lost request was to make is there all the same; null where it is not. */
    @FunctionalInterface
    interface Made {
        @Nullable
        JsonNode look() throws ExportException, InterruptedException;
    }

    private static final String API = "/api/2.0/mlflow/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A page of a thousand runs has some megabytes. */
    private static final long LARGEST_ANSWER = 64L << 20;

    private static final int SHOWN = 300;

    private final MlflowAddress address;
    private final Patience patience;
    private final HttpClient client;
    private boolean answered;

    MlflowServer(MlflowAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Reads; a refusal of the API's own is an answer. */
    Answer get(String path) throws ExportException, InterruptedException {
        return send(request(path).GET().build(), null);
    }

    /** Writes what may be written twice. */
    JsonNode post(String path, ObjectNode body) throws ExportException, InterruptedException {
        return well(path, ask(path, body, null));
    }

    /** Makes something: before it is tried again, {@code made} is asked whether the lost try came through. */
    JsonNode make(String path, ObjectNode body, Made made) throws ExportException, InterruptedException {
        return well(path, ask(path, body, made));
    }

    /** Makes something whose name can be there once only; a refusal of the API's own is an answer. */
    Answer ask(String path, ObjectNode body, @Nullable Made made) throws ExportException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                made);
    }

    private JsonNode well(String path, Answer answer) throws ExportException {
        if (answer.well()) return answer.body();
        throw new ExportException(
                "the MLflow server at " + address + " refuses " + path + ": " + answer.code()
                        + (answer.message().isEmpty() ? "" : ": " + answer.message()),
                "What was sent before stays; the same command goes on from there.");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + API + path))
                .timeout(patience.answer())
                .header("Accept", "application/json");
        if (address.authorization() != null) request.header("Authorization", address.authorization());
        return request;
    }

    private Answer send(HttpRequest request, @Nullable Made made) throws ExportException, InterruptedException {
        Duration pause = patience.pause();
        for (int attempt = 1; ; attempt++) {
            String trouble;
            Duration wait = pause;
            try {
                HttpResponse<byte[]> response = client.send(
                        request,
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
                int status = response.statusCode();
                if (status != 429 && status < 500) return answer(response);
                trouble = "answers " + status + refusal(response);
                wait = asked(response).orElse(pause);
            } catch (HttpTimeoutException e) {
                trouble = e instanceof HttpConnectTimeoutException
                        ? "does not answer"
                        : "does not answer within " + patience.answer().toMillis() / 1000.0 + " s";
            } catch (SSLException e) {
                throw new ExportException(
                        "no secure connection to " + address + ": " + e.getMessage(),
                        "Its certificate must be one that Java trusts; see the JVM's javax.net.ssl.trustStore.");
            } catch (IOException e) {
                if (e instanceof ConnectException && !answered)
                    throw new ExportException(
                            "there is no server at " + address + ": "
                                    + (e.getMessage() == null ? "the connection was refused" : e.getMessage()),
                            "Start one (mlflow server), or name another with --url.");
                trouble = "broke the connection" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
            }
            if (attempt == patience.tries())
                throw new ExportException(
                        "the MLflow server at " + address + " " + trouble + ", " + attempt + " times in a row",
                        "What was sent before stays; the same command goes on from there.");
            Thread.sleep(wait);
            pause = pause.multipliedBy(2);
            JsonNode there = made == null ? null : made.look();
            if (there != null) return new Answer("", "", there);
        }
    }

    /** What the server asks for in its Retry-After, in seconds, within reason. */
    private static Optional<Duration> asked(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Integer.parseInt(value)))
                .map(wait -> wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
    }

    private Answer answer(HttpResponse<byte[]> response) throws ExportException {
        int status = response.statusCode();
        if (status == 401 || status == 403)
            throw new ExportException(
                    "the MLflow server at " + address + " answers " + status + ": "
                            + (address.authorization() == null
                                    ? "it wants to know who you are"
                                    : "what the environment holds does not open it")
                            + refusal(response),
                    "Put a token into MLFLOW_TRACKING_TOKEN, or a name and a password into MLFLOW_TRACKING_USERNAME"
                            + " and MLFLOW_TRACKING_PASSWORD.");
        if (300 <= status && status < 400)
            throw new ExportException(
                    "the server at " + address + " sends one elsewhere (" + status + ")",
                    "Name that with --url: "
                            + response.headers().firstValue("Location").orElse("it does not say where"));
        JsonNode body = json(response);
        if (body == null)
            throw new ExportException(
                    "what answers at " + address + " is no MLflow server: it answers " + status + " with "
                            + response.headers().firstValue("Content-Type").orElse("something")
                            + ", and no JSON",
                    "--url is the address that a browser shows MLflow at, up to the #.");
        answered = true;
        if (status == 200) return new Answer("", "", body);
        return new Answer(
                body.path("error_code").asText("error " + status),
                cut(body.path("message").asText("")),
                body);
    }

    private static String refusal(HttpResponse<byte[]> response) {
        JsonNode body = json(response);
        String message = body == null ? "" : body.path("message").asText("");
        return message.isEmpty() ? "" : " (" + cut(message) + ")";
    }

    private static @Nullable JsonNode json(HttpResponse<byte[]> response) {
        try {
            JsonNode body = JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
            return body.isObject() ? body : null;
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
