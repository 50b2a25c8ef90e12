// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which a server does what may block: a few for each kind, so that neither a long page nor a slow
 * download lets a short question wait.
 *
 * <p>Threads: pools are asked on the event loop, where their answers come back.
 */
final class Workers {
    /** One kind of work. */
    final class Pool {
        private final WorkerExecutor threads;

        private Pool(WorkerExecutor threads) {
            this.threads = threads;
        }

        /** Has it done beside whatever else is done there. */
        <T> Future<T> blocking(Callable<T> call) {
            underWay++;
            return threads.executeBlocking(call, false)
                    .onComplete(_ -> ended())
                    .map(answer -> Objects.requireNonNull(answer));
        }
    }

    private final Context loop;
    private final Pool calls;
    private final Pool pages;
    private final Pool files;
    private int underWay;
    private @Nullable Promise<Void> idle;

    Workers(Vertx vertx, Context loop, int files) {
        this.loop = loop;
        this.calls = new Pool(vertx.createSharedWorkerExecutor("dashboard-call", 2));
        this.pages = new Pool(vertx.createSharedWorkerExecutor("dashboard-page", 2));
        this.files = new Pool(vertx.createSharedWorkerExecutor("dashboard-file", files));
    }

    /** Short ones: a trial, an action. */
    Pool calls() {
        return calls;
    }

    /** Makes pages. */
    Pool pages() {
        return pages;
    }

    /** Writes files. */
    Pool files() {
        return files;
    }

    /**
     * Once nothing is under way. A thread whose event loop has gone cannot tell anybody that it is done, and would say
     * so to the terminal.
     */
    Future<Void> idle() {
        Promise<Void> promise = Promise.promise();
        loop.runOnContext(_ -> {
            idle = promise;
            if (underWay == 0) promise.complete();
        });
        return promise.future();
    }

    private void ended() {
        underWay--;
        Promise<Void> waiting = idle;
        if (underWay == 0 && waiting != null) waiting.tryComplete();
    }
}
