// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentDesk;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.engine.content.Offer;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that is carried to another machine is the same study there, or none. */
class DeliveredStudyIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path here;

    private final String network = """
            { "name": "carried", "seed": 7,
              "trainer": {
                "data": { "csv": { "choice": ["data/iris.csv", "%s"] } },
                "hidden": [4], "epochs": 3, "learningRate": { "log": [1e-3, 1.0] } },
              "search": { "searcher": "random", "trials": 5 },
              "confirm": { "top": 2, "seeds": 2 } }
            """;

    @BeforeEach
    void layOut() throws Exception {
        here = Files.createDirectory(folder.resolve("here"));
        Files.createDirectory(here.resolve("data"));
        Path datasets = Path.of(System.getProperty("project.root", ".."), "studies/datasets");
        Files.copy(datasets.resolve("iris.csv"), here.resolve("data/iris.csv"));
        Files.copy(datasets.resolve("wine.csv"), folder.resolve("wine.csv"));
    }

    private PreparedStudy prepared(String study) throws Exception {
        Files.writeString(here.resolve("study.json"), study);
        return PreparedStudy.of(StudySource.read(here, "study.json", List.of()), here);
    }

    private interface Use {
        void of(DeliveredStudy study) throws Exception;
    }

    private void delivered(Offer offer, @Nullable Path allowed, Use use) throws Exception {
        ContentDesk desk = new ContentDesk(offer, Checkpoints.NONE, _ -> {}, System::nanoTime);
        try (ContentCache cache = ContentCache.open(folder.resolve("cache"));
                Delivery delivery = Delivery.fetch(
                        offer.digest(),
                        question -> CompletableFuture.completedStage(desk.answer(question)),
                        cache,
                        FetchProgress.NONE)) {
            use.of(DeliveredStudy.of(delivery, allowed));
        }
    }

    private StudyRun.Ended run(PreparedStudy study, String name) throws Exception {
        try (StudyRun run =
                StudyRun.begin(study, RunDirectory.claim(folder.resolve(name)), new StudyRun.Options(1), _ -> {})) {
            return run.await();
        }
    }

    @Test
    void itsTrialsAreThoseOfTheFolderThatItCameFrom() throws Exception {
        PreparedStudy study = prepared(network.formatted(folder.resolve("wine.csv")));
        Offer offer = OfferedStudy.of(study);
        assertEquals(2, offer.parcel().files().size());
        assertEquals(offer.digest(), OfferedStudy.of(study).digest(), "a study has one name");
        StudyRun.Ended there = run(study, "there");
        delivered(offer, null, arrived -> {
            // What the coordinator has is not what the worker reads.
            Files.delete(here.resolve("data/iris.csv"));
            Files.delete(folder.resolve("wine.csv"));
            PreparedStudy away = new PreparedStudy(
                    arrived.file(),
                    here,
                    arrived.trainer(),
                    PreparedStudy.searcher(arrived.file()),
                    null,
                    study.facts(),
                    List.of(),
                    List.of());
            StudyRun.Ended ended = run(away, "away");
            assertEquals(there.trials(), ended.trials());
            assertEquals(report("there"), report("away"));
        });
    }

    private String report(String run) throws Exception {
        return Files.readString(folder.resolve(run).resolve("report.json"));
    }

    @Test
    void aTrainingThatIsNoneOfTheStudysIsRefused() throws Exception {
        PreparedStudy study = prepared(network.formatted(folder.resolve("wine.csv")));
        delivered(OfferedStudy.of(study), null, arrived -> {
            ObjectNode document = arrived.file().defaultDocument();
            start(arrived.trainer(), study, document);
            List<Consumer<ObjectNode>> changes = List.of(
                    made -> made.putObject("data").put("csv", "/etc/passwd"),
                    made -> made.put("learningRate", 2.0),
                    made -> made.put("epochs", 4),
                    made -> made.put("initialWeights", "/etc/shadow"),
                    made -> made.remove("hidden"),
                    made -> made.putArray("hidden").add(4).add(4));
            for (Consumer<ObjectNode> change : changes) {
                ObjectNode other = document.deepCopy();
                change.accept(other);
                String words = String.valueOf(
                        assertThrows(TrainingException.class, () -> start(arrived.trainer(), study, other))
                                .getMessage());
                assertTrue(
                        words.startsWith("the coordinator asks for a training that is none of the study's: \"{"),
                        words);
            }
        });
    }

    private static void start(Trainer trainer, PreparedStudy study, ObjectNode document) throws Exception {
        trainer.start(new Assignment(document, study.file().spec().objective(), Seeds.ofSearch(7, 0), false))
                .close();
    }

    @Test
    void dataThatChangedBetweenReadingAndOfferingIsNoticed() throws Exception {
        PreparedStudy study = prepared(network.formatted(folder.resolve("wine.csv")));
        Path iris = here.resolve("data/iris.csv");
        String before = study.facts().get("sha256");
        Files.writeString(iris, Files.readString(iris).replace("5.1,3.5", "5.2,3.5"));
        Offer offer = OfferedStudy.of(study);
        RefusedException refused = assertThrows(RefusedException.class, () -> delivered(offer, null, _ -> {}));
        assertEquals(
                "the study \"carried\" would train on something else here than on the coordinator: sha256 is %s here and %s there\n  The data changed on the coordinator as the run began: begin a new run.\n"
                        .formatted(offer.parcel().files().getFirst().sha256(), before),
                refused.text());
    }

    @Test
    void anotherVersionIsRefusedByName() throws Exception {
        PreparedStudy study = prepared(network.formatted(folder.resolve("wine.csv")));
        Offer mine = OfferedStudy.of(study);
        Offer other = Offer.of(
                new Offer.Study("0.1-old", "carried", "network", mine.parcel().study()),
                new StudyFolder(here),
                List.of());
        assertEquals(
                "the study \"carried\" is run by Sextant 0.1-old, and this is " + Provenance.version(),
                assertThrows(RefusedException.class, () -> delivered(other, null, _ -> {}))
                        .getMessage());
        Offer unread = Offer.of(
                new Offer.Study(Provenance.version(), "carried", "network", "{\"trainer\": {\"type\": \"no\"}}"),
                new StudyFolder(here),
                List.of());
        String words = String.valueOf(assertThrows(RefusedException.class, () -> delivered(unread, null, _ -> {}))
                .getMessage());
        assertTrue(words.startsWith("the coordinator's study cannot be read here:\ncarried:1:"), words);
    }
}
