// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What happens in one run, frame by frame, for those who listen now and for those who come back: the last frames are
 * kept, so that a client that was away for a moment misses nothing.
 *
 * <p>Threads: any. Listeners are called on the publisher's thread and must be quick.
 */
public final class Feed {
    /** So many frames are kept: at five a second nearly two minutes. */
    private static final int KEPT = 512;

    /**
     * One event of the stream.
     *
     * @param id rises by 1
     * @param event its name
     * @param json one line
     */
    public record Frame(long id, String event, String json) {}

    /** Ends the listening. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<Frame> kept = new ArrayDeque<>();
    private final List<Consumer<Frame>> listeners = new CopyOnWriteArrayList<>();
    private long next = 1;

    /** Tells everybody. */
    public synchronized void publish(String event, String json) {
        Frame frame = new Frame(next++, event, json);
        kept.add(frame);
        if (kept.size() > KEPT) kept.remove();
        for (Consumer<Frame> listener : listeners) listener.accept(frame);
    }

    /** How many listen. */
    public int listeners() {
        return listeners.size();
    }

    /**
     * Listens from now on.
     *
     * @param after the id of the last frame that the listener knows; -1 if none
     * @param missed gets what came since then, before this returns; nothing where the listener is new
     */
    public synchronized Listening listen(long after, List<Frame> missed, Consumer<Frame> listener) {
        List<Frame> since = new ArrayList<>();
        for (Frame frame : kept) if (after >= 0 && frame.id() > after) since.add(frame);
        missed.addAll(since);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
