// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every searcher and pruner among spaces and histories that nobody thinks of. What fails is told by name and number:
 * {@code -Dsextant.case=tpe/1234} runs that one again, and no other.
 */
class StrangeCasesIT {
    private static final String PROPERTY = "sextant.case";

    /** Searchers that fit a model take their time; what they cost is paid here. */
    private static final Map<String, Integer> FEWER = Map.of("bayesian", 1500, "auto", 1000);

    private static final int CASES = 1800;

    /** Only an endless loop takes so long. */
    private static final int SECONDS = 600;

    static List<String> names() {
        return Stream.concat(
                        StrangeCase.searchers().stream().map(SearcherFactory::name),
                        StrangeCase.pruners().stream().map(PrunerFactory::name))
                .sorted()
                .toList();
    }

    private static int cases(String name) {
        return FEWER.getOrDefault(name, CASES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whateverIsAskedIsAnsweredAndTheSameAgain(String name) throws InterruptedException {
        String only = System.getProperty(PROPERTY);
        assumeTrue(only == null || only.startsWith(name + "/"), () -> "only the case " + only + " is run");
        List<StrangeCase> cases = only != null
                ? List.of(new StrangeCase(name, Integer.parseInt(only.substring(name.length() + 1))))
                : IntStream.range(0, cases(name))
                        .mapToObj(number -> new StrangeCase(name, number))
                        .toList();
        // No case knows of another: as many at a time as there are processors.
        ExecutorService threads = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("cases of " + name + " ", 0).factory());
        try {
            List<Future<?>> answers = new ArrayList<>();
            for (StrangeCase one : cases) answers.add(threads.submit(one::check));
            for (int i = 0; i < cases.size(); i++) await(cases.get(i), answers.get(i));
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Waits for one whose turn has come or comes when another's is over: the wait for it alone shows an endless one.
     */
    private static void await(StrangeCase one, Future<?> answer) throws InterruptedException {
        String again = ": run it again by -D%s=%s/%d".formatted(PROPERTY, one.name(), one.number());
        try {
            answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause() + again, failed.getCause());
        } catch (TimeoutException endless) {
            answer.cancel(true);
            throw new AssertionError("no answer in %d seconds".formatted(SECONDS) + again, endless);
        }
    }

    @Test
    void theCasesAreTenThousandAtLeast() {
        int all = names().stream().mapToInt(StrangeCasesIT::cases).sum();
        assertTrue(all >= 10_000, () -> all + " cases");
    }
}
