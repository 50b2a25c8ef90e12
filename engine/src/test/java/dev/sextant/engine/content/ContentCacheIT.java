// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.wire.Chunk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a real disk: full, shared, left behind by processes that died. */
class ContentCacheIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shipment shipment;

    @BeforeEach
    void makeShipment() throws Exception {
        shipment = new Shipment(Files.createDirectory(folder.resolve("study")));
    }

    private static void mount(Path at, String options) throws IOException, InterruptedException {
        boolean mounted = command("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
        if (!mounted) System.out.println("no disk can be mounted here: what a full one does was not tried");
        assumeTrue(mounted, "no disk can be mounted here");
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFullDiskIsToldAndTheCacheIsAsGoodAsBefore() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mount(disk, "size=8m");
        try (ContentCache cache = ContentCache.open(disk.resolve("cache"))) {
            byte[] small = Shipment.random(100_000, 1);
            Offer fits = shipment.file("small.csv", small).offer();
            Delivery.fetch(fits.digest(), shipment.fetcher(fits), cache, FetchProgress.NONE)
                    .close();
            Set<String> before = cache.kept();
            Offer large =
                    shipment.file("large.csv", Shipment.random(9 << 20, 2)).offer();
            ContentException full = assertThrows(
                    ContentException.class,
                    () -> Delivery.fetch(large.digest(), shipment.fetcher(large), cache, FetchProgress.NONE));
            assertEquals(Reason.DISK, full.reason());
            assertEquals(
                    "the disk of the cache %s is full: large.csv has 9437184 bytes, N are free".formatted(cache.root()),
                    String.valueOf(full.getMessage()).replaceAll("[0-9]+ are free", "N are free"));
            assertEquals("Free some of it, or name a folder on another disk with --cache.", full.help());

            // Somebody else fills it while the file comes.
            Shipment other = new Shipment(Files.createDirectory(folder.resolve("other")));
            Offer meanwhile =
                    other.file("half.csv", Shipment.random(4 << 20, 3)).offer();
            ContentException late = assertThrows(
                    ContentException.class,
                    () -> Delivery.fetch(meanwhile.digest(), other.fetcher(meanwhile), cache, (_, bytes, _) -> {
                        if (bytes == Chunk.MOST) fill(disk.resolve("filler"));
                    }));
            assertEquals(Reason.DISK, late.reason());
            assertTrue(
                    String.valueOf(late.getMessage())
                            .startsWith("half.csv (4194304 bytes) cannot be written to the cache " + cache.root()),
                    late.getMessage());
            assertEquals(before, cache.kept());
            Files.delete(disk.resolve("filler"));
            try (Delivery delivery =
                    Delivery.fetch(meanwhile.digest(), other.fetcher(meanwhile), cache, FetchProgress.NONE)) {
                assertEquals(4 << 20, Files.size(delivery.folder().resolve("half.csv")));
            }
        } finally {
            command("umount", disk.toString());
        }
    }

    private static void fill(Path file) {
        try (RandomAccessFile filler = new RandomAccessFile(file.toFile(), "rw")) {
            while (true) filler.write(new byte[64 << 10]);
        } catch (IOException full) {
            // as it is meant to be
        }
    }

    /** Without memory to speak of: what is fetched is on the disk, nowhere else. */
    @Test
    void aGigabytePassesThroughAFewParts() throws Exception {
        Path sparse = folder.resolve("study/sparse.bin");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        shipment.names.add("sparse.bin");
        Offer offer = shipment.offer();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        long[] most = {0};
        try (ContentCache cache = ContentCache.open(folder.resolve("cache"));
                Delivery delivery = Delivery.fetch(offer.digest(), shipment.fetcher(offer), cache, (_, bytes, _) -> {
                    if (bytes % (64 << 20) != 0) return;
                    System.gc();
                    most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory() - before);
                })) {
            assertEquals(1L << 30, Files.size(delivery.folder().resolve("sparse.bin")));
            assertEquals(1, cache.kept().size());
        }
        assertTrue(most[0] < 32 << 20, "held " + most[0] + " bytes");
    }

    @Test
    void whatAProcessThatDiedLeftBehindIsRemovedAndWhatLivesStays() throws Exception {
        Path root = folder.resolve("cache");
        Process dead = other(root, "die");
        assertTrue(dead.waitFor(30, TimeUnit.SECONDS));
        assertEquals(9, dead.exitValue() & 0xF);
        List<String> left = names(root.resolve("sessions"));
        assertEquals(3, left.size(), "the lock of all, and a session with its own: " + left);
        try (ContentCache first = ContentCache.open(root)) {
            List<String> one = names(root.resolve("sessions"));
            assertEquals(3, one.size());
            assertTrue(one.stream().noneMatch(name -> left.contains(name) && !name.startsWith("all")), one::toString);
            try (ContentCache second = ContentCache.open(root)) {
                assertEquals(5, names(root.resolve("sessions")).size());
                assertTrue(Files.isDirectory(first.session().study()));
                assertTrue(Files.isDirectory(second.session().study()));
            }
            assertEquals(one, names(root.resolve("sessions")));
            assertTrue(Files.isDirectory(first.session().study()));
        }
        assertEquals(List.of("all.lock"), names(root.resolve("sessions")));
        if (Files.getFileStore(root).supportsFileAttributeView("posix"))
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root)));
    }

    @Test
    void severalProcessesFillOneCacheAtOnce() throws Exception {
        Path root = folder.resolve("cache");
        for (int i = 0; i < 4; i++) shipment.file(i + ".bin", Shipment.random(600_000, i));
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) others.add(other(root, "fill"));
        for (Process process : others) {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), () -> new String(all(process), StandardCharsets.UTF_8));
        }
        assertEquals(List.of("all.lock"), names(root.resolve("sessions")));
        assertEquals(4, names(root.resolve("files")).size());
        for (Parcel.Entry file : shipment.offer().parcel().files())
            assertEquals(file.sha256(), Sha256.of(root.resolve("files").resolve(file.sha256())));
    }

    private static byte[] all(Process process) {
        try {
            return process.getInputStream().readAllBytes();
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private Process other(Path root, String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        root.toString(),
                        folder.resolve("study").toString(),
                        what)
                .redirectErrorStream(true)
                .start();
    }

    /** A worker's process of its own, as far as its cache is concerned. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws Exception {
            ContentCache cache = ContentCache.open(Path.of(args[0]), 2_000_000);
            if (args[2].equals("die")) {
                Files.writeString(cache.session().study().resolve("left"), "behind");
                Runtime.getRuntime().halt(9);
            }
            Shipment shipment = new Shipment(Path.of(args[1]));
            shipment.names.addAll(names(shipment.folder));
            Offer offer = shipment.offer();
            for (int i = 0; i < 10; i++)
                try (Delivery delivery = Delivery.fetch(
                        offer.digest(),
                        new Fetcher(new FaultyTransport(shipment.desk(offer)::answer, i, 0.05, 0), _ -> {}),
                        cache,
                        FetchProgress.NONE)) {
                    for (String name : shipment.names)
                        assertArrayEquals(
                                Files.readAllBytes(shipment.folder.resolve(name)),
                                Files.readAllBytes(delivery.folder().resolve(name)));
                }
            cache.close();
        }
    }

    @Test
    void thePlaceFollowsTheDesktopsRules() {
        Path home = Path.of("/home/ada");
        assertEquals(Path.of("/home/ada/.cache/sextant"), ContentCache.standard(Map.of(), home));
        assertEquals(Path.of("/var/c/sextant"), ContentCache.standard(Map.of("XDG_CACHE_HOME", "/var/c"), home));
        assertEquals(
                Path.of("/home/ada/.cache/sextant"), ContentCache.standard(Map.of("XDG_CACHE_HOME", "relative"), home));
    }

    @Test
    void aCacheThatCannotBeIsTold() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        ContentException refused = assertThrows(ContentException.class, () -> ContentCache.open(file));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("the cache " + file + " cannot be used: "));
        assertEquals("Name another folder with --cache.", refused.help());
        assertFalse(Files.isDirectory(file));
    }
}
