// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final Feed feed = new Feed(100);

    private void publish(int frames) {
        for (int i = 0; i < frames; i++) feed.publish("frame", "{}");
    }

    @Test
    void whoeverComesBackMissesNothing() {
        publish(3);
        List<Feed.Frame> missed = new ArrayList<>();
        List<Feed.Frame> heard = new ArrayList<>();
        Feed.Listening listening = feed.listen(100, missed, heard::add);
        publish(1);
        listening.close();
        publish(1);
        assertEquals(List.of(101L, 102L), missed.stream().map(Feed.Frame::id).toList());
        assertEquals(List.of(103L), heard.stream().map(Feed.Frame::id).toList());
        assertEquals(0, feed.listeners());
        List<Feed.Frame> all = new ArrayList<>();
        long at = 99;
        for (Feed.Frame next = feed.next(at); next != null; next = feed.next(at)) {
            all.add(next);
            at = next.id();
        }
        assertEquals(
                List.of(100L, 101L, 102L, 103L, 104L),
                all.stream().map(Feed.Frame::id).toList());
    }

    @Test
    void whatIsNotKnownAnyMoreIsNotClaimed() {
        assertTrue(feed.reaches(99), "nothing came yet");
        assertFalse(feed.reaches(98), "of a life before");
        assertFalse(feed.reaches(100), "of a life that comes yet");
        publish(513);
        assertFalse(feed.reaches(99), "512 frames are kept");
        assertTrue(feed.reaches(100));
        assertTrue(feed.reaches(feed.last()));
        assertNull(feed.next(feed.last()));
        assertFalse(feed.reaches(feed.last() + 1));
    }

    @Test
    void longFramesAreKeptForLessTime() {
        String long_ = "\"" + "x".repeat(1 << 20) + "\"";
        for (int i = 0; i < 10; i++) feed.publish("frame", long_);
        Feed.Frame oldest = feed.next(0);
        assertNotNull(oldest);
        assertEquals(107, oldest.id(), "four megabytes are kept");
        feed.publish("frame", "x".repeat(5 << 20));
        assertEquals(110, feed.last());
        assertNotNull(feed.next(109), "the newest always is");
    }

    @Test
    void aNewLifeBeginsWhereNoOldOneEnded() {
        long before = System.currentTimeMillis();
        assertTrue(new Feed().last() >= before - 1);
    }

    @Test
    void anEndingTurnsARunAndAFrameDoesNot() {
        publish(2);
        assertEquals(99, feed.turned());
        feed.publish("ending", "{}");
        publish(1);
        assertEquals(102, feed.turned());
    }

    @Test
    void nobodyBreaksOutOfAFrame() {
        assertTrue(String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> feed.publish("frame\ndata: x", "{}"))
                                .getMessage())
                .contains("the name of an event"));
        for (String two : List.of("{}\n\nevent: x", "{}\rdata: x"))
            assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> feed.publish("frame", two))
                            .getMessage())
                    .contains("must be one line"));
        assertEquals(99, feed.last());
    }
}
