// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** As little of Vert.x as a study in one process needs, begun before there is a study where that is wanted. */
final class LocalVertx {
    /** Begun before anybody had a study for it, if it was; the first study takes it. */
    private static final AtomicReference<@Nullable CompletableFuture<Vertx>> AHEAD = new AtomicReference<>();

    private LocalVertx() {}

    /** Begins one for the first study that is started. */
    static void warmUp() {
        CompletableFuture<Vertx> vertx = new CompletableFuture<>();
        if (AHEAD.compareAndSet(null, vertx)) vertx.completeAsync(LocalVertx::make, Runnable::run);
    }

    /** The one that was begun, or another. */
    static Vertx begun() {
        CompletableFuture<Vertx> ahead = AHEAD.getAndSet(null);
        return ahead == null ? make() : ahead.join();
    }

    private static Vertx make() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
