// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: asks the {@link Guard}, finds the {@link Route}, and has done on workers what may take longer than
 * an event loop has time.
 *
 * <p>Threads: the event loop.
 */
final class FrontDesk {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);

    private static final Pattern FRAME_ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern AFTER = Pattern.compile("after=([0-9]{1,18})");

    /** So many files may be on their way at a time: each holds a thread. */
    static final int DOWNLOADS = 4;

    private final Context loop;
    private final Guard guard;
    private final Runs runs;
    private final Ui ui;
    private final Limits limits;
    private final Workers workers;
    private final Connections connections;
    private final EventHub hub;
    private final Builds builds;
    private final Map<String, Future<Served>> files = new HashMap<>();
    private int downloads;

    FrontDesk(Context loop, Guard guard, Runs runs, Ui ui, Limits limits, Workers workers, LongSupplier nanos) {
        this.loop = loop;
        this.guard = guard;
        this.runs = runs;
        this.ui = ui;
        this.limits = limits;
        this.workers = workers;
        connections = new Connections(loop.owner(), limits);
        hub = new EventHub(loop, connections, limits, guard.sessions());
        builds = new Builds(workers.pages(), runs, nanos);
    }

    Connections connections() {
        return connections;
    }

    /** Ends what would never end by itself. */
    void close() {
        hub.close();
    }

    /** What is no HTTP, or too much of it. */
    void answerInvalid(HttpServerRequest request) {
        if (!connections.begins(request.connection())) return;
        Throwable cause = request.decoderResult().cause();
        String name = cause == null ? "" : cause.getClass().getSimpleName();
        Exchange exchange = new Exchange(request, connections, limits);
        if (name.startsWith("TooLongHttpLine")) exchange.hangUp(414, "The path is too long.");
        else if (name.startsWith("TooLongHttpHeader")) exchange.hangUp(431, "The headers are too long.");
        else exchange.hangUp(400, "That is no HTTP request.");
    }

    void answer(HttpServerRequest request) {
        if (!connections.begins(request.connection())) return;
        Exchange exchange = new Exchange(request, connections, limits);
        try {
            receive(exchange);
        } catch (RuntimeException broken) {
            fail(exchange, broken);
        }
    }

    private void receive(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        Asked asked = new Asked(
                request.method().name(),
                request.uri(),
                name -> request.headers().getAll(name));
        switch (guard.judge(asked)) {
            case Guard.Verdict.Refusal(int status, String sentence) -> {
                LOG.debug("a request was refused: {}", status);
                if (status == 405) exchange.header("Allow", "GET, HEAD, POST");
                boolean body = !asked.reads() || asked.has("Content-Length") || asked.has("Transfer-Encoding");
                if (body) exchange.hangUp(status, sentence);
                else exchange.refuse(status, sentence);
            }
            case Guard.Verdict.Pass pass -> {
                if (pass.scope() != Scope.NONE && !connections.admits(request.connection()))
                    exchange.hangUp(503, "Too many connections are open.");
                else if (asked.reads()) route(exchange, asked, pass, Buffer.buffer());
                else {
                    connections.within(request.connection(), limits.body());
                    request.body().onSuccess(body -> {
                        connections.atLeisure(request.connection());
                        route(exchange, asked, pass, body);
                    });
                }
            }
        }
    }

    private void route(Exchange exchange, Asked asked, Guard.Verdict.Pass pass, Buffer body) {
        Route route = Route.of(asked.path());
        if (pass.scope() != Scope.NONE)
            exchange.header("X-Sextant-Scope", pass.scope() == Scope.ADMIN ? "admin" : "read");
        if (route instanceof Route.Nowhere) exchange.refuse(404, "There is nothing here.");
        else if (!route.takes(asked))
            exchange.header("Allow", route.methods())
                    .refuse(405, "Only %s is answered here.".formatted(route.methods()));
        else if (!pass.scope().covers(route.needs()))
            exchange.refuse(403, "This token only reads; to change something takes the other one.");
        else go(exchange, asked, pass, route, body);
    }

    private void go(Exchange exchange, Asked asked, Guard.Verdict.Pass pass, Route route, Buffer body) {
        switch (route) {
            case Route.Shell() -> file(exchange, "", ui.shell());
            case Route.StaticFile(String name) -> {
                Ui.Asset asset = ui.files().get(name);
                if (asset == null) exchange.refuse(404, "There is no such file.");
                else file(exchange, name, asset);
            }
            case Route.Login() -> login(exchange, pass);
            case Route.Logout() -> logout(exchange, pass);
            case Route.RunList() -> serve(exchange, builds.list());
            case Route.RunPage(String run) -> serve(exchange, builds.page(run));
            case Route.OneTrial(String run, long trial) -> call(exchange, () -> runs.trial(run, trial));
            case Route.Act(String run, Runs.Action action) -> {
                byte[] bytes = body.getBytes();
                call(exchange, () -> runs.act(run, action, JsonBody.read(bytes)))
                        .onComplete(_ -> builds.forget(run));
            }
            case Route.Events(String run) -> listen(exchange, asked, pass, run);
            case Route.Take(String run, Runs.Export export) -> take(exchange, run, export);
            case Route.Nowhere() -> exchange.refuse(404, "There is nothing here.");
        }
    }

    private void file(Exchange exchange, String name, Ui.Asset asset) {
        // A browser asks again each time and is told that nothing changed: a newer Sextant is seen at once.
        exchange.header("Cache-Control", "no-cache");
        // No file has the empty name: it stands for the shell.
        serve(exchange, files.computeIfAbsent(name, _ -> workers.calls().blocking(() -> Served.of(asset))));
    }

    private void serve(Exchange exchange, Future<Served> packing) {
        packing.onSuccess(served -> {
                    if (Served.takesGzip(exchange.request().getHeader("Accept-Encoding"))
                            || served.isKnown(exchange.request().getHeader("If-None-Match"))) exchange.serve(served);
                    else
                        workers.calls()
                                .blocking(served::plain)
                                .onSuccess(plain -> exchange.serve(served, plain))
                                .onFailure(broken -> fail(exchange, broken));
                })
                .onFailure(broken -> fail(exchange, broken));
    }

    private Future<? extends JsonNode> call(Exchange exchange, Callable<? extends JsonNode> call) {
        Future<JsonNode> answer = workers.calls().blocking(call::call);
        return answer.onSuccess(node -> exchange.json(200, node)).onFailure(broken -> fail(exchange, broken));
    }

    private void login(Exchange exchange, Guard.Verdict.Pass pass) {
        if (!pass.bearer()) {
            exchange.refuse(401, "To log in takes a token.");
            return;
        }
        String id = guard.sessions().open(pass.scope());
        cookie(exchange, id, "");
        String scope = pass.scope() == Scope.ADMIN ? "admin" : "read";
        exchange.json(200, JsonNodeFactory.instance.objectNode().put("scope", scope));
    }

    private void logout(Exchange exchange, Guard.Verdict.Pass pass) {
        Sessions.Session session = pass.session();
        if (session != null) {
            guard.sessions().close(session);
            hub.leave(session);
        }
        cookie(exchange, "", "; Max-Age=0");
        exchange.json(200, JsonNodeFactory.instance.objectNode());
    }

    private void cookie(Exchange exchange, String value, String more) {
        String host = String.valueOf(exchange.request().getHeader("Host"));
        String secure = guard.site().isOrigin("https://" + host) ? "; Secure" : "";
        exchange.header(
                "Set-Cookie", guard.cookie() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + secure + more);
    }

    private void listen(Exchange exchange, Asked asked, Guard.Verdict.Pass pass, String run) {
        String full = hub.full(pass.session());
        if (full != null) {
            exchange.refuse(pass.session() == null ? 503 : 429, full);
            return;
        }
        Long after = after(asked);
        if (after == null) {
            exchange.refuse(400, "Last-Event-ID must be the id of an event.");
            return;
        }
        workers.calls()
                .blocking(() -> runs.feed(run))
                .onSuccess(feed -> {
                    if (exchange.isOver()) return;
                    if (asked.method().equals("HEAD")) {
                        exchange.header("Content-Type", "text/event-stream");
                        exchange.finish(exchange.response().end());
                    } else hub.join(feed, exchange, pass.session(), after);
                })
                .onFailure(broken -> fail(exchange, broken));
    }

    /** Where a client wants to go on: what its browser remembers, else what its page knows. Null if it is no id. */
    private static @Nullable Long after(Asked asked) {
        String last = asked.one("Last-Event-ID");
        if (last != null) return FRAME_ID.matcher(last).matches() ? Long.valueOf(last) : null;
        String target = asked.target();
        int query = target.indexOf('?');
        if (query < 0) return -1L;
        var written = AFTER.matcher(target.substring(query + 1));
        return written.matches() ? Long.valueOf(written.group(1)) : null;
    }

    private void take(Exchange exchange, String run, Runs.Export export) {
        if (downloads >= DOWNLOADS) {
            exchange.refuse(503, "%d files are being taken already, as many as may.".formatted(DOWNLOADS));
            return;
        }
        downloads++;
        exchange.header("Content-Disposition", "attachment; filename=\"" + run + "-" + export.file() + "\"");
        boolean head = exchange.request().method().name().equals("HEAD");
        Callable<Boolean> writing = () -> {
            if (head) return runs.feed(run) != null;
            exchange.response().putHeader("Content-Type", export.type()).setChunked(true);
            Download download = new Download(loop, exchange.response(), limits.stall());
            BufferedWriter out = new BufferedWriter(new OutputStreamWriter(download, StandardCharsets.UTF_8));
            runs.export(run, export, out);
            out.close();
            return true;
        };
        workers.files().blocking(writing).onComplete(done -> {
            downloads--;
            if (exchange.isOver()) return;
            if (done.succeeded()) {
                if (!exchange.response().headWritten()) exchange.header("Content-Type", export.type());
                exchange.finish(exchange.response().end());
            } else if (!exchange.response().headWritten()) {
                exchange.response().setChunked(false).headers().remove("Content-Disposition");
                fail(exchange, done.cause());
            } else {
                LOG.info("a file was not taken whole", done.cause());
                // Without its end, so that the client sees that it is not whole.
                exchange.request().connection().close();
            }
        });
    }

    private static void fail(Exchange exchange, Throwable broken) {
        if (broken instanceof RefusedRequestException refused) {
            exchange.refuse(refused.status(), String.valueOf(refused.getMessage()));
            return;
        }
        if (broken instanceof RejectedExecutionException) {
            exchange.refuse(503, "The server is closing.");
            return;
        }
        LOG.warn("a request could not be answered", broken);
        exchange.refuse(500, "This could not be answered; the log of the server says why.");
    }
}
