// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.cluster.ClusteredVertx;
import dev.sextant.engine.cluster.UnfitStudyException;
import dev.sextant.engine.cluster.WorkerStudies;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentException;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.checkpoint.TrialCheckpoint;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.engine.content.RemoteCheckpoints;
import dev.sextant.engine.content.Transport;
import dev.sextant.engine.wire.Addresses;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a worker ready for studies that come from their coordinator with all their data. */
final class CarriedStudies implements WorkerStudies {
    private final ClusteredVertx cluster;
    private final ContentCache cache;
    private final FetchProgress progress;

    /** @param progress told of files on their way */
    CarriedStudies(ClusteredVertx cluster, ContentCache cache, FetchProgress progress) {
        this.cluster = cluster;
        this.cache = cache;
        this.progress = progress;
    }

    @Override
    public Opened open(String parcel, Addresses addresses) throws UnfitStudyException, InterruptedException {
        Delivery delivery = null;
        boolean opened = false;
        try {
            delivery = Delivery.fetch(parcel, cluster.transport(addresses), cache, progress);
            PreparedStudy study = prepare(delivery);
            opened = true;
            Transport transport = cluster.transport(addresses);
            return new Opened(
                    study.file().spec().name(),
                    study.trainer(),
                    new RemoteCheckpoints(transport, TrialCheckpoint::epochs, cache.checkpoints(parcel)),
                    delivery::close);
        } catch (ContentException refused) {
            throw new UnfitStudyException(
                    text(String.valueOf(refused.getMessage()), refused.help()),
                    refused.reason() != ContentException.Reason.UNREACHABLE);
        } catch (StudyFileException invalid) {
            throw new UnfitStudyException(
                    "the study cannot be run here\n" + invalid.text().stripTrailing(), true);
        } catch (RefusedException refused) {
            throw new UnfitStudyException(refused.text().stripTrailing(), true);
        } finally {
            if (!opened && delivery != null) delivery.close();
        }
    }

    private static String text(String message, String help) {
        return help.isEmpty() ? message : message + "\n  " + help;
    }

    private static PreparedStudy prepare(Delivery delivery)
            throws StudyFileException, RefusedException, InterruptedException {
        StudyFile file = StudyReader.readResolved(
                delivery.parcel().name(),
                delivery.parcel().study().getBytes(StandardCharsets.UTF_8),
                List.of(),
                Services.catalog());
        if (file.trainer().startsPrograms())
            throw new RefusedException(
                    RefusedException.Reason.STUDY,
                    "the trials of " + delivery.parcel().name() + " start programs, and a worker starts none because"
                            + " another machine says so",
                    "Put a copy of the study and its programs on this machine, and start the worker with"
                            + " --allow-exec and that folder.");
        PreparedStudy study = PreparedStudy.of(file, delivery.folder());
        SavedRun.compare(
                file.provenance(),
                study.facts(),
                "this machine finds other data than the run began with",
                "Run the same version of Sextant on every machine, and see whether the file changed on the coordinator.");
        return study;
    }
}
