// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Fetch;
import dev.sextant.engine.wire.Kept;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whatever the network does, what comes is what was named. */
class FetcherTest {
    private static final int MOST = 1 << 24;

    private static Wire serve(byte[] content, Wire question) {
        if (!(question instanceof Fetch(String _, long offset))) return new Refused("no question");
        Chunk chunk = Offer.chunk(content, offset);
        return chunk == null ? new Refused("nothing at " + offset) : chunk;
    }

    private static byte[] fetch(Fetcher fetcher, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fetcher.file(
                new Parcel.Entry("a.csv", Sha256.of(content), content.length),
                () -> {
                    bytes.reset();
                    return part -> {
                        byte[] array = new byte[part.remaining()];
                        part.get(array);
                        bytes.write(array);
                    };
                },
                FetchProgress.NONE);
        return bytes.toByteArray();
    }

    @Test
    void whatIsLostRepeatedLateShortOrLongComesInTheEnd() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] content = Shipment.random(random.nextInt(4 * Chunk.MOST), seed);
            FaultyTransport network = new FaultyTransport(question -> serve(content, question), seed, 0.3, 0);
            Fetcher fetcher = new Fetcher(network, _ -> {});
            String words = "seed " + seed;
            assertArrayEquals(content, fetch(fetcher, content), words);
            assertArrayEquals(content, fetcher.named(Sha256.of(content), "the study", MOST), words);
        }
    }

    @Test
    void whatIsDamagedIsFetchedAgainOrNotTaken() throws Exception {
        int taken = 0;
        for (long seed = 0; seed < 30; seed++) {
            byte[] content = Shipment.random(3 * Chunk.MOST, seed);
            FaultyTransport network = new FaultyTransport(question -> serve(content, question), seed, 0, 0.3);
            try {
                assertArrayEquals(content, fetch(new Fetcher(network, _ -> {}), content), "seed " + seed);
                taken++;
            } catch (ContentException unsound) {
                assertEquals(Reason.UNSOUND, unsound.reason(), "seed " + seed);
            }
        }
        assertTrue(taken > 3 && taken < 30, "taken " + taken);
    }

    @Test
    void aLostPartIsAskedForAgainAndNothingBeforeIt() throws Exception {
        byte[] content = Shipment.random(20 * Chunk.MOST, 1);
        List<Long> offsets = new ArrayList<>();
        boolean[] lost = {false};
        Transport network = question -> {
            long offset = ((Fetch) question).offset();
            offsets.add(offset / Chunk.MOST);
            if (offset == 10L * Chunk.MOST && !lost[0]) {
                lost[0] = true;
                return CompletableFuture.failedStage(new IOException("lost"));
            }
            return CompletableFuture.completedStage(serve(content, question));
        };
        assertArrayEquals(content, fetch(new Fetcher(network, _ -> {}), content));
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < 10 + Fetcher.AHEAD; i++) expected.add(i);
        for (long i = 10; i < 20; i++) expected.add(i);
        assertEquals(expected, offsets);
    }

    @Test
    void whereNobodyAnswersItIsGivenUpAfterPausesThatGrow() {
        List<Duration> pauses = new ArrayList<>();
        Fetcher fetcher = new Fetcher(_ -> CompletableFuture.failedStage(new IOException("nobody")), pauses::add);
        ContentException given =
                assertThrows(ContentException.class, () -> fetcher.named("0".repeat(64), "the study", MOST));
        assertEquals(Reason.UNREACHABLE, given.reason());
        assertEquals(
                "the study does not come: after nothing the coordinator was asked 20 times in vain",
                given.getMessage());
        assertEquals(Duration.ofMillis(100), pauses.getFirst());
        assertEquals(Duration.ofSeconds(5), pauses.getLast());
        assertEquals(
                Duration.ofMillis(71_300),
                pauses.stream().reduce(Duration.ZERO, Duration::plus),
                "a coordinator that is started again is found");
    }

    @Test
    void whatIsNoAnswerEndsIt() {
        record Case(Wire answer, Reason reason, String words) {}
        for (Case each : List.of(
                new Case(new Refused("it has changed"), Reason.REFUSED, "it has changed"),
                new Case(new Kept(), Reason.UNSOUND, "the coordinator answered the question for the study with Kept"),
                new Case(
                        new Chunk(Buffer.buffer(), MOST + 1L),
                        Reason.UNSOUND,
                        "the study has 16777217 bytes, at most 16777216 are taken"),
                new Case(
                        new Chunk(Buffer.buffer(), Long.MIN_VALUE),
                        Reason.UNSOUND,
                        "the study has -9223372036854775808 bytes, at most 16777216 are taken"))) {
            Fetcher fetcher = new Fetcher(_ -> CompletableFuture.completedStage(each.answer()), _ -> {});
            ContentException refused =
                    assertThrows(ContentException.class, () -> fetcher.named("0".repeat(64), "the study", MOST));
            assertEquals(each.words(), refused.getMessage());
            assertEquals(each.reason(), refused.reason());
        }
    }
}
