// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.checkpoint.TrialCheckpoint;
import dev.sextant.engine.cluster.ClusteredVertx;
import dev.sextant.engine.cluster.UnfitStudyException;
import dev.sextant.engine.cluster.WorkerStudies;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentException;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.engine.content.RemoteCheckpoints;
import dev.sextant.engine.content.Transport;
import dev.sextant.engine.wire.Addresses;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a worker ready for studies that come from their coordinator with all their data. */
final class CarriedStudies implements WorkerStudies {
    private final ClusteredVertx cluster;
    private final ContentCache cache;
    private final @Nullable Path allowed;
    private final FetchProgress progress;

    /** @param allowed the folder whose programs this machine starts; null where it starts none */
    CarriedStudies(ClusteredVertx cluster, ContentCache cache, @Nullable Path allowed, FetchProgress progress) {
        this.cluster = cluster;
        this.cache = cache;
        this.allowed = allowed;
        this.progress = progress;
    }

    @Override
    public Opened open(String parcel, Supplier<Addresses> coordinator)
            throws UnfitStudyException, InterruptedException {
        Transport transport = cluster.transport(coordinator);
        Delivery delivery = null;
        boolean opened = false;
        try {
            delivery = Delivery.fetch(parcel, transport, cache, progress);
            DeliveredStudy study = DeliveredStudy.of(delivery, allowed);
            opened = true;
            return new Opened(
                    study.file().spec().name(),
                    study.trainer(),
                    new RemoteCheckpoints(transport, TrialCheckpoint::epochs, cache.checkpoints(parcel)),
                    delivery::close);
        } catch (ContentException refused) {
            throw new UnfitStudyException(
                    text(String.valueOf(refused.getMessage()), refused.help()),
                    refused.reason() != ContentException.Reason.UNREACHABLE);
        } catch (RefusedException refused) {
            throw new UnfitStudyException(refused.text().stripTrailing(), true);
        } finally {
            if (!opened && delivery != null) delivery.close();
        }
    }

    private static String text(String message, String help) {
        return help.isEmpty() ? message : message + "\n  " + help;
    }
}
