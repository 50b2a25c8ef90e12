// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's end of the wire for content: hears questions, has a {@link ContentDesk} answer them elsewhere, and
 * sends the answers.
 *
 * <p>Threads: one event loop, which touches no file; {@value #READERS} that do.
 */
public final class ContentVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ContentVerticle.class);

    /** Disks seldom give more for more. */
    private static final int READERS = 2;

    /** Only a warning is logged when an answer takes longer than this. */
    private static final long SLOW_MINUTES = 1;

    private final ContentDesk desk;
    private final String address;

    @SuppressWarnings("NullAway.Init") // set when deployed, before anything else runs
    private WorkerExecutor readers;

    /** @param address where questions come */
    public ContentVerticle(ContentDesk desk, String address) {
        this.desk = desk;
        this.address = address;
    }

    @Override
    public Future<?> start() {
        readers = vertx.createSharedWorkerExecutor("content", READERS, SLOW_MINUTES, TimeUnit.MINUTES);
        return vertx.eventBus().consumer(address, this::answer).completion();
    }

    private void answer(Message<Object> message) {
        Wire question = Wire.of(message);
        readers.executeBlocking(() -> desk.answer(question), false)
                .onSuccess(message::reply)
                .onFailure(broken -> {
                    LOG.error("content could not be given", broken);
                    message.reply(new Refused("the coordinator failed: " + broken));
                });
    }

    /** See {@link ContentDesk#ended}. From any thread, once deployed. */
    public void ended(long trial) {
        readers.executeBlocking(
                () -> {
                    desk.ended(trial);
                    return null;
                },
                false);
    }
}
