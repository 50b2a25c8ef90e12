// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of an MLflow server as an export asks for, with its limits on names, lengths and batches, in memory; and what
 * goes wrong when it is told to.
 */
public final class MlflowOnPaper implements AutoCloseable {
    /** What becomes of one request; null lets it pass. */
    @FunctionalInterface
    public interface Mishap {
        @Nullable
        Reply at(int request, String path);
    }

    /**
     * An answer that is not MLflow's own.
     *
     * @param status 0 hangs up without one
     * @param done whether the request is carried out all the same
     */
    public record Reply(int status, String type, String body, boolean done) {
        static Reply of(int status) {
            return new Reply(status, "application/json", "{}", false);
        }
    }

    /** A run there. */
    public record Run(
            String id, ObjectNode info, Map<String, String> tags, Map<String, String> params, List<JsonNode> metrics) {
        String tag(String key) {
            return tags.getOrDefault(key, "");
        }

        boolean active() {
            return info.get("lifecycle_stage").textValue().equals("active");
        }
    }

    private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]{1,250}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TERM = Pattern.compile("tags\\.([\\w.]+) = '([^']*)'");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> experiments = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private int page = Integer.MAX_VALUE;
    private Mishap mishap = (_, _) -> null;

    public MlflowOnPaper() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    MlflowOnPaper with(Mishap one) {
        mishap = one;
        return this;
    }

    /** So many runs are found at a time. */
    MlflowOnPaper paged(int most) {
        page = most;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those that were not deleted, in the order in which they were made. */
    List<Run> active() {
        return runs.values().stream().filter(Run::active).toList();
    }

    Run run(String trial) {
        List<Run> found = active().stream()
                .filter(one -> one.tag("sextant.trial").equals(trial))
                .toList();
        if (found.size() != 1) throw new AssertionError(found.size() + " runs for " + trial);
        return found.getFirst();
    }

    void delete(String experiment) {
        ObjectNode there = experiments.get(experiment);
        if (there != null) there.put("lifecycle_stage", "deleted");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
        requests.add(path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reply reply = mishap.at(requests.size(), path);
        ObjectNode answer = JSON.createObjectNode();
        int status = 200;
        if (reply == null || reply.done())
            synchronized (runs) {
                try {
                    if (body.length > 1_000_000) throw new Refused("INVALID_PARAMETER_VALUE", "too large");
                    answer(path, exchange, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body), answer);
                } catch (Refused refused) {
                    status = refused.code.equals("RESOURCE_DOES_NOT_EXIST") ? 404 : 400;
                    answer.put("error_code", refused.code).put("message", String.valueOf(refused.getMessage()));
                }
            }
        if (reply != null && reply.status() == 0) {
            exchange.close();
            return;
        }
        byte[] text = (reply == null ? answer.toString() : reply.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", reply == null ? "application/json" : reply.type());
        if (reply != null && reply.status() / 100 == 3)
            exchange.getResponseHeaders().add("Location", "http://elsewhere/");
        exchange.sendResponseHeaders(reply == null ? status : reply.status(), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    private static void require(boolean kept, String message) {
        if (!kept) throw new Refused("INVALID_PARAMETER_VALUE", message);
    }

    private void answer(String path, HttpExchange exchange, JsonNode asked, ObjectNode answer) {
        switch (path) {
            case "experiments/get-by-name" -> {
                String query = exchange.getRequestURI().getRawQuery();
                String name = URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
                ObjectNode there = experiments.get(name);
                if (there == null) throw new Refused("RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
                answer.set("experiment", there);
            }
            case "experiments/create" -> {
                String name = asked.get("name").textValue();
                if (experiments.containsKey(name)) throw new Refused("RESOURCE_ALREADY_EXISTS", name);
                String id = Integer.toString(experiments.size() + 1);
                experiments.put(
                        name, JSON.createObjectNode().put("experiment_id", id).put("lifecycle_stage", "active"));
                answer.put("experiment_id", id);
            }
            case "runs/create" -> {
                String id = "r" + runs.size();
                ObjectNode info = JSON.createObjectNode().put("run_id", id).put("status", "RUNNING");
                info.put("lifecycle_stage", "active")
                        .put("run_name", asked.get("run_name").textValue());
                info.set("experiment_id", asked.get("experiment_id"));
                info.put("start_time", asked.get("start_time").longValue());
                Run run = new Run(id, info, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
                runs.put(id, run);
                for (JsonNode tag : asked.get("tags")) tag(run, tag);
                answer.set("run", shown(run));
            }
            case "runs/search" -> search(asked, answer);
            case "runs/delete" -> of(asked).info().put("lifecycle_stage", "deleted");
            case "runs/set-tag" -> tag(of(asked), asked);
            case "runs/update" -> {
                of(asked).info().put("status", asked.get("status").textValue());
                if (asked.has("end_time"))
                    of(asked).info().put("end_time", asked.get("end_time").longValue());
            }
            case "runs/log-batch" -> log(of(asked), asked);
            default -> throw new Refused("ENDPOINT_NOT_FOUND", path);
        }
    }

    private Run of(JsonNode asked) {
        Run run = runs.get(asked.path("run_id").asText());
        if (run == null || !run.active())
            throw new Refused("RESOURCE_DOES_NOT_EXIST", "no run " + asked.path("run_id"));
        return run;
    }

    private void search(JsonNode asked, ObjectNode answer) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Matcher terms = TERM.matcher(asked.get("filter").textValue());
        while (terms.find()) wanted.put(terms.group(1), terms.group(2));
        List<Run> found = active().stream()
                .filter(run -> run.info().get("experiment_id").equals(asked.at("/experiment_ids/0")))
                .filter(run -> wanted.entrySet().stream()
                        .allMatch(one -> run.tag(one.getKey()).equals(one.getValue())))
                .toList();
        int from = Integer.parseInt(asked.path("page_token").asText("0"));
        int most = Math.min(page, asked.get("max_results").intValue());
        ArrayNode shown = answer.putArray("runs");
        for (Run run : found.subList(from, Math.min(found.size(), from + most))) shown.add(shown(run));
        if (from + most < found.size()) answer.put("next_page_token", Integer.toString(from + most));
    }

    private static ObjectNode shown(Run run) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.set("info", run.info());
        ArrayNode tags = shown.putObject("data").putArray("tags");
        run.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return shown;
    }

    private static String key(JsonNode entry) {
        String key = entry.get("key").textValue();
        require(KEY.matcher(key).matches() && !key.contains("//") && !key.startsWith("/"), "bad name " + key);
        return key;
    }

    private static void tag(Run run, JsonNode tag) {
        require(tag.get("value").textValue().length() <= 5000, "a tag's value is too long");
        run.tags().put(key(tag), tag.get("value").textValue());
    }

    private static void log(Run run, JsonNode asked) {
        JsonNode metrics = asked.path("metrics");
        JsonNode params = asked.path("params");
        JsonNode tags = asked.path("tags");
        require(metrics.size() <= 1000 && params.size() <= 100 && tags.size() <= 100, "too many of one kind");
        require(metrics.size() + params.size() + tags.size() <= 1000, "too many together");
        for (JsonNode tag : tags) tag(run, tag);
        for (JsonNode param : params) {
            require(param.get("value").textValue().length() <= 500, "a parameter's value is too long");
            String before =
                    run.params().putIfAbsent(key(param), param.get("value").textValue());
            require(before == null || before.equals(param.get("value").textValue()), "a parameter cannot be changed");
        }
        for (JsonNode metric : metrics) {
            key(metric);
            require(metric.get("value").isNumber() && metric.get("timestamp").longValue() > 0, "bad metric " + metric);
            require(metric.get("step").isIntegralNumber(), "bad step " + metric);
            run.metrics().add(metric);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
