// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.cluster.UnfitStudyException;
import dev.sextant.engine.cluster.WorkerStudies;
import dev.sextant.engine.content.BusTransport;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentException;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.engine.wire.Addresses;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Studies that a worker has from coordinators, one after the other: each with its files at hand until the next is
 * opened.
 *
 * <p>Threads: one at a time.
 */
public final class DeliveredStudies implements WorkerStudies, AutoCloseable {
    private final Vertx vertx;
    private final ContentCache cache;
    private final @Nullable Path allowed;
    private final FetchProgress progress;
    private @Nullable Delivery current;

    /**
     * @param cache closed with this
     * @param allowed the folder whose programs this machine starts; null where it starts none
     */
    public DeliveredStudies(Vertx vertx, ContentCache cache, @Nullable Path allowed, FetchProgress progress) {
        this.vertx = vertx;
        this.cache = cache;
        this.allowed = allowed;
        this.progress = progress;
    }

    @Override
    public synchronized Opened open(String parcel, Addresses addresses)
            throws UnfitStudyException, InterruptedException {
        release();
        try {
            Delivery delivery = Delivery.fetch(parcel, new BusTransport(vertx, addresses.content()), cache, progress);
            current = delivery;
            DeliveredStudy study = DeliveredStudy.of(delivery, allowed);
            return new Opened(study.file().spec().name(), study.trainer());
        } catch (ContentException unfit) {
            release();
            throw new UnfitStudyException(
                    words(String.valueOf(unfit.getMessage()), unfit.help()),
                    unfit.reason() != ContentException.Reason.UNREACHABLE);
        } catch (RefusedException unfit) {
            release();
            throw new UnfitStudyException(unfit.text().strip(), true);
        }
    }

    private static String words(String message, String help) {
        return help.isEmpty() ? message : message + "\n  " + help;
    }

    private void release() {
        Delivery before = current;
        current = null;
        if (before != null) before.close();
    }

    @Override
    public synchronized void close() {
        release();
        cache.close();
    }
}
