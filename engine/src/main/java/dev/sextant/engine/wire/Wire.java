// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

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
 * <p>Within a process they are passed by reference, between processes as bytes of a format of our own: every node lets
 * its bus carry them before it sends or hears anything. What cannot be read becomes {@link Unreadable}.
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
                Kept,
                Unreadable {
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

    /**
     * What was sent, whoever sent it and however: {@link Unreadable} where it is no message of the protocol. Throws
     * nothing.
     */
    static Wire of(Message<?> message) {
        Object body;
        try {
            body = message.body();
        } catch (RuntimeException broken) {
            // One of Vert.x's own codecs, which take what comes for whole.
            return new Unreadable("what came to %s cannot be read: %s".formatted(message.address(), broken));
        }
        if (body instanceof Wire wire) return wire;
        String type = body == null ? "nothing" : body.getClass().getSimpleName();
        return new Unreadable("what came to %s is no message of Sextant's: %s".formatted(message.address(), type));
    }

    /** Lets this bus carry the messages; again, it changes nothing. The same on every node of a cluster. */
    static void register(EventBus bus) {
        try {
            for (WireCodec<?> codec : WireCodecs.ALL) register(bus, codec);
        } catch (IllegalStateException known) {
            // A process that works for one study after another has one bus. It cannot be asked what it carries.
            return;
        }
    }

    private static <T extends Wire> void register(EventBus bus, WireCodec<T> codec) {
        bus.registerDefaultCodec(codec.type(), codec);
    }
}
