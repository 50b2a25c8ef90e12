// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
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
