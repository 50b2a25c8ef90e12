// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.StoppingPlan;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Messages of every type with whatever their components may hold, odd numbers and texts before all. */
final class RandomMessages {
    /** Types of messages. */
    static final int TYPES = 17;

    private static final String[] TEXTS = {
        "", "a", "validationLoss", "größer als 2 ²", "\u0000", "🧭 north", "\ud800", "x\udc00y", "a\nb\t\"c\""
    };

    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    private static final double[] REALS = {
        0.0,
        -0.0,
        1,
        -1,
        Math.PI,
        Double.NaN,
        Double.longBitsToDouble(0x7FF0_0000_DEAD_BEEFL),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1
    };

    private static final long[] WHOLES = {0, 1, -1, 63, 64, -64, -65, 1 << 20, Long.MAX_VALUE, Long.MIN_VALUE};

    private final DrawSequence draws;

    RandomMessages(DrawSequence draws) {
        this.draws = draws;
    }

    /** Of each type in turn. */
    Wire message(int turn) {
        return switch (turn % TYPES) {
            case 0 -> new Pull(text(), whole(), number(), number());
            case 1 -> new Work(list(this::task));
            case 2 -> new Beat(text(), whole(), list(() -> new Beat.Held(attempt(), number())));
            case 3 -> new Beaten(list(this::attempt), list(this::attempt), list(this::attempt));
            case 4 -> new Result(attempt(), outcome());
            case 5 -> new Broke(attempt(), text());
            case 6 -> new Release(list(this::attempt));
            case 7 -> new Received(VERDICTS.get(draws.below(VERDICTS.size())));
            case 8 -> new Epochs(list(() -> new Epochs.Epoch(attempt(), number(), real())));
            case 9 -> new Notice(attempt(), text());
            case 10 -> new Join(text(), whole(), text(), number());
            case 11 -> new Welcome(text(), whole());
            case 12 -> new Refused(text());
            case 13 -> new Fetch(text(), whole());
            case 14 -> new Chunk(Buffer.buffer(bytes()), whole());
            case 15 -> new Keep(whole(), number(), whole(), whole(), Buffer.buffer(bytes()));
            default -> new Kept();
        };
    }

    private boolean flag() {
        return draws.below(2) == 1;
    }

    private long whole() {
        return flag() ? WHOLES[draws.below(WHOLES.length)] : draws.bits() >> draws.below(64);
    }

    private int number() {
        return draws.word() >> draws.below(32);
    }

    private double real() {
        return flag() ? REALS[draws.below(REALS.length)] : Double.longBitsToDouble(draws.bits());
    }

    private String text() {
        return TEXTS[draws.below(TEXTS.length)];
    }

    private byte[] bytes() {
        byte[] bytes = new byte[draws.below(100)];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) draws.word();
        return bytes;
    }

    private <T> List<T> list(Supplier<T> part) {
        List<T> parts = new ArrayList<>();
        for (int i = draws.below(5); i > 0; i--) parts.add(part.get());
        return parts;
    }

    private Attempt attempt() {
        return new Attempt(whole(), number(), whole(), text());
    }

    private Task task() {
        return new Task(
                attempt(),
                new Assignment(
                        object(4),
                        new Objective(text(), flag() ? Direction.MAXIMIZE : Direction.MINIMIZE),
                        new Seeds(whole(), number(), number()),
                        flag()),
                plan(),
                flag(),
                limits(),
                flag());
    }

    private StoppingPlan plan() {
        List<StoppingPlan.Rung> rungs = new ArrayList<>();
        int epoch = number() >> 1;
        for (int i = draws.below(5); i > 0; i--) rungs.add(new StoppingPlan.Rung(epoch++, real(), number()));
        return new StoppingPlan(rungs, flag(), list(() -> new StoppingPlan.SwitchedOff(number(), real(), number())));
    }

    private Limits limits() {
        return new Limits(
                perhaps(),
                draws.below(1000),
                perhaps(),
                draws.uniform(),
                Duration.ofNanos(1 + (draws.bits() >>> 1) / 2));
    }

    private @Nullable Duration perhaps() {
        return flag() ? null : Duration.ofMillis(1 + draws.below(1_000_000));
    }

    private ObjectNode object(int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = draws.below(5); i > 0; i--) object.set(text(), value(depth - 1));
        return object;
    }

    private JsonNode value(int depth) {
        return switch (draws.below(depth > 0 ? 9 : 7)) {
            case 0 -> JsonNodeFactory.instance.numberNode(number());
            case 1 -> JsonNodeFactory.instance.numberNode(whole());
            case 2 -> JsonNodeFactory.instance.numberNode(real());
            case 3 -> TextNode.valueOf(text());
            case 4 -> BooleanNode.valueOf(flag());
            case 5 -> NullNode.instance;
            case 6 ->
                JsonNodeFactory.instance.numberNode(BigInteger.valueOf(whole()).pow(1 + draws.below(20)));
            case 7 -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (int i = draws.below(4); i > 0; i--) array.add(value(depth - 1));
                yield array;
            }
            default -> object(depth);
        };
    }

    private Outcome outcome() {
        return switch (draws.below(4)) {
            case 0 -> {
                Map<String, Double> metrics = new TreeMap<>();
                for (int i = draws.below(6); i > 0; i--) metrics.put(text(), real());
                yield new Outcome.Completed(draws.uniform(), number(), metrics, curve());
            }
            case 1 -> new Outcome.Pruned(real(), number(), curve());
            case 2 -> new Outcome.Diverged(curve());
            default -> new Outcome.Failed(text(), curve());
        };
    }

    private LearningCurve curve() {
        Map<String, double[]> series = new TreeMap<>();
        for (int i = draws.below(4); i > 0; i--) series.put(text(), reals());
        return new LearningCurve(reals(), new Readings(series));
    }

    private double[] reals() {
        double[] reals = new double[draws.below(8)];
        for (int i = 0; i < reals.length; i++) reals[i] = real();
        return reals;
    }
}
