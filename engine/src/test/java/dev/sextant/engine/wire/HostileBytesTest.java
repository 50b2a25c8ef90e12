// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, a message or words come of them, at once. */
class HostileBytesTest {
    private static final long SEED = 20_261_126;

    private static List<Wire> messages(String purpose, int count) {
        RandomMessages random = new RandomMessages(new Draws(SEED, 0).of(purpose));
        List<Wire> messages = new ArrayList<>();
        for (int turn = 0; turn < count; turn++) messages.add(random.message(turn));
        return messages;
    }

    private static Wire read(Wire like, byte[] bytes) {
        try {
            return Bytes.read(like, bytes);
        } catch (RuntimeException | Error broken) {
            throw new AssertionError(
                    "seed %d: %s of %s"
                            .formatted(
                                    SEED,
                                    like.getClass().getSimpleName(),
                                    HexFormat.of().formatHex(bytes)),
                    broken);
        }
    }

    @Test
    void aMessageThatIsCutOffAnywhereIsUnreadable() {
        int cases = 0;
        for (Wire message : messages("cut", 1_000)) {
            byte[] bytes = Bytes.of(message);
            for (int length = 0; length < bytes.length; length++, cases++)
                assertInstanceOf(Unreadable.class, read(message, Arrays.copyOf(bytes, length)), message::toString);
        }
        assertFalse(cases < 50_000, "cases: " + cases);
    }

    @Test
    void aMessageWithBitsTurnedOverIsAnotherOrUnreadable() {
        DrawSequence draws = new Draws(SEED, 0).of("bits");
        for (Wire message : messages("turned", 1_700)) {
            byte[] whole = Bytes.of(message);
            for (int i = 0; i < 30; i++) {
                byte[] bytes = whole.clone();
                for (int flips = 1 + draws.below(3); flips > 0; flips--)
                    bytes[draws.below(bytes.length)] ^= (byte) (1 << draws.below(8));
                read(message, bytes);
            }
        }
    }

    @Test
    void bytesThatNobodyMeantAreReadOrUnreadable() {
        DrawSequence draws = new Draws(SEED, 0).of("bytes");
        List<Wire> types = messages("types", RandomMessages.TYPES);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + draws.below(60)];
            int range = 2 << draws.below(8);
            for (int at = 0; at < bytes.length; at++) bytes[at] = (byte) draws.below(range);
            bytes[0] = WireCodec.FORMAT;
            read(types.get(i % types.size()), bytes);
        }
    }
}
