// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.StoppingPlan;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WireCodecTest {
    private static final Attempt ATTEMPT = new Attempt(17, 2, 300, "node-1");

    private static Task task(ObjectNode document) {
        return new Task(
                ATTEMPT,
                new Assignment(
                        document, new Objective("loss", Direction.MINIMIZE), new Seeds(20_261_126, 17, 0), false),
                new StoppingPlan(List.of(new StoppingPlan.Rung(5, 0.9, 4))));
    }

    private static String unreadable(Wire like, byte[] bytes) {
        return assertInstanceOf(Unreadable.class, Bytes.read(like, bytes)).message();
    }

    @Test
    void everyMessageThatIsSentHasACodecWithANameOfItsOwn() {
        Set<Class<?>> sent = Set.of(Wire.class.getPermittedSubclasses()).stream()
                .filter(type -> type != Unreadable.class)
                .collect(Collectors.toSet());
        assertEquals(sent, WireCodecs.ALL.stream().map(WireCodec::type).collect(Collectors.toSet()));
        assertEquals(
                sent.size(),
                WireCodecs.ALL.stream().map(WireCodec::name).distinct().count());
        assertEquals(RandomMessages.TYPES, sent.size());
    }

    @Test
    void whatIsReadIsWhatWasWrittenBitForBit() {
        long seed = 20_261_126;
        RandomMessages messages = new RandomMessages(new Draws(seed, 0).of("messages"));
        for (int turn = 0; turn < 20_000; turn++) {
            Wire message = messages.message(turn);
            byte[] bytes = Bytes.of(message);
            Wire read = Bytes.read(message, bytes);
            String which = "message %d of seed %d: %s".formatted(turn, seed, message);
            assertEquals(message, read, which);
            // Records compare doubles without the bits of NaN; the bytes show them.
            assertArrayEquals(bytes, Bytes.of(read), which);
        }
    }

    @Test
    void withinAProcessAMessageIsPassedAsItIs() {
        Wire pull = new Pull("node", 1, 2, 3);
        assertSame(pull, Bytes.codec(pull).transform(pull));
    }

    @Test
    void intsAndLongsOfADocumentStayWhatTheyAre() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("int", 5).put("long", 5L).put("real", 5.0);
        Work read = assertInstanceOf(
                Work.class, Bytes.read(new Work(List.of()), Bytes.of(new Work(List.of(task(document))))));
        assertEquals(document, read.tasks().getFirst().assignment().document());
    }

    /** These bytes are what other machines read: where they change, {@link WireCodec#FORMAT} must rise. */
    @Test
    void theFormatIsTheOneThatIsWrittenDown() {
        Outcome outcome = new Outcome.Completed(
                0.5,
                2,
                Map.of("loss", 0.5),
                new LearningCurve(new double[] {1, 0.5}, new Readings(Map.of("rate", new double[] {0.1, -0.0}))));
        assertEquals(
                "01" // format
                        + "22" + "04" + "d804" + "00" + "0c" + "6e6f64652d31" // attempt: 17, 2, 300, not again, node-1
                        + "00" + "3fe0000000000000" + "04" // completed, 0.5, epoch 2
                        + "01" + "08" + "6c6f7373" + "3fe0000000000000" // one metric, loss, 0.5
                        + "02" + "3ff0000000000000" + "3fe0000000000000" // two epochs
                        + "01" + "08" + "72617465" + "02" + "3fb999999999999a" + "8000000000000000", // rate
                HexFormat.of().formatHex(Bytes.of(new Result(ATTEMPT, outcome))));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("i", 1)
                .put("l", -1L)
                .put("r", 1.0)
                .put("t", "é")
                .put("b", true)
                .putNull("n");
        document.putArray("a").add("\ud800");
        assertEquals(
                "01" + "01" // format, one task
                        + "22" + "04" + "d804" + "00" + "0c" + "6e6f64652d31"
                        + "09" + "07" // document with seven names
                        + "0269" + "0302" + "026c" + "0401" + "0272" + "053ff0000000000000"
                        + "0274" + "0604c3a9" + "0262" + "02" + "026e" + "00"
                        + "0261" + "0801" + "0605d800" // an array with half a surrogate pair
                        + "08" + "6c6f7373" + "00" // loss, minimized
                        + "0000000001352906" + "22" + "00" + "00" // seeds 20261126, 17, 0; no test
                        + "01" + "0a" + "3feccccccccccccd" + "08" + "01" + "00" // one rung, enforced, none off
                        + "00" // not timed
                        + "00" + "00" + "00" + "3ff0000000000000" + "80e0ba84bf03" // no limits, slices of a minute
                        + "00", // not alone
                HexFormat.of().formatHex(Bytes.of(new Work(List.of(task(document))))));
    }

    @Test
    void anotherFormatIsRefusedInWords() {
        byte[] bytes = Bytes.of(new Pull("node", 1, 2, 3));
        bytes[0] = 2;
        assertEquals(
                "a message of type sextant.pull cannot be read: it is in format 2, and this Sextant reads format 1. "
                        + "Run one version of Sextant on all machines.",
                unreadable(new Pull("", 0, 0, 0), bytes));
    }

    @Test
    void moreThanWasAnnouncedIsRefused() {
        byte[] bytes = Bytes.of(new Refused("no"));
        assertEquals(
                "a message of type sextant.refused cannot be read: at byte 4 3 bytes follow its end",
                unreadable(new Refused(""), Arrays.copyOf(bytes, bytes.length + 3)));
    }

    @Test
    void aRecordThatRefusesItsComponentsIsUnreadable() {
        byte[] bytes = Bytes.of(new Result(ATTEMPT, new Outcome.Completed(1, 1, Map.of(), LearningCurve.EMPTY)));
        bytes[14] = 0x7F;
        bytes[15] = (byte) 0xF8;
        assertEquals(
                "a message of type sextant.result cannot be read: a completed value must be finite, got NaN",
                unreadable(new Result(ATTEMPT, new Outcome.Failed("")), bytes));
    }

    @Test
    void aNumberOfPartsThatCannotBeThereTakesNoMemory() {
        // 65 536 attempts are announced, and four bytes follow.
        byte[] bytes = HexFormat.of().parseHex("01" + "808004" + "00000000");
        assertEquals(
                "a message of type sextant.release cannot be read: "
                        + "at byte 4 65536 attempts takes 262144 bytes, and 4 are left",
                unreadable(new Release(List.of()), bytes));
    }

    @Test
    void aDocumentThatIsTooDeepIsRefusedByWriterAndReader() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode deepest = root;
        for (int i = 0; i < 200; i++) deepest = deepest.putObject("d");
        assertEquals(
                "a message of type sextant.work cannot be read: "
                        + "its sender could not write it: its document is more than 128 deep",
                unreadable(new Work(List.of()), Bytes.of(new Work(List.of(task(root))))));
        byte[] bytes = HexFormat.of().parseHex("0101" + "0000000000" + "0801".repeat(200) + "00".repeat(40));
        String words = unreadable(new Work(List.of()), bytes);
        assertTrue(words.endsWith("a document goes more than 128 deep, which is not read"), words);
    }

    @Test
    void anOutcomeThatCannotBeSentIsAFailureOfItsTrial() {
        Result sent = new Result(ATTEMPT, new Outcome.Failed("x".repeat(2_000_000)));
        Result read = assertInstanceOf(Result.class, Bytes.read(sent, Bytes.of(sent)));
        assertEquals(
                new Outcome.Failed("what came of it cannot be sent to the coordinator: it has a text of 2000000 bytes,"
                        + " at most 1048576 go: " + "x".repeat(40) + "…"),
                read.outcome());
    }

    @Test
    void aFrameThatSaysItsMessageBeginsElsewhereIsUnreadable() {
        Pull pull = new Pull("", 0, 0, 0);
        for (int position : new int[] {-1, Integer.MIN_VALUE, 3, Integer.MAX_VALUE})
            assertInstanceOf(Unreadable.class, Bytes.codec(pull).decodeFromWire(position, Buffer.buffer("abc")));
    }

    @Test
    void aBusMayBeToldTheMessagesAgain() {
        Vertx vertx = Vertx.vertx();
        try {
            Wire.register(vertx.eventBus());
            Wire.register(vertx.eventBus());
        } finally {
            vertx.close().await();
        }
    }
}
