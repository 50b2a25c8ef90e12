// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the four kinds of ranges: log, uniform, int, logInt. */
final class RangeReader {
    /** What a range may be where any value may stand. */
    private static final Schema.Real REAL = new Schema.Real("Any number.", Schema.Interval.ANY);

    private static final Schema NUMBER = new Schema.AnyOf(
            REAL.description(), List.of(REAL, new Schema.Whole("Any whole number.", Schema.Interval.ANY)));

    private final DocumentReader reader;
    private final Schema schema;
    private final Place place;
    private final @Nullable JsonNode preset;

    RangeReader(DocumentReader reader, Schema schema, Place place, @Nullable JsonNode preset) {
        this.reader = reader;
        this.schema = schema;
        this.place = place;
        this.preset = preset;
    }

    /** Whether a number may stand where the schema is expected. */
    static boolean numeric(Schema schema) {
        return form(schema, Schema.Real.class) != null || form(schema, Schema.Whole.class) != null;
    }

    private static <T extends Schema> @Nullable T form(Schema schema, Class<T> kind) {
        if (kind.isInstance(schema)) return kind.cast(schema);
        if (schema instanceof Schema.Any) return form(NUMBER, kind);
        if (schema instanceof Schema.AnyOf any)
            for (Schema form : any.forms()) {
                T found = form(form, kind);
                if (found != null) return found;
            }
        return null;
    }

    /** The real numbers that may stand where the schema is expected; null where none may. */
    static Schema.@Nullable Real real(Schema schema) {
        return form(schema, Schema.Real.class);
    }

    /** The whole numbers that may stand where the schema is expected; null where none may. */
    static Schema.@Nullable Whole whole(Schema schema) {
        return form(schema, Schema.Whole.class);
    }

    /** The logarithmic range between two numbers that are known to be good; its grid and default stand in the node. */
    @Nullable
    ObjectNode between(Node.Fields node, JsonNode low, JsonNode high) {
        int grid = grid(node);
        return grid < 1 ? null : reals(node, DomainReader.LOG, low, high, Scale.LOG, grid);
    }

    @Nullable
    JsonNode read(Node.Fields node, String kind) {
        Place inside = place.inside(kind);
        Node ends = node.get(kind);
        if (ends == null) throw new IllegalStateException("the kind was found before");
        boolean whole = kind.equals(DomainReader.INT) || kind.equals(DomainReader.LOG_INT);
        Scale scale = kind.equals(DomainReader.LOG) || kind.equals(DomainReader.LOG_INT) ? Scale.LOG : Scale.LINEAR;
        Schema.Interval allowed = allowed(ends, kind, whole, inside);
        if (allowed == null) return null;
        if (!(ends instanceof Node.Items(Position _, List<Node> items)) || items.size() != 2) {
            String found = ends instanceof Node.Items(Position _, List<Node> some) && !some.isEmpty()
                    ? "an array of " + some.size()
                    : ends.found();
            reader.error(
                    ends,
                    inside,
                    "\"" + kind + "\" takes [low, high], got " + found,
                    ends.json().isNumber() ? "for a value that does not vary write " + ends.json() : "");
            return null;
        }
        Node low = items.getFirst();
        Node high = items.getLast();
        // Both ends are looked at before either stops the reading, so that both are told.
        boolean lowNumber = end(low, whole, inside, scale);
        boolean highNumber = end(high, whole, inside, scale);
        if (!lowNumber || !highNumber) return null;
        if (!ordered(low, high, whole, scale, kind, allowed, inside)) return null;
        boolean lowFits = within(low, allowed, inside);
        boolean highFits = within(high, allowed, inside);
        if (!lowFits || !highFits) return null;
        int grid = grid(node);
        if (grid < 1) return null;
        return whole
                ? wholes(node, kind, low.json(), high.json(), scale, grid)
                : reals(node, kind, low.json(), high.json(), scale, grid);
    }

