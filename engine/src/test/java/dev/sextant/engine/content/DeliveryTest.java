// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Fetch;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shipment shipment;

    private ContentCache cache() throws ContentException {
        return ContentCache.open(folder.resolve("cache"));
    }

    @BeforeEach
    void makeShipment() throws Exception {
        shipment = new Shipment(Files.createDirectory(folder.resolve("study")));
    }

    @Test
    void aStudysFilesLieUnderTheirOwnNames() throws Exception {
        byte[] large = Shipment.random(3 * Chunk.MOST + 17, 1);
        shipment.file("data/large.bin", large)
                .file("small.csv", new byte[] {1, 2})
                .file("empty.csv", new byte[0]);
        Offer offer = shipment.offer();
        List<String> lines = new ArrayList<>();
        try (ContentCache cache = cache();
                Delivery delivery = Delivery.fetch(
                        offer.digest(),
                        shipment.fetcher(offer),
                        cache,
                        (file, bytes, size) -> lines.add(FetchProgress.text(file, bytes, size)))) {
            assertEquals(offer.parcel(), delivery.parcel());
            Path there = delivery.folder().path();
            assertArrayEquals(large, Files.readAllBytes(there.resolve("data/large.bin")));
            assertArrayEquals(large, Files.readAllBytes(delivery.folder().resolve("data/large.bin")));
            assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(there.resolve("small.csv")));
            assertEquals(0, Files.size(there.resolve("empty.csv")));
            assertEquals(
                    List.of(
                            "data/large.bin 256 of 768 kB",
                            "data/large.bin 512 of 768 kB",
                            "data/large.bin 768 of 768 kB",
                            "data/large.bin 768 of 768 kB",
                            "small.csv 2 of 2 B"),
                    lines);
        }
    }

    @Test
    void namesThatLeadOutOfTheFolderLeadToPlacesOfThisMachinesOwn() throws Exception {
        Files.createDirectory(folder.resolve("study/data"));
        Path absolute = folder.resolve("far/away.csv");
        List<String> names = List.of(
                absolute.toString(),
                "../far/up.csv",
                "data/../odd.csv",
                "./here.csv",
                "outside/1",
                "back\\slash",
                "..",
                "a");
        for (String name : names) if (!name.equals("..")) shipment.file(name, name.getBytes(StandardCharsets.UTF_8));
        Offer offer = shipment.offer();
        try (ContentCache cache = cache();
                Delivery delivery =
                        Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, FetchProgress.NONE)) {
            Path there = delivery.folder().path().toRealPath();
            for (String name : shipment.names) {
                Path place = delivery.folder().resolve(name);
                assertTrue(place.toRealPath().startsWith(there), () -> name + " lies at " + place);
                assertEquals(name, Files.readString(place));
            }
            assertEquals(there.resolve("a"), delivery.folder().resolve("a").toRealPath());
        }
    }

    @Test
    void whatIsInTheCacheIsNotFetchedAgain() throws Exception {
        shipment.file("a.csv", Shipment.random(1000, 2)).file("b.csv", Shipment.random(1000, 2));
        Offer offer = shipment.offer();
        List<Wire> asked = new ArrayList<>();
        ContentDesk desk = shipment.desk(offer);
        Fetcher counting = new Fetcher(
                FaultyTransport.sound(question -> {
                    asked.add(question);
                    return desk.answer(question);
                }),
                _ -> {});
        for (int i = 0; i < 2; i++)
            try (ContentCache cache = cache()) {
                Delivery.fetch(offer.digest(), counting, cache, FetchProgress.NONE);
            }
        String content = offer.parcel().files().getFirst().sha256();
        assertEquals(List.of(new Fetch(offer.digest(), 0), new Fetch(content, 0), new Fetch(offer.digest(), 0)), asked);
    }

    @Test
    void whatIsDamagedInTheCacheIsFetchedAnew() throws Exception {
        byte[] content = Shipment.random(1000, 3);
        shipment.file("a.csv", content);
        Offer offer = shipment.offer();
        String name = offer.parcel().files().getFirst().sha256();
        for (byte[] damaged : List.of(new byte[0], Shipment.random(1000, 4), Shipment.random(2000, 5)))
            try (ContentCache cache = cache()) {
                Files.deleteIfExists(folder.resolve("cache/files").resolve(name));
                Files.write(folder.resolve("cache/files").resolve(name), damaged);
                try (Delivery delivery =
                        Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, FetchProgress.NONE)) {
                    assertArrayEquals(
                            content, Files.readAllBytes(delivery.folder().resolve("a.csv")));
                }
                assertArrayEquals(
                        content,
                        Files.readAllBytes(folder.resolve("cache/files").resolve(name)));
            }
    }

    @Test
    void ofWhatNobodyUsesTheLatestIsKept() throws Exception {
        for (String name : List.of("a", "b", "c")) shipment.file(name, Shipment.random(1000, name.hashCode()));
        Offer offer = shipment.offer();
        List<String> sums =
                offer.parcel().files().stream().map(Parcel.Entry::sha256).toList();
        try (ContentCache cache = ContentCache.open(folder.resolve("cache"), 2500)) {
            try (Delivery delivery =
                    Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, FetchProgress.NONE)) {
                assertEquals(Set.copyOf(sums), cache.kept(), "a study's own files are not removed for each other");
                Files.setLastModifiedTime(delivery.folder().resolve("b"), FileTime.fromMillis(1));
            }
            Shipment other = new Shipment(Files.createDirectory(folder.resolve("other")));
            Offer next = other.file("d", Shipment.random(1000, 9)).offer();
            Delivery.fetch(next.digest(), other.fetcher(next), cache, FetchProgress.NONE)
                    .close();
            assertEquals(2, cache.kept().size());
            assertFalse(cache.kept().contains(sums.get(1)), "the one used longest ago is gone");
        }
    }

    @Test
    void aFileThatChangedOnTheCoordinatorIsGivenToNobody() throws Exception {
        shipment.file("data.csv", Shipment.random(1000, 6)).file("other.csv", new byte[1]);
        Offer offer = shipment.offer();
        offer.check();
        Files.write(folder.resolve("study/data.csv"), Shipment.random(1001, 6));
        String words =
                "data.csv has changed on the coordinator since the run began, so that other machines would train on"
                        + " other data";
        assertEquals(words, assertThrows(ContentException.class, offer::check).getMessage());
        try (ContentCache cache = cache()) {
            ContentException refused = assertThrows(
                    ContentException.class,
                    () -> Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, FetchProgress.NONE));
            assertEquals(Reason.REFUSED, refused.reason());
            assertEquals(
                    words + ". Put it back as it was, its time of change included, or begin a new run.",
                    refused.getMessage());
            assertEquals(List.of(refused.getMessage()), shipment.told);
            assertEquals(Set.of(), cache.kept());
        }
        Files.delete(folder.resolve("study/data.csv"));
        assertEquals(
                "data.csv is no longer there on the coordinator: there is no such file or directory",
                assertThrows(ContentException.class, offer::check).getMessage());
    }

    @Test
    void otherContentOfTheSameSizeAndTimeIsNoticedByTheWorker() throws Exception {
        shipment.file("data.csv", Shipment.random(1000, 6));
        Offer offer = shipment.offer();
        Path file = folder.resolve("study/data.csv");
        FileTime before = Files.getLastModifiedTime(file);
        Files.write(file, Shipment.random(1000, 7));
        Files.setLastModifiedTime(file, before);
        offer.check();
        try (ContentCache cache = cache()) {
            ContentException unsound = assertThrows(
                    ContentException.class,
                    () -> Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, FetchProgress.NONE));
            assertEquals(Reason.UNSOUND, unsound.reason());
            assertEquals(
                    "data.csv came 3 times with other content than the study names (SHA-256 %s)"
                            .formatted(offer.parcel().files().getFirst().sha256()),
                    unsound.getMessage());
            assertEquals(Set.of(), cache.kept());
        }
    }

    @Test
    void aFileThatIsMissingIsToldBeforeTheStudyBegins() {
        shipment.names.add("nowhere.csv");
        assertEquals(
                "nowhere.csv, which the study's workers need, cannot be read: there is no such file or directory",
                assertThrows(ContentException.class, shipment::offer).getMessage());
        shipment.names.set(0, ".");
        assertEquals(
                "., which the study's workers need, cannot be read: it is not a regular file",
                assertThrows(ContentException.class, shipment::offer).getMessage());
    }

    @Test
    void nothingButWhatIsOfferedIsGiven() throws Exception {
        shipment.file("a.csv", new byte[] {1});
        ContentDesk desk = shipment.desk(shipment.offer());
        for (String name : List.of(
                "a.csv",
                "../study/a.csv",
                "",
                "checkpoint/",
                "checkpoint/-1",
                "checkpoint/../a",
                "checkpoint/99999999999999999999",
                "0".repeat(64))) assertTrue(desk.answer(new Fetch(name, 0)) instanceof Refused, name);
        String digest = shipment.offer().digest();
        for (long offset : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 20})
            assertTrue(desk.answer(new Fetch(digest, offset)) instanceof Refused, () -> "at " + offset);
        assertEquals(
                new Refused("the coordinator of the study \"digits\" has no content \"a.csv\" with a byte 0"),
                desk.answer(new Fetch("a.csv", 0)));
    }
}
