// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The data of runs' pages, made once for all who ask: at most one at a time for each run, and kept until something
 * other than a frame happens in the run or five times as long as it took to make, so that making them takes a sixth of
 * a thread at most however often they are asked for.
 *
 * <p>Data that are older than the newest frame are as good as new ones: they say up to which frame they know everything
 * ({@code "frame"}), and who listens from there misses nothing.
 *
 * <p>Memory: {@value #KEPT} answers, compressed, of {@value #KEPT_BYTES} bytes together. Threads: the event loop;
 * answers are made on workers.
 */
final class Builds {
    private static final int KEPT = 16;
    private static final long KEPT_BYTES = 64L << 20;

    private static final int TIMES = 5;
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private static final String JSON = "application/json";
    private static final ObjectMapper WRITER = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /**
     * One that is kept.
     *
     * @param frame the newest frame before it was begun
     * @param nanos when it was ready
     */
    private record Kept(Served served, long frame, long nanos, long took) {}

    private final Workers.Pool workers;
    private final Runs runs;
    private final LongSupplier nanos;
    private final Map<String, Future<Kept>> underWay = new HashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    Builds(Workers.Pool workers, Runs runs, LongSupplier nanos) {
        this.workers = workers;
        this.runs = runs;
        this.nanos = nanos;
    }

    /** The list of the runs. */
    Future<Served> list() {
        // No run has this id.
        return of("", have -> {
            if (have != null && isFresh(have, have.frame())) return have;
            return made(0, -1, runs::list);
        });
    }

    /** A run's page. */
    Future<Served> page(String run) {
        return of(run, have -> {
            Feed feed = runs.feed(run);
            if (have != null && isFresh(have, feed.turned())) return have;
            long frame = feed.last();
            return made(frame, frame, () -> runs.page(run));
        });
    }

    /** Something was done to the run: what is there or being made says nothing of it. */
    void forget(String run) {
        for (String key : new String[] {run, ""}) {
            underWay.remove(key);
            kept.remove(key);
        }
    }

    private interface Making {
        Kept make(@Nullable Kept have) throws Exception;
    }

    private Future<Served> of(String key, Making making) {
        Future<Kept> same = underWay.get(key);
        if (same == null) {
            Kept have = kept.get(key);
            Future<Kept> mine = workers.blocking(() -> making.make(have));
            underWay.put(key, mine);
            mine.onComplete(made -> {
                // Whoever was forgotten meanwhile is not kept.
                if (underWay.remove(key, mine) && made.succeeded()) keep(key, made.result());
            });
            same = mine;
        }
        return same.map(Kept::served);
    }

    private void keep(String key, Kept made) {
        kept.put(key, made);
        long bytes = 0;
        for (Kept each : kept.values()) bytes += each.served().gzip().length;
        var oldest = kept.values().iterator();
        while (oldest.hasNext() && (kept.size() > KEPT || bytes > KEPT_BYTES)) {
            bytes -= oldest.next().served().gzip().length;
            oldest.remove();
        }
    }

    private boolean isFresh(Kept have, long turned) {
        long good = Math.clamp(TIMES * have.took(), SHORTEST_NANOS, LONGEST_NANOS);
        return turned <= have.frame() && nanos.getAsLong() - have.nanos() < good;
    }

    /** @param told the frame that the answer names; below 0 for none */
    private Kept made(long frame, long told, Callable<? extends JsonNode> making) throws Exception {
        long begun = nanos.getAsLong();
        JsonNode node = making.call();
        JsonNode answer = node;
        if (told >= 0 && node instanceof ObjectNode object) {
            ObjectNode copy = WRITER.createObjectNode();
            copy.setAll(object);
            answer = copy.put("frame", told);
        }
        JsonNode whole = answer;
        Served served = Served.of(JSON, out -> WRITER.writeValue(out, whole));
        long end = nanos.getAsLong();
        return new Kept(served, frame, end, end - begun);
    }
}
