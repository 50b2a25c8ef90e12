// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.eventbus.EventBus;

/**
 * A message of the protocol between a study's coordinator and its node agents.
 *
 * <ol>
 *   <li>{@link Pull} is answered with {@link Work}: tasks go only to those who asked.
 *   <li>{@link Result}, {@link Broke} and {@link Release} are answered with {@link Received} once they are durable, and
 *       repeated until then.
 *   <li>{@link Beat} is answered with {@link Beaten}, which extends leases and cancels attempts.
 *   <li>Any message may be lost, come twice, late, or out of order: none of that changes a result.
 * </ol>
 *
 * <p>Messages stay in this process and are passed by reference.
 */
public sealed interface Wire
        permits Pull,
                Work,
                Beat,
                Beaten,
                Result,
                Broke,
                Release,
                Received,
                Epochs,
                Notice,
                Join,
                Welcome,
                Refused,
                Fetch,
                Chunk,
                Keep,
                Kept {
    /** Where pulls go. */
    String PULL = "sextant.pull";

    /** Where results go, attempts that broke, and attempts that are given back. */
    String RESULT = "sextant.result";

    /** Where beats go. */
    String BEAT = "sextant.beat";

    /** Where epochs go. */
    String EPOCHS = "sextant.epochs";

    /** Where notices go. */
    String NOTICE = "sextant.notice";

    /** Where workers' processes ask for a study. */
    String JOIN = "sextant.join";

    /** Where content is asked for, and kept. */
    String CONTENT = "sextant.content";

    /** Where a coordinator says that it has no more work for anybody. */
    String OVER = "sextant.over";

    /** How long a pull waits for work. */
    long POLL_MILLIS = 20_000;

    /** After this a pull is taken for lost; above {@link #POLL_MILLIS}. */
    long PULL_MILLIS = 30_000;

    /** After this any other request is taken for lost. */
    long TIMEOUT_MILLIS = 5_000;

    /** Lets this bus carry the messages. */
    static void register(EventBus bus) {
        register(bus, Pull.class);
        register(bus, Work.class);
        register(bus, Beat.class);
        register(bus, Beaten.class);
        register(bus, Result.class);
        register(bus, Broke.class);
        register(bus, Release.class);
        register(bus, Received.class);
        register(bus, Epochs.class);
        register(bus, Notice.class);
        register(bus, Join.class);
        register(bus, Welcome.class);
        register(bus, Refused.class);
        register(bus, Fetch.class);
        register(bus, Chunk.class);
        register(bus, Keep.class);
        register(bus, Kept.class);
    }

    private static <T extends Wire> void register(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new LocalCodec<>(type));
    }
}
