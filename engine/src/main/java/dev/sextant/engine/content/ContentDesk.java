// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Fetch;
import dev.sextant.engine.wire.Keep;
import dev.sextant.engine.wire.Kept;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Wire;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what workers ask for content, and keeps their checkpoints. Nothing that they say is taken for a place on the
 * disk: content has names, and checkpoints have numbers.
 *
 * <p>Threads: any; every call may take as long as a disk does, and calls about checkpoints wait for each other.
 */
public final class ContentDesk {
    private static final String CHECKPOINT = "checkpoint/";
    private static final Pattern TRIAL = Pattern.compile("[0-9]{1,9}");

    /** Checkpoints that are being fetched, at most; of more the one that was begun first is read again. */
    private static final int MOST_FETCHED = 4;

    private final Offer offer;
    private final Checkpoints checkpoints;
    private final Consumer<String> changed;
    private final Uploads uploads;
    private boolean told;

    /** What is being fetched, so that its parts are of one checkpoint although another takes its place meanwhile. */
    private final Map<Long, byte[]> fetched = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MOST_FETCHED;
        }
    };

    /**
     * @param changed told in words, once, when a file turns out not to be what it was when the run began
     * @param nanos the time, in nanoseconds from anywhere
     */
    public ContentDesk(Offer offer, Checkpoints checkpoints, Consumer<String> changed, LongSupplier nanos) {
        this.offer = offer;
        this.checkpoints = checkpoints;
        this.changed = changed;
        this.uploads = new Uploads(nanos);
    }

    /** How a checkpoint is asked for. */
    static String checkpoint(long trial) {
        return CHECKPOINT + trial;
    }

    /** The answer to a question; {@link Refused} for whatever is none. */
    public Wire answer(Wire question) {
        return switch (question) {
            case Fetch(String name, long offset) when name.startsWith(CHECKPOINT) -> checkpoint(name, offset);
            case Fetch(String name, long offset) -> content(name, offset);
            case Keep part -> keep(part);
            case Unreadable(String words) -> new Refused(words);
            case Wire other ->
                new Refused("%s asks for no content".formatted(other.getClass().getSimpleName()));
        };
    }

    private Wire content(String name, long offset) {
        if (offset == 0 && name.equals(offer.digest())) look();
        try {
            Chunk chunk = offer.chunk(name, offset);
            return chunk != null
                    ? chunk
                    : new Refused("the coordinator of the study \"%s\" has no content %s with a byte %d"
                            .formatted(offer.parcel().name(), Parcel.shown(name), offset));
        } catch (ContentException refused) {
            tell(refused);
            return new Refused(refused.getMessage() + ". " + refused.help());
        }
    }

    private synchronized void tell(ContentException refused) {
        if (told) return;
        told = true;
        changed.accept(refused.getMessage() + ". " + refused.help());
    }

    /** A worker that has the files already may train on them; somebody should know that no other can get them. */
    private void look() {
        try {
            offer.check();
        } catch (ContentException changed) {
            tell(changed);
        }
    }

    private synchronized Wire checkpoint(String name, long offset) {
        String number = name.substring(CHECKPOINT.length());
        if (!TRIAL.matcher(number).matches()) return nothing(name);
        long trial = Long.parseLong(number);
        byte @Nullable [] checkpoint = offset == 0 ? null : fetched.get(trial);
        if (checkpoint == null) checkpoint = checkpoints.load(trial);
        if (checkpoint == null) return nothing(name);
        Chunk chunk = Offer.chunk(checkpoint, offset);
        if (chunk == null) return nothing(name);
        boolean last = offset + chunk.bytes().length() >= checkpoint.length;
        if (last) fetched.remove(trial);
        else fetched.put(trial, checkpoint);
        return chunk;
    }

    private static Refused nothing(String name) {
        return new Refused("there is no %s".formatted(Parcel.shown(name)));
    }

    private synchronized Wire keep(Keep part) {
        return switch (uploads.take(part)) {
            case Uploads.Taken.Part() -> new Kept();
            case Uploads.Taken.Whole(byte[] checkpoint) -> {
                checkpoints.save(part.trial(), checkpoint);
                yield new Kept();
            }
            case Uploads.Taken.Gap(String message) -> new Refused(message);
        };
    }

    /** What this desk keeps, as the coordinator's own trials see it: with the end of a trial its uploads end, too. */
    public Checkpoints checkpoints() {
        return new Checkpoints() {
            @Override
            public byte @Nullable [] load(long trial) {
                return checkpoints.load(trial);
            }

            @Override
            public void save(long trial, byte[] checkpoint) {
                checkpoints.save(trial, checkpoint);
            }

            @Override
            public void drop(long trial) {
                ended(trial);
            }

            @Override
            public @Nullable Path folder(long trial) {
                return checkpoints.folder(trial);
            }

            @Override
            public @Nullable Path log(long trial) {
                return checkpoints.log(trial);
            }
        };
    }

    /** The trial has ended: nothing of it is kept any more, whatever still comes. */
    public synchronized void ended(long trial) {
        uploads.ended(trial);
        fetched.remove(trial);
        checkpoints.drop(trial);
    }
}
