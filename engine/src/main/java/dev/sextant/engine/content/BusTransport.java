// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Over the event bus. Threads: any; all that is sent is sent from one event loop, and answers come there. */
public final class BusTransport implements Transport {
    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setSendTimeout(Wire.TIMEOUT_MILLIS);

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Addresses> coordinator;

    /** @param coordinator where it listens, asked anew for each question: another may take over */
    public BusTransport(Vertx vertx, Supplier<Addresses> coordinator) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.coordinator = coordinator;
    }

    @Override
    public CompletionStage<Wire> ask(Wire question) {
        Promise<Wire> answer = Promise.promise();
        context.runOnContext(_ -> vertx.eventBus()
                .request(coordinator.get().content(), question, OPTIONS)
                .map(Wire::of)
                .onComplete(answer));
        return answer.future().toCompletionStage();
    }
}
