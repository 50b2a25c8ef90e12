// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Spaces that a study may have and nobody thinks of: one point, ends of the number line, hundreds of parameters. */
public final class StrangeSpaces {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Numbers at which arithmetic has an edge. */
    private static final double[] EDGES = {
        -1e300,
        -1,
        -Double.MIN_VALUE,
        0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1e-300,
        1e-9,
        1,
        Math.nextUp(1.0),
        1e17,
        1e300,
        Double.MAX_VALUE / 2
    };

    private static final long[] WHOLE_EDGES = {-(1L << 53), -(1L << 31) - 1, -1, 0, 1, 2, 3, 1000, 1L << 31, 1L << 53};

    private final DrawSequence chance;
    private final RandomSpaces ordinary;

    public StrangeSpaces(DrawSequence chance) {
        this.chance = chance;
        this.ordinary = new RandomSpaces(chance.bits());
    }

    public Space next() {
        return switch (chance.below(24)) {
            case 0 -> Space.of(List.of());
            case 1 -> Space.of(flat(1 + chance.below(3), this::onlyOption));
            case 2, 3 -> Space.of(flat(1 + chance.below(5), () -> words(1 + chance.below(6))));
            case 4, 5 -> Space.of(flat(1 + chance.below(4), this::numbers));
            case 6, 7 -> Space.of(flat(1, this::any));
            case 8, 9 -> Space.of(flat(1 + chance.below(4), this::steps));
            case 10, 11 -> Space.of(flat(1 + chance.below(4), this::edgeWhole));
            case 12, 13, 14 -> Space.of(flat(1 + chance.below(4), this::edgeRange));
            case 15, 16 -> Space.of(List.of(nested("deep", 1 + chance.below(12))));
            case 17, 18 -> Space.of(flat(1 + chance.below(8), this::any));
            default -> ordinary.next().space();
        };
    }

    /** Of a size that is not for every case: 200 parameters, or 10 000 options. */
    public Space large() {
        return switch (chance.below(4)) {
            case 0 -> Space.of(flat(1 + chance.below(2), () -> words(10_000)));
            case 1 -> Space.of(flat(200, () -> words(2 + chance.below(4))));
            case 2 -> Space.of(flat(200, () -> new Domain.Range(0, 1, Scale.LINEAR)));
            default -> Space.of(flat(200, this::any));
        };
    }

    private List<Parameter> flat(int count, Supplier<Domain> domains) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) parameters.add(parameter("p" + i, domains.get()));
        return parameters;
    }

    private Parameter parameter(String path, Domain domain) {
        return new Parameter(path, domain, domain.fromUnit(chance.uniform()));
    }

    private Domain any() {
        return switch (chance.below(7)) {
            case 0 -> words(1 + chance.below(5));
            case 1 -> numbers();
            case 2 -> steps();
            case 3 -> edgeWhole();
            case 4 -> edgeRange();
            default -> ordinary.numeric();
        };
    }

    private Domain onlyOption() {
        return new Domain.Choice(
                List.of(Option.of(chance.below(2) == 0 ? JSON.textNode("only") : JSON.numberNode(chance.below(9)))));
    }

    private Domain words(int count) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < count; i++) options.add(Option.of(JSON.textNode("option" + i)));
        return new Domain.Choice(options);
    }

    /** Options that are numbers, in no order; now and then two that are equal but not written alike. */
    private Domain numbers() {
        List<Option> options = new ArrayList<>();
        int count = 1 + chance.below(8);
        int offset = chance.below(3);
        for (int i = 0; i < count; i++) options.add(Option.of(JSON.numberNode((i + offset) * 7919 % 101)));
        if (chance.below(3) == 0) options.add(Option.of(JSON.numberNode(1e300)));
        if (chance.below(3) == 0)
            options.add(Option.of(JSON.numberNode(options.getFirst().content().doubleValue()))); // 7 and 7.0
        return new Domain.Choice(options);
    }

    private Domain steps() {
        if (chance.below(2) == 0) {
            long low = 1L + chance.below(4);
            long step = 1L + chance.below(500);
            return new Domain.Whole(
                    low, low + step * (1L + chance.below(400)) + chance.below(3), scale(), step, grid());
        }
        double low = chance.below(2) == 0 ? 1e-6 : 0.1 + chance.uniform();
        double step = StrictMath.pow(10, chance.below(7) - 4);
        return new Domain.Range(low, low + step * (1 + chance.below(3) * 70 + chance.uniform()), scale(), step, grid());
    }

    private Domain edgeWhole() {
        int a = chance.below(WHOLE_EDGES.length);
        int b = chance.below(WHOLE_EDGES.length);
        if (a == b) b = (a + 1) % WHOLE_EDGES.length;
        long low = WHOLE_EDGES[Math.min(a, b)];
        long high = WHOLE_EDGES[Math.max(a, b)];
        Scale scale = low >= 1 ? scale() : Scale.LINEAR;
        long step = chance.below(3) == 0 ? 1 + (long) (chance.uniform() * (high - low - 1)) : 1;
        return new Domain.Whole(low, high, scale, step, grid());
    }

    private Domain edgeRange() {
        int a = chance.below(EDGES.length);
        int b = chance.below(EDGES.length);
        if (a == b) b = (a + 1) % EDGES.length;
        double low = EDGES[Math.min(a, b)];
        double high = EDGES[Math.max(a, b)];
        Scale scale = low > 0 ? scale() : Scale.LINEAR;
        double step = chance.below(4) == 0 ? (high - low) / (1 + chance.below(200)) : 0;
        return new Domain.Range(low, high, scale, step, grid());
    }

    private Parameter nested(String path, int depth) {
        List<Option> options = new ArrayList<>();
        int branches = 1 + chance.below(2);
        for (int i = 0; i < branches; i++) {
            String below = path + ".b" + i;
            List<Parameter> children = new ArrayList<>();
            if (chance.below(2) == 0) children.add(parameter(below + ".x", any()));
            if (i == 0 && depth > 1) children.add(nested(below + ".d", depth - 1));
            options.add(new Option("b" + i, JSON.objectNode(), true, children));
        }
        if (chance.below(2) == 0) options.add(Option.of(JSON.textNode("none")));
        Domain.Choice choice = new Domain.Choice(options);
        return new Parameter(path, choice, choice.chosen(chance.below(options.size())));
    }

    private Scale scale() {
        return chance.below(2) == 0 ? Scale.LOG : Scale.LINEAR;
    }

    private int grid() {
        return 1 + chance.below(6);
    }
}
