// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server's own Vert.x with one event loop, so that no request holds the study up, and no study the requests. */
final class OwnVertx {
    private static final int WAIT_SECONDS = 5;

    private OwnVertx() {}

    /** Touches no file. */
    static Vertx make() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** Has it done on a worker, beside whatever else is done there; the answer comes back on the event loop. */
    static <T> Future<T> blocking(WorkerExecutor workers, Callable<T> call) {
        return workers.executeBlocking(call, false).map(answer -> Objects.requireNonNull(answer));
    }

    /** Waits for it on a thread that is not the event loop's, a few seconds at most. */
    static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            String message = cause == null ? null : cause.getMessage();
            throw new IOException(message == null ? String.valueOf(cause) : message, failed);
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + WAIT_SECONDS + " s", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