    private Schema.@Nullable Interval allowed(Node ends, String kind, boolean whole, Place inside) {
        Schema.Real real = form(schema, Schema.Real.class);
        Schema.Whole wholes = form(schema, Schema.Whole.class);
        if (whole && wholes != null) return wholes.range();
        if (real != null) return real.range();
        if (wholes != null)
            reader.error(
                    ends,
                    inside,
                    "\"" + kind + "\" gives any real number, and here stands " + Expected.text(wholes),
                    "use \"" + (kind.equals(DomainReader.LOG) ? DomainReader.LOG_INT : DomainReader.INT) + "\"");
        else
            reader.error(
                    ends,
                    inside,
                    "\"" + kind + "\" gives numbers, and here stands " + Expected.text(schema),
                    "use {\"choice\": [ … ]}");
        return null;
    }

    private boolean end(Node node, boolean whole, Place inside, Scale scale) {
        JsonNode json = node.json();
        if (whole) {
            Long number = Numbers.whole(json);
            if (number != null && Math.abs(number) <= 1L << 53) return true;
            reader.error(
                    node,
                    inside,
                    "the ends must be whole numbers" + (number == null ? "" : " within ±2^53") + ", got "
                            + node.found(),
                    json.isNumber() && number == null && form(schema, Schema.Real.class) != null
                            ? "for any real number use \"" + (scale == Scale.LOG ? "log" : "uniform") + "\""
                            : Expected.help(node, REAL));
            return false;
        }
        if (json.isNumber() && Double.isFinite(json.doubleValue())) return true;
        reader.error(node, inside, "the ends must be numbers, got " + node.found(), Expected.help(node, REAL));
        return false;
    }

    private boolean ordered(
            Node low, Node high, boolean whole, Scale scale, String kind, Schema.Interval allowed, Place inside) {
        double from = low.json().doubleValue();
        double to = high.json().doubleValue();
        if (scale == Scale.LOG && !(from > 0)) {
            String range = "[" + shown(low, whole) + ", " + shown(high, whole) + "]";
            String other = whole ? DomainReader.INT : DomainReader.UNIFORM;
            reader.error(
                    low,
                    inside,
                    "a " + kind + " range must start " + (whole ? "at 1 or above" : "above 0") + ", got "
                            + shown(low, whole),
                    "start at " + (whole ? "1" : "1e-6")
                            + (allowed.contains(from) ? ", or use {\"" + other + "\": " + range + "}" : ""));
            return false;
        }
        if (from < to && Double.isFinite(to - from)) return true;
        if (from < to) {
            reader.error(low, inside, "the range is too wide: high - low must be a finite number", "");
            return false;
        }
        reader.error(
                low,
                inside,
                "low (" + shown(low, whole) + ") must be below high (" + shown(high, whole) + ")",
                from == to
                        ? "for a value that does not vary write " + shown(low, whole)
                        : scale == Scale.LOG && !(to > 0)
                                ? "both must be above 0"
                                : "swap them: [" + shown(high, whole) + ", " + shown(low, whole) + "]");
        return false;
    }

    private boolean within(Node end, Schema.Interval allowed, Place inside) {
        if (allowed.contains(end.json().doubleValue())) return true;
        reader.error(end, inside, "values here must be " + allowed.text() + ", got " + end.found(), "");
        return false;
    }

    private static String shown(Node end, boolean whole) {
        Long number = whole ? Numbers.whole(end.json()) : null;
        return number != null ? Long.toString(number) : Numbers.text(end.json().doubleValue());
    }

    /** Points of a grid; 0 where something is wrong. */
    private int grid(Node.Fields node) {
        Node grid = node.get(DomainReader.GRID);
        if (grid == null) return Domain.DEFAULT_GRID;
        Long points = Numbers.whole(grid.json());
        if (points != null && points >= 1 && points <= Domain.MOST_GRID) return points.intValue();
        reader.error(
                grid,
                place.inside(DomainReader.GRID),
                "expected a whole number from 1 to " + Domain.MOST_GRID + ", got " + grid.found(),
                "");
        return 0;
    }

