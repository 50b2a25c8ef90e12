// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a learning rate whose range a sweep will find: {@code {"find": {}}}. Until then it is a logarithmic range over
 * all that is swept.
 */
final class FindReader {
    static final String FROM = "from";
    static final String TO = "to";
    static final String STEPS = "steps";

    static final Schema.Section SETTINGS = new Schema.Section(
            "{}: a short sweep finds the range before the search begins; here is what it goes through.",
            List.of(
                    Schema.Key.real(
                            FROM,
                            "The first learning rate of the sweep.",
                            Schema.Interval.POSITIVE,
                            SweepRange.DEFAULT_FROM),
                    Schema.Key.real(
                            TO,
                            "The learning rate at which the sweep ends, unless the loss got out of hand before.",
                            Schema.Interval.POSITIVE,
                            SweepRange.DEFAULT_TO),
                    Schema.Key.whole(
                            STEPS,
                            "Mini-batches of the sweep, each at its own rate.",
                            Schema.Interval.closed(SweepRange.FEWEST_STEPS, SweepRange.MOST_STEPS),
                            SweepRange.DEFAULT_STEPS)));

    private final DocumentReader reader;
    private final Schema schema;
    private final Place place;
    private final @Nullable JsonNode preset;

    FindReader(DocumentReader reader, Schema schema, Place place, @Nullable JsonNode preset) {
        this.reader = reader;
        this.schema = schema;
        this.place = place;
        this.preset = preset;
    }

    /** Whether a sweep may find what stands here. */
    static boolean offered(Place place, Schema schema) {
        return place.path().equals(Axes.RATE) && RangeReader.real(schema) != null;
    }

    /** The sweep that a document's learning rate waits for; null where it waits for none. */
    static @Nullable SweepRange wanted(JsonNode rate) {
        JsonNode settings = rate.path(DomainReader.FIND);
        return settings.isObject()
                ? new SweepRange(
                        settings.path(FROM).doubleValue(),
                        settings.path(TO).doubleValue(),
                        settings.path(STEPS).intValue())
                : null;
    }

    /** What may stand here instead. */
    private String domain() {
        if (RangeReader.real(schema) != null) return "{\"uniform\": [low, high]}";
        return RangeReader.numeric(schema) ? "{\"int\": [low, high]}" : "{\"choice\": [ … ]}";
    }

    @Nullable
    JsonNode read(Node.Fields node) {
        Place inside = place.inside(DomainReader.FIND);
        Node written = node.get(DomainReader.FIND);
        if (written == null) throw new IllegalStateException("the kind was found before");
        if (!offered(place, schema)) {
            reader.problems()
                    .error(
                            node.keyAt(DomainReader.FIND),
                            inside.pointer(),
                            "only \"learningRate\" can be found, and here stands " + Expected.text(schema),
                            "say which values: " + domain());
            return null;
        }
        if (!(written instanceof Node.Fields fields)) {
            reader.error(
                    written,
                    inside,
                    "\"find\" takes an object, got " + written.found(),
                    "write {\"find\": {}}, or {\"find\": {\"from\": 1e-6, \"to\": 1.0}}");
            return null;
        }
        int before = reader.problems().count();
        ObjectNode settings = new DocumentReader(reader.problems(), null, false).section(fields, SETTINGS, inside);
        if (reader.problems().count() > before) return null;
        JsonNode from = settings.get(FROM);
        JsonNode to = settings.get(TO);
        if (!(from.doubleValue() < to.doubleValue())) {
            Node end = fields.get(FROM) != null ? fields.get(FROM) : fields.get(TO);
            reader.error(
                    end == null ? fields : end,
                    inside,
                    "from (" + Numbers.text(from.doubleValue()) + ") must be below to ("
                            + Numbers.text(to.doubleValue()) + ")",
                    "the usual sweep goes from 1e-7 to 10: {\"find\": {}}");
            return null;
        }
        ObjectNode full = new RangeReader(reader, schema, place, preset).between(node, from, to);
        if (full == null) return null;
        full.remove(DomainReader.LOG);
        return full.set(DomainReader.FIND, settings);
    }
}
