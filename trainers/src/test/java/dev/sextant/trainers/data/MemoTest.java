// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
    private final AtomicInteger made = new AtomicInteger();

    private String make() {
        return "value " + made.incrementAndGet();
    }

    @Test
    void whoAsksAtOnceShareOneComputation() throws Exception {
        Memo<String, String> memo = new Memo<>(4);
        CountDownLatch asked = new CountDownLatch(4);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++)
                answers.add(threads.submit(() -> {
                    asked.countDown();
                    asked.await();
                    return memo.get("key", this::make);
                }));
            for (Future<String> answer : answers) assertSame(answers.getFirst().get(), answer.get());
        }
        assertEquals(1, made.get());
    }

    @Test
    void onlyTheLatestUsedAreKept() throws Exception {
        Memo<Integer, String> memo = new Memo<>(2);
        memo.get(1, this::make);
        memo.get(2, this::make);
        memo.get(1, this::make);
        memo.get(3, this::make);
        assertEquals("value 1", memo.get(1, this::make));
        assertEquals("value 4", memo.get(2, this::make));
    }

    @Test
    void aFailureIsThrownAndTriedAgain() throws Exception {
        Memo<String, String> memo = new Memo<>(2);
        TrainingException failure = new TrainingException("data", "no", "");
        assertSame(
                failure,
                assertThrows(
                        TrainingException.class,
                        () -> memo.get("key", () -> {
                            throw failure;
                        })));
        assertEquals("value 1", memo.get("key", this::make));
    }

    @Test
    void anInterruptedThreadGetsItsAnswerAndStaysInterrupted() throws Exception {
        Memo<String, String> memo = new Memo<>(2);
        Thread.currentThread().interrupt();
        String answer = memo.get("key", this::make);
        assertEquals(true, Thread.interrupted());
        assertEquals("value 1", answer);
    }
}