    private @Nullable ObjectNode reals(
            Node.Fields node, String kind, JsonNode low, JsonNode high, Scale scale, int grid) {
        double span = high.doubleValue() - low.doubleValue();
        Node stepNode = node.get(DomainReader.STEP);
        double step = stepNode == null
                ? 0
                : stepNode.json().isNumber() ? stepNode.json().doubleValue() : Double.NaN;
        if (stepNode != null && !(step > 0 && step <= span)) {
            stepWrong(stepNode, "a number above 0 and at most " + Numbers.text(span));
            return null;
        }
        if (stepNode != null && !(span / step < Domain.MOST_STEPS)) {
            stepWrong(stepNode, "a number that divides " + Numbers.text(span) + " into fewer than 2^53 steps");
            return null;
        }
        Domain.Range domain = new Domain.Range(low.doubleValue(), high.doubleValue(), scale, step, grid);
        Node written = node.get(DomainReader.DEFAULT);
        double number;
        if (written != null) {
            number = written.json().isNumber() ? written.json().doubleValue() : Double.NaN;
            if (!domain.contains(new Value.Real(number))) {
                defaultWrong(written, Numbers.text(domain.low()) + " … " + Numbers.text(domain.high()));
                return null;
            }
        } else if (preset != null && preset.isNumber() && domain.contains(new Value.Real(preset.doubleValue()))) {
            number = preset.doubleValue();
        } else {
            double middle = ((Value.Real) domain.fromUnit(0.5)).number();
            double rounded = Numbers.rounded(middle);
            number = domain.contains(new Value.Real(rounded)) ? rounded : middle;
        }
        Value.Real snapped = new Value.Real(
                step > 0
                        ? Math.min(
                                domain.low()
                                        + Math.min(Math.rint((number - domain.low()) / step), (double)
                                                        (domain.count() - 1))
                                                * step,
                                domain.high())
                        : number);
        reader.add(new Parameter(place.path(), domain, snapped));
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        full.set(kind, JsonNodeFactory.instance.arrayNode().add(domain.low()).add(domain.high()));
        if (step > 0) full.put(DomainReader.STEP, step);
        return full.put(DomainReader.GRID, grid).put(DomainReader.DEFAULT, snapped.number());
    }

    private @Nullable JsonNode wholes(
            Node.Fields node, String kind, JsonNode low, JsonNode high, Scale scale, int grid) {
        Long from = Numbers.whole(low);
        Long to = Numbers.whole(high);
        if (from == null || to == null) throw new IllegalStateException("the ends were checked before");
        Node stepNode = node.get(DomainReader.STEP);
        Long step = stepNode == null ? Long.valueOf(1) : Numbers.whole(stepNode.json());
        if (stepNode != null && (step == null || step < 1 || step > to - from)) {
            stepWrong(stepNode, "a whole number from 1 to " + (to - from));
            return null;
        }
        Domain.Whole domain = new Domain.Whole(from, to, scale, step == null ? 1 : step, grid);
        Node written = node.get(DomainReader.DEFAULT);
        Long number = written != null ? Numbers.whole(written.json()) : preset != null ? Numbers.whole(preset) : null;
        if (written != null && (number == null || !domain.contains(new Value.Whole(number)))) {
            defaultWrong(written, from + " … " + to + (domain.step() > 1 ? " in steps of " + domain.step() : ""));
            return null;
        }
        Value.Whole chosen = number == null || number < from || number > to
                ? (Value.Whole) domain.fromUnit(0.5)
                : new Value.Whole(from
                        + Math.min(Math.round((number - from) / (double) domain.step()), domain.count() - 1)
                                * domain.step());
        reader.add(new Parameter(place.path(), domain, chosen));
        ArrayNode ends = JsonNodeFactory.instance.arrayNode().add(from).add(to);
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        full.set(kind, ends);
        if (domain.step() > 1) full.put(DomainReader.STEP, domain.step());
        return full.put(DomainReader.GRID, grid).put(DomainReader.DEFAULT, chosen.number());
    }

    private void stepWrong(Node step, String rule) {
        reader.error(step, place.inside(DomainReader.STEP), "expected " + rule + ", got " + step.found(), "");
    }

    private void defaultWrong(Node written, String rule) {
        reader.error(
                written,
                place.inside(DomainReader.DEFAULT),
                "the default must be one of the domain's values, " + rule + ", got " + written.found(),
                "");
    }
}
