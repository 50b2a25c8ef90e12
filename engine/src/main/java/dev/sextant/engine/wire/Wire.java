// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.eventbus.EventBus;

/**
 * A message of the protocol between a study's coordinator and its node agents.
 *
 * <ol>
 *   <li>{@link Pull} is answered with {@link Work}: tasks go only to those who asked.
 *   <li>{@link Result} and {@link Broke} are answered with {@link Received} once they are durable, and repeated until
 *       then.
 *   <li>No message's loss changes a result.
 * </ol>
 *
 * <p>Messages stay in this process and are passed by reference.
 */
public sealed interface Wire permits Pull, Work, Result, Broke, Received, Epochs, Notice {
    /** Where pulls go. */
    String PULL = "sextant.pull";

    /** Where results go, and attempts that broke. */
    String RESULT = "sextant.result";

    /** Where epochs go. */
    String EPOCHS = "sextant.epochs";

    /** Where notices go. */
    String NOTICE = "sextant.notice";

    /** How long a pull waits for work. */
    long POLL_MILLIS = 20_000;

    /** After this a request is taken for lost; above {@link #POLL_MILLIS}. */
    long TIMEOUT_MILLIS = 30_000;

    /** Lets this bus carry the messages. */
    static void register(EventBus bus) {
        register(bus, Pull.class);
        register(bus, Work.class);
        register(bus, Result.class);
        register(bus, Broke.class);
        register(bus, Received.class);
        register(bus, Epochs.class);
        register(bus, Notice.class);
    }

    private static <T extends Wire> void register(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new LocalCodec<>(type));
    }
}
