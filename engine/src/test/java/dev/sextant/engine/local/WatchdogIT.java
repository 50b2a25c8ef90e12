// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Test
    void anEventLoopThatIsHeldUpIsNoticedAndOneThatWorksIsNot() throws Exception {
        AtomicInteger stalls = new AtomicInteger();
        CountDownLatch noticed = new CountDownLatch(1);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
        try (Watchdog watchdog = new Watchdog(System::nanoTime, LIMIT, still -> {
            stalls.incrementAndGet();
            noticed.countDown();
            assertTrue(still.compareTo(LIMIT) > 0);
        })) {
            vertx.runOnContext(_ -> watchdog.start(vertx));
            Thread.sleep(2 * LIMIT.toMillis());
            assertEquals(0, stalls.get());
            CountDownLatch free = new CountDownLatch(1);
            vertx.runOnContext(_ -> {
                try {
                    free.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            assertTrue(noticed.await(20, TimeUnit.SECONDS), "nobody noticed");
            free.countDown();
            assertEquals(1, stalls.get());
        } finally {
            vertx.close();
        }
    }
}
