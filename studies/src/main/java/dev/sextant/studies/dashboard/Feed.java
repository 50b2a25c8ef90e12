// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one run, frame by frame, for those who listen now and for those who come back: the last frames are
 * kept, so that a client that was away for a moment misses nothing.
 *
 * <p>Ids rise by 1 from one that no feed of an earlier process has reached, so that whoever comes back with an id of
 * the process before is told that it missed something, and is not given frames of another life.
 *
 * <p>Memory: the last {@value #KEPT} frames, and fewer where they hold more than {@value #KEPT_CHARACTERS} characters.
 * Threads: any. Listeners are called on the publisher's thread and must be quick.
 */
public final class Feed {
    /** So many frames are kept: at five a second nearly two minutes. */
    private static final int KEPT = 512;

    private static final int KEPT_CHARACTERS = 4 << 20;

    /** The event that comes all the time; any other one changes what a run's page says. */
    private static final String FRAME = "frame";

    private static final Pattern EVENT = Pattern.compile("[A-Za-z]{1,32}");

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
    private long characters;
    private long last;
    private long turned;

    /** One whose ids begin at the milliseconds of the clock: they rise faster than frames come. */
    public Feed() {
        this(System.currentTimeMillis());
    }

    /** @param first the id of the first frame, at least 1 */
    Feed(long first) {
        last = first - 1;
        turned = last;
    }

    /**
     * Tells everybody.
     *
     * @param event letters
     * @param json one line
     */
    public synchronized void publish(String event, String json) {
        if (!EVENT.matcher(event).matches())
            throw new IllegalArgumentException("the name of an event (%s) must match %s".formatted(event, EVENT));
        if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0)
            throw new IllegalArgumentException("the data of an event (%s) must be one line".formatted(event));
        Frame frame = new Frame(++last, event, json);
        if (!event.equals(FRAME)) turned = last;
        kept.add(frame);
        characters += json.length();
        while (kept.size() > KEPT || (characters > KEPT_CHARACTERS && kept.size() > 1))
            characters -= kept.remove().json().length();
        for (Consumer<Frame> listener : listeners) listener.accept(frame);
    }

    /** How many listen: servers, however many clients each of them has. */
    public int listeners() {
        return listeners.size();
    }

    /** The id of the newest frame; of the one before the first where there is none yet. */
    public synchronized long last() {
        return last;
    }

    /** The id of the newest event that is not a frame, such as an ending; at most {@link #last()}. */
    synchronized long turned() {
        return turned;
    }

    /** Whether nothing is lost for somebody who knows everything up to this id. */
    synchronized boolean reaches(long after) {
        long oldest = kept.isEmpty() ? last + 1 : kept.getFirst().id();
        return after >= oldest - 1 && after <= last;
    }

    /** The oldest frame after this id that is kept; null if there is none. Cost: O(frames that came since). */
    synchronized @Nullable Frame next(long after) {
        Frame next = null;
        for (var newest = kept.descendingIterator(); newest.hasNext(); ) {
            Frame frame = newest.next();
            if (frame.id() <= after) break;
            next = frame;
        }
        return next;
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
        return () -> leave(listener);
    }

    /** After this the listener is not called, not even by whoever publishes just now. */
    private synchronized void leave(Consumer<Frame> listener) {
        listeners.remove(listener);
    }
}
