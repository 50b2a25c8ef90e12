// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void theProcessEndsEvenWhereStoppingDoesNot() throws InterruptedException {
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch stopping = new CountDownLatch(1);
        Runnable hangs = () -> {
            happened.add("stop");
            stopping.countDown();
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        };
        Deadline.count(Duration.ofMillis(5), hangs, Duration.ofMillis(200), () -> happened.add("halt"));
        stopping.await();
        assertEquals(List.of("stop", "halt"), happened);
    }

    @Test
    void thereIsTimeToStopAndTheSystemsPatienceIsNotUsedUp() {
        assertTrue(Deadline.HALT.minus(Deadline.STOP).compareTo(Duration.ofSeconds(5)) >= 0);
        assertTrue(Deadline.HALT.compareTo(Duration.ofSeconds(30)) < 0);
    }
}
