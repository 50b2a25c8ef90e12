// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentDesk;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.engine.content.Offer;
import dev.sextant.studies.file.StudyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker starts its own people's programs, and no others. */
class ProgramPermissionIT {
    private static final String STUDY = """
            { "name": "train", "seed": 5,
              "trainer": {
                "type": "command", "argv": ["sh", "train.sh", "{flags}"], "parametersBy": "flags",
                "parameters": { "rate": { "log": [1e-4, 1] }, "kind": { "choice": ["a", "b"] } } },
              "search": { "searcher": "random", "trials": 4 } }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path there;

    @SuppressWarnings("NullAway.Init")
    private Path own;

    @BeforeEach
    void layOut() throws Exception {
        there = Files.createDirectory(folder.resolve("there"));
        own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(there.resolve("study.json"), STUDY);
        Files.writeString(there.resolve("train.sh"), "echo loss=1");
    }

    private StudyFile study() throws Exception {
        return StudySource.read(there, "study.json", List.of());
    }

    private String refusal(@Nullable Path allowed) throws Exception {
        StudyFile study = study();
        return assertThrows(RefusedException.class, () -> ProgramPermission.folder(study, allowed))
                .text()
                .replace(folder.toString(), "");
    }

    @Test
    void withoutAnybodysWordNothingIsStarted() throws Exception {
        assertEquals("""
                the study "train" starts programs (its trainer is command), and this worker starts none that another machine names
                  To let it, start it with --allow-exec DIR, where DIR holds this machine's own copy of the study file and its programs.
                """, refusal(null));
    }

    @Test
    void aFolderWithoutACopyAllowsNothing() throws Exception {
        assertEquals("""
                the folder of --allow-exec, /nowhere, cannot be read: there is no such file or directory
                  Name a folder that holds study files.
                """, refusal(folder.resolve("nowhere")));
        Files.writeString(own.resolve("notes.json"), "[]");
        Files.writeString(own.resolve("other.json"), STUDY.replace("\"train\"", "\"other\""));
        assertEquals("""
                the study "train" starts programs, and none of the 2 study files in /own is a copy of it: none has its name
                  Put a copy of the coordinator's study file there, and its programs.
                """, refusal(own));
    }

    @Test
    void aCopyThatDiffersAllowsNothing() throws Exception {
        Files.writeString(own.resolve("a.json"), STUDY.replace("\"seed\": 5", "\"seed\": 6"));
        Files.writeString(own.resolve("b.json"), STUDY.replace("train.sh", "other.sh"));
        Files.writeString(own.resolve("c.json"), STUDY.replace("[1e-4, 1]", "[1e-4, 2]"));
        assertEquals("""
                the study "train" starts programs, and its copy in /own is another study: a.json, whose seed is 6, not 5; \
                b.json, whose trainer.argv is ["sh","other.sh","{flags}"], not ["sh","train.sh","{flags}"]; \
                c.json, whose trainer.parameters.rate.log is [1.0E-4,2.0], not [1.0E-4,1.0]
                  Make the copy equal to the coordinator's study, its changes on the command line included.
                """, refusal(own));
    }

    @Test
    void anEqualCopyInAnyFormAllowsItsOwnFolder() throws Exception {
        Files.writeString(own.resolve("copy.yaml"), """
                name: train
                seed: 5
                trainer:
                  type: command
                  argv: [sh, train.sh, "{flags}"]
                  parametersBy: flags
                  parameters: { rate: { log: [0.0001, 1.0] }, kind: { choice: [a, b] } }
                search: { searcher: sobol, trials: 9 }
                """);
        assertEquals(own, ProgramPermission.folder(study(), own));
    }

    @Test
    void programsThatAreNotThoseOfTheCoordinatorAreTold() throws Exception {
        Files.writeString(own.resolve("study.json"), STUDY);
        Files.writeString(own.resolve("train.sh"), "echo loss=1");
        assertEquals("train", delivered().file().spec().name());
        Files.writeString(own.resolve("train.sh"), "echo loss=2");
        String words = assertThrows(RefusedException.class, this::delivered).text();
        assertEquals("""
                the study "train" would train on something else here than on the coordinator: sha256 of train.sh is H here and H there
                  Copy the coordinator's programs to this machine.
                """, words.replaceAll("[0-9a-f]{64}", "H"));
        Files.delete(own.resolve("train.sh"));
        assertEquals(
                "the study \"train\" would train on something else here than on the coordinator: sha256 of train.sh is missing here and H there",
                String.valueOf(assertThrows(RefusedException.class, this::delivered)
                                .getMessage())
                        .replaceAll("[0-9a-f]{64}", "H"));
    }

    private DeliveredStudy delivered() throws Exception {
        Offer offer = OfferedStudy.of(PreparedStudy.of(study(), there));
        assertEquals(List.of(), offer.parcel().files());
        ContentDesk desk = new ContentDesk(offer, Checkpoints.NONE, _ -> {}, System::nanoTime);
        try (ContentCache cache = ContentCache.open(folder.resolve("cache"));
                Delivery delivery = Delivery.fetch(
                        offer.digest(),
                        question -> CompletableFuture.completedStage(desk.answer(question)),
                        cache,
                        FetchProgress.NONE)) {
            return DeliveredStudy.of(delivery, own);
        }
    }
}
