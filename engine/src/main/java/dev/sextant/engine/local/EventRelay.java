// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.study.StudyEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Hands events to a listener on one thread of its own, in order, so that a slow listener holds nobody up. */
final class EventRelay {
    private sealed interface Item {
        record Event(StudyEvent event) implements Item {}

        record End(Runnable then) implements Item {}
    }

    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final Consumer<StudyEvent> listener;
    private final Consumer<Throwable> onFailure;

    /** @param onFailure told once, on the relay's thread, when the listener throws; it hears of nothing more */
    EventRelay(Consumer<StudyEvent> listener, Consumer<Throwable> onFailure) {
        this.listener = listener;
        this.onFailure = onFailure;
        Thread.ofPlatform().name("study-events").daemon().start(this::relay);
    }

    void tell(StudyEvent event) {
        queue.add(new Item.Event(event));
    }

    /** Runs {@code then} after the listener has heard of everything told before; later events are not heard. */
    void end(Runnable then) {
        queue.add(new Item.End(then));
    }

    private void relay() {
        boolean heard = true;
        try {
            while (true) {
                switch (queue.take()) {
                    case Item.Event(StudyEvent event) -> heard = heard && hand(event);
                    case Item.End(Runnable then) -> {
                        then.run();
                        return;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hand(StudyEvent event) {
        try {
            listener.accept(event);
            return true;
        } catch (RuntimeException | Error thrown) {
            onFailure.accept(thrown);
            return false;
        }
    }
}
