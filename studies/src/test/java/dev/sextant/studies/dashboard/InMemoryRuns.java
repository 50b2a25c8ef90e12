// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One run, "a", with ten trials; there is nothing behind it. */
final class InMemoryRuns implements Runs {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Feed feed = new Feed(100);
    final List<String> acts = new CopyOnWriteArrayList<>();
    final AtomicInteger built = new AtomicInteger();
    final AtomicInteger building = new AtomicInteger();
    final AtomicInteger exportedRows = new AtomicInteger();

    /** How many rows trials.csv has. */
    volatile int rows = 3;

    /** A page is ready when this opens. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    private static void known(String run) throws RefusedRequestException {
        if (!run.equals("a")) throw new RefusedRequestException(404, "There is no run \"%s\".".formatted(run));
    }

    @Override
    public ArrayNode list() {
        ArrayNode list = JSON.arrayNode();
        list.addObject()
                .put("id", "a")
                .put("study", "<script>alert(1)</script>")
                .put("state", "running");
        return list;
    }

    @Override
    public JsonNode page(String run) throws RefusedRequestException {
        known(run);
        built.incrementAndGet();
        building.incrementAndGet();
        try {
            if (!gate.await(5, TimeUnit.SECONDS)) throw new IllegalStateException("the gate stayed shut");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            building.decrementAndGet();
        }
        return JSON.objectNode()
                .put("format", 1)
                .put("study", "</script><script>")
                .put("state", "running");
    }

    @Override
    public JsonNode trial(String run, long trial) throws RefusedRequestException {
        known(run);
        if (trial >= 10) throw new RefusedRequestException(404, "There is no trial %d.".formatted(trial));
        if (trial == 9) throw new IllegalStateException("a secret of the house");
        return JSON.objectNode().put("run", run).put("number", trial);
    }

    @Override
    public ObjectNode act(String run, Action action, ObjectNode body) throws RefusedRequestException {
        known(run);
        if (body.has("no")) throw new RefusedRequestException(409, "Not now.");
        acts.add(action + " " + body);
        return JSON.objectNode().put("did", action.name());
    }

    @Override
    public void export(String run, Export export, Writer out) throws RefusedRequestException, IOException {
        known(run);
        if (export == Export.REPORT_MD) throw new RefusedRequestException(409, "There is no report yet.");
        if (export == Export.REPORT_JSON) {
            out.write("{".repeat(100_000));
            throw new IOException("the disk is gone");
        }
        for (int row = 0; row < rows; row++) {
            out.write("%d,0.5,üß\n".formatted(row));
            exportedRows.incrementAndGet();
        }
    }

    @Override
    public Feed feed(String run) throws RefusedRequestException {
        known(run);
        return feed;
    }
}
