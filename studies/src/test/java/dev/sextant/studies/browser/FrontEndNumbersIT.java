// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.sextant.studies.report.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the pictures compute, asked of the shipped modules in a browser. */
class FrontEndNumbersIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final long SEED = 20260707;

    private static final int CASES = 40;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ScriptedServer server;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer();
        CHROMIUM.allow(server.address());
        page = CHROMIUM.page();
        page.navigate(server.address() + "/ui/page.css");
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    /** A function of a module, of some arguments, as an expression in which {@code m} is the module. */
    private Object ask(String module, String expression, @Nullable Object argument) {
        return page.evaluate(
                "async a => { const m = await import('/ui/%s.js'); return %s; }".formatted(module, expression),
                argument);
    }

    private static double number(Object answer) {
        return ((Number) answer).doubleValue();
    }

    private static List<Double> numbers(Object answer) {
        return ((List<?>) answer).stream().map(FrontEndNumbersIT::number).toList();
    }

    /** Of every size, from 1e-9 to 1e9, and both signs. */
    private static List<Double> sizes(RandomGenerator random, int count) {
        return Stream.generate(() -> (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-9, 9)))
                .limit(count)
                .toList();
    }

    @Test
    void aFigureIsWrittenAsTheTablesWriteIt() {
        List<Double> values = new ArrayList<>(sizes(new SplittableRandom(SEED), 400));
        values.addAll(List.of(0.0, 1.0, -1.0, 0.001, 1000.0, 999_999.0, 1e6, 0.1, 1e-300, 1e300));
        assertEquals(
                values.stream().map(value -> Figures.number(value, 4)).toList(),
                ask("format", "a.map(value => m.figureText(value))", values));
        assertEquals(
                values.stream().map(value -> Figures.number(value, 3)).toList(),
                ask("format", "a.map(value => m.figureText(value, 3))", values));
        assertEquals("–", ask("format", "m.figureText(null) ", null));
        assertEquals("–", ask("format", "m.figureText(NaN)", null));
    }

    @Test
    void aColumnIsWrittenWithTheDecimalsOfOneOfItsValues() {
        for (double like : new double[] {0.0712, 0.975, 12.5, 0, 1e-12, 3e8, 140, 0.1}) {
            Figures figures = Figures.like(like);
            List<Double> values = new ArrayList<>(sizes(new SplittableRandom(SEED), 100));
            values.add(0.0);
            values.add(-1e-9);
            assertEquals(
                    values.stream().map(figures::column).toList(),
                    ask("format", "a.values.map(m.columnTexts(a.like))", Map.of("like", like, "values", values)),
                    "like " + like);
        }
    }

    @Test
    void threeBadTrialsDoNotFlattenThePlot() {
        List<Double> values = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(i -> 0.1 + 0.004 * i).toList());
        values.addAll(List.of(1e3, 1e6, 1e300));
        String asked = "(s => [s.kind, s.low, s.high])(m.valueScale(a, %s))";
        List<?> scale = (List<?>) ask("scale", asked.formatted("true"), values);
        assertEquals("linear", scale.get(0));
        assertTrue(number(scale.get(1)) < 0.1 && number(scale.get(2)) < 0.4, scale.toString());
        List<Double> worse = values.stream().map(value -> -value).toList();
        List<?> turned = (List<?>) ask("scale", asked.formatted("false"), worse);
        assertTrue(number(turned.get(1)) > -0.4 && number(turned.get(2)) > -0.1, turned.toString());
    }

    @Test
    void theBestIsNeverCutOff() {
        often(random -> {
            List<Double> values = sizes(random, 1 + random.nextInt(40));
            for (boolean minimize : new boolean[] {true, false}) {
                double best =
                        values.stream().reduce(minimize ? Math::min : Math::max).orElseThrow();
                assertEquals(
                        true,
                        ask(
                                "scale",
                                "m.onScale(m.valueScale(a.values, a.minimize), a.best)",
                                Map.of("values", values, "minimize", minimize, "best", best)),
                        () -> values + " " + minimize);
            }
        });
    }

    @Test
    void valuesOverDecadesAreDrawnOnALogarithmicAxis() {
        assertEquals("log", ask("scale", "m.valueScale(a).kind", List.of(0.01, 0.1, 0.3, 1.0)));
        assertEquals("linear", ask("scale", "m.valueScale(a).kind", List.of(0.1, 0.2, 0.3, 1.0)));
        assertEquals("linear", ask("scale", "m.valueScale(a).kind", List.of(-0.01, 0.1, 0.3, 1.0)));
        assertEquals(
                "log",
                ask(
                        "scale",
                        "m.parameterScale(a).kind",
                        Map.of("path", "lr", "kind", "real", "scale", "log", "low", 0.01, "high", 0.02)));
    }

    @Test
    void aScaleOfNothingOrOfOneValueHasRoom() {
        for (List<Double> values : List.of(
                List.<Double>of(), List.of(0.5), List.of(0.5, 0.5, 0.5), List.of(0.0), List.of(-1e300, 1e300))) {
            List<?> ends = (List<?>) ask("scale", "(s => [s.low, s.high])(m.valueScale(a))", values);
            assertTrue(number(ends.get(0)) < number(ends.get(1)), values + " " + ends);
        }
    }

    @Test
    void ticksAreFewRoundAndInside() {
        often(random -> {
            double low = random.nextDouble(-5, 3);
            double high = low + Math.pow(10, random.nextDouble(-3, 1));
            int count = random.nextInt(2, 9);
            for (String kind : List.of("evenTicks", "decadeTicks")) {
                List<Double> ticks = numbers(ask(
                        "scale",
                        "m.%s(a.low, a.high, a.count)".formatted(kind),
                        Map.of("low", low, "high", high, "count", count)));
                assertTrue(ticks.size() <= 3 * count + 3, () -> kind + ticks);
                for (int i = 0; i < ticks.size(); i++) {
                    double tick = ticks.get(i);
                    assertTrue(
                            tick >= low - 1e-6 && tick <= high + 1e-6, () -> kind + tick + " in " + low + " " + high);
                    if (i > 0) assertTrue(tick > ticks.get(i - 1), () -> kind + ticks);
                }
            }
        });
    }

    @Test
    void theDistributionCountsThoseThatAreNotWorse() {
        often(random -> {
            List<Double> values = Stream.generate(() -> (double) random.nextInt(12))
                    .limit(1 + random.nextInt(60))
                    .toList();
            boolean minimize = random.nextBoolean();
            List<?> steps = (List<?>) ask(
                    "numbers",
                    "m.empiricalDistribution(a.values, a.minimize)",
                    Map.of("values", values, "minimize", minimize));
            for (Object step : steps) {
                double at = numbers(step).get(0);
                long better = values.stream()
                        .filter(value -> minimize ? value <= at : value >= at)
                        .count();
                assertEquals((double) better / values.size(), numbers(step).get(1), 1e-12, values.toString());
            }
            assertEquals(1.0, numbers(steps.getLast()).get(1));
        });
    }

    @Test
    void aSampleKeepsTheFirstAndRepeatsNobody() {
        List<Integer> rows = IntStream.range(0, 10_007).boxed().toList();
        List<?> sample = (List<?>) ask("numbers", "m.sampledRows(a, 600)", rows);
        assertEquals(600, sample.size());
        assertEquals(600, new HashSet<>(sample).size());
        assertEquals(rows.subList(0, 300), sample.subList(0, 300));
        assertTrue(number(sample.getLast()) > 9_900, sample.toString());
        assertEquals(List.of(1, 2, 3), ask("numbers", "m.sampledRows(a, 600)", List.of(1, 2, 3)));
    }

    @Test
    void theBestSoFarIsWhatWasBestSoFar() {
        often(random -> {
            double[] values = random.doubles(1 + random.nextInt(50)).toArray();
            List<Double> bests = new ArrayList<>();
            for (double value : values) if (bests.isEmpty() || value < bests.getLast()) bests.add(value);
            Object steps = ask(
                    "numbers",
                    "m.bestSoFar(a.map((value, number) => ({value, number, counts: true})), true).map(s => s.value)",
                    Arrays.stream(values).boxed().toList());
            assertEquals(bests, numbers(steps));
        });
    }

    @Test
    void levelLinesOfAConeAreCircles() {
        List<?> pieces = (List<?>) ask(
                "numbers",
                "(xs => m.levelLine(xs, xs, xs.map(y => xs.map(x => Math.hypot(x, y))), 1))"
                        + "(Array.from({length: 61}, (_, i) => -1.5 + i * 0.05))",
                null);
        assertTrue(pieces.size() > 100, () -> pieces.size() + " pieces");
        for (Object piece : pieces) {
            List<Double> ends = numbers(piece);
            assertEquals(1, Math.hypot(ends.get(0), ends.get(1)), 0.002);
            assertEquals(1, Math.hypot(ends.get(2), ends.get(3)), 0.002);
        }
    }

    @Test
    void theStairsOfAFrontGoOneWayOnly() {
        assertEquals(
                List.of(List.of(1, 9), List.of(2, 9), List.of(2, 5), List.of(4, 5), List.of(4, 1)),
                ask("picture-front", "m.frontStairs([[1, 9], [2, 5], [3, 7], [4, 1]], true, true)", null));
        assertEquals(
                List.of(List.of(4, 1), List.of(3, 1), List.of(3, 7), List.of(1, 7), List.of(1, 9)),
                ask("picture-front", "m.frontStairs([[1, 9], [2, 5], [3, 7], [4, 1]], false, false)", null));
    }

    private static void often(Consumer<RandomGenerator> check) {
        for (int i = 0; i < CASES; i++)
            try {
                check.accept(new SplittableRandom(SEED + i));
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + (SEED + i) + ": " + failed.getMessage(), failed);
            }
    }
}
