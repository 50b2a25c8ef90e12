// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Keep;
import dev.sextant.engine.wire.Kept;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints of workers, kept by the coordinator. The first byte of one is its epoch. */
class CheckpointsTest {
    private final Map<Long, byte[]> kept = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Checkpoints disk = new Checkpoints() {
        @Override
        public byte @Nullable [] load(long trial) {
            return kept.get(trial);
        }

        @Override
        public void save(long trial, byte[] checkpoint) {
            kept.put(trial, checkpoint);
        }

        @Override
        public void drop(long trial) {
            kept.remove(trial);
        }

        @Override
        public @Nullable Path folder(long trial) {
            return null;
        }
    };

    @SuppressWarnings("NullAway.Init")
    private ContentDesk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new ContentDesk(
                Offer.of(Shipment.STUDY, new StudyFolder(Path.of("")), List.of()), disk, _ -> {}, nanos::get);
    }

    private Checkpoints remote(Transport transport) {
        return new RemoteCheckpoints(transport, bytes -> bytes[0], Path.of("folders"), new Fetcher(transport, _ -> {}));
    }

    private Checkpoints remote() {
        return remote(question -> CompletableFuture.completedStage(desk.answer(question)));
    }

    private static byte[] checkpoint(int epoch, int size) {
        byte[] bytes = Shipment.random(size, epoch);
        bytes[0] = (byte) epoch;
        return bytes;
    }

    private Wire keep(long trial, int epoch, int offset, byte[] whole) {
        int end = Math.min(offset + Chunk.MOST, whole.length);
        return desk.answer(
                new Keep(trial, epoch, offset, whole.length, Buffer.buffer().appendBytes(whole, offset, end - offset)));
    }

    @Test
    void whatOneMachineSavesAnotherLoads() {
        byte[] small = checkpoint(3, 10);
        byte[] large = checkpoint(4, 5 * Chunk.MOST + 1);
        assertNull(remote().load(7), "there is none");
        remote().save(7, small);
        assertArrayEquals(small, remote().load(7));
        remote().save(7, large);
        remote().save(8, small);
        assertArrayEquals(large, remote().load(7));
        assertArrayEquals(small, remote().load(8));
        assertEquals(Path.of("folders", "7"), remote().folder(7));
    }

    @Test
    void aMachineThatWasThoughtLostDoesNotPutAnEarlierOneThere() {
        remote().save(7, checkpoint(9, 100));
        remote().save(7, checkpoint(3, 200));
        assertArrayEquals(checkpoint(9, 100), kept.get(7L));
        // In parts between those of a later one, it disturbs nothing.
        byte[] later = checkpoint(12, 2 * Chunk.MOST);
        byte[] earlier = checkpoint(11, 3 * Chunk.MOST);
        assertEquals(new Kept(), keep(7, 12, 0, later));
        assertEquals(new Kept(), keep(7, 11, 0, earlier));
        assertTrue(keep(7, 11, Chunk.MOST, earlier) instanceof Refused);
        assertEquals(new Kept(), keep(7, 12, Chunk.MOST, later));
        assertArrayEquals(later, kept.get(7L));
    }

    @Test
    void partsThatComeTwiceAreTakenOnceAndGapsAreTold() {
        byte[] whole = checkpoint(1, 3 * Chunk.MOST);
        assertEquals(
                new Refused("the checkpoint's beginning is not here, send it from there"),
                keep(1, 1, Chunk.MOST, whole));
        assertEquals(new Kept(), keep(1, 1, 0, whole));
        assertEquals(new Kept(), keep(1, 1, 0, whole));
        assertTrue(keep(1, 1, 2 * Chunk.MOST, whole) instanceof Refused);
        assertEquals(new Kept(), keep(1, 1, Chunk.MOST, whole));
        assertEquals(new Kept(), keep(1, 1, Chunk.MOST, whole));
        assertEquals(Map.of(), kept);
        assertEquals(new Kept(), keep(1, 1, 2 * Chunk.MOST, whole));
        assertArrayEquals(whole, kept.get(1L));
    }

    @Test
    void nothingIsKeptOfATrialThatHasEnded() {
        remote().save(7, checkpoint(3, 10));
        keep(7, 4, 0, checkpoint(4, 2 * Chunk.MOST));
        desk.ended(7);
        assertEquals(Map.of(), kept);
        assertEquals(new Kept(), keep(7, 4, Chunk.MOST, checkpoint(4, 2 * Chunk.MOST)));
        remote().save(7, checkpoint(5, 10));
        assertEquals(Map.of(), kept);
    }

    @Test
    void partsThatCannotBeAreRefusedBeforeAnythingIsHeld() {
        Buffer one = Buffer.buffer(new byte[1]);
        for (Keep part : List.of(
                new Keep(-1, 0, 0, 1, one),
                new Keep(Long.MAX_VALUE, 0, 0, 1, one),
                new Keep(1, -1, 0, 1, one),
                new Keep(1, 0, -1, 1, one),
                new Keep(1, 0, 1, 1, one),
                new Keep(1, 0, Long.MAX_VALUE, Long.MAX_VALUE, one),
                new Keep(1, 0, 0, 0, one),
                new Keep(1, 0, 0, Uploads.LARGEST + 1, one),
                new Keep(1, 0, 0, 1, Buffer.buffer()),
                new Keep(1, 0, 0, 1 << 20, Buffer.buffer(new byte[Chunk.MOST + 1]))))
            assertEquals(
                    new Refused("a checkpoint has at most 67108864 bytes and comes in parts of at most 262144"),
                    desk.answer(part));
        assertEquals(Map.of(), kept);
    }

    @Test
    void memoryForWhatIsUnderWayIsBoundedAndWhatIsStaleMakesRoom() {
        Uploads uploads = new Uploads(nanos::get);
        Buffer part = Buffer.buffer(new byte[Chunk.MOST]);
        for (int trial = 0; trial < 2 * Uploads.MOST; trial++) {
            nanos.addAndGet(1);
            uploads.take(new Keep(trial, 1, 0, 2 * Chunk.MOST, part));
            assertTrue(uploads.held() <= Uploads.MOST_BYTES);
        }
        assertTrue(uploads.take(new Keep(9999, 1, 0, 2 * Chunk.MOST, part)) instanceof Uploads.Taken.Gap);
        nanos.addAndGet(Uploads.STALE_NANOS);
        assertTrue(uploads.take(new Keep(9999, 1, 0, 2 * Chunk.MOST, part)) instanceof Uploads.Taken.Part);
        assertEquals(Chunk.MOST, uploads.held());
    }

    @Test
    void whatCannotBeSentOrLoadedIsLetGoAndTheTrainingGoesOn() {
        Checkpoints away = remote(_ -> CompletableFuture.failedStage(new IOException("nobody is there")));
        away.save(1, checkpoint(1, 10));
        assertNull(away.load(1));
        away.drop(1);
        // Half of it came before the network broke: the other machine begins again, and so does this one.
        int[] left = {1};
        Checkpoints breaking = remote(question -> left[0]-- > 0
                ? CompletableFuture.completedStage(desk.answer(question))
                : CompletableFuture.failedStage(new IOException("cut")));
        byte[] whole = checkpoint(1, 3 * Chunk.MOST);
        breaking.save(1, whole);
        assertEquals(Map.of(), kept);
        remote().save(1, whole);
        assertArrayEquals(whole, kept.get(1L));
    }

    @Test
    void aCheckpointThatIsReplacedWhileItIsFetchedComesWholeAsItWas() {
        byte[] before = checkpoint(1, 3 * Chunk.MOST);
        kept.put(1L, before);
        int[] asked = {0};
        Checkpoints slow = remote(question -> {
            if (asked[0]++ == 1) kept.put(1L, checkpoint(2, 3 * Chunk.MOST));
            return CompletableFuture.completedStage(desk.answer(question));
        });
        assertArrayEquals(before, slow.load(1));
        assertArrayEquals(checkpoint(2, 3 * Chunk.MOST), remote().load(1));
    }
}
