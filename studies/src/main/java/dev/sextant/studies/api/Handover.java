// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where two threads meet: one says something and waits for its answer, the other hears it. To hear the next thing is to
 * answer the last one that the other may go on.
 *
 * <p>Cost: two changes of threads for each thing that is said. Threads: {@link #say}, {@link #begin} and {@link #end}
 * on the one, {@link #hear}, {@link #refuse} and {@link #awaitEnd} on the other, {@link #over} and {@link #interrupt}
 * on any.
 */
final class Handover {
    /** What is said. */
    sealed interface Said {}

    /** An epoch has ended. */
    record Report(int epoch, double value, Map<String, Double> metrics) implements Said {}

    /** The last word: the objective returned. */
    record Returned(double value) implements Said {}

    /** The last word: the objective threw. */
    record Threw(Throwable thrown) implements Said {}

    /** What is answered. */
    sealed interface Answer {}

    record GoOn() implements Answer {}

    record Refused(String wrong) implements Answer {}

    /** Nobody listens any more. */
    record Over() implements Answer {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread speaker;
    private @Nullable Said said;
    private @Nullable Answer answer;
    private boolean waits; // for an answer
    private boolean over;
    private boolean ended;

    /** Takes part from now on; false where nobody listens any more. */
    boolean begin(Thread thread) {
        lock.lock();
        try {
            if (!over) speaker = thread;
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Says something and waits for the answer; an interruption is left for what comes after. */
    Answer say(Report report) {
        lock.lock();
        try {
            if (over || ended) return new Over();
            if (waits) throw new IllegalStateException("two threads report of one trial at once");
            said = report;
            answer = null;
            waits = true;
            changed.signalAll();
            while (answer == null && !over) changed.awaitUninterruptibly();
            waits = false;
            Answer given = answer;
            return given == null ? new Over() : given;
        } finally {
            lock.unlock();
        }
    }

    /** Says the last word. */
    void end(Said last) {
        lock.lock();
        try {
            said = last;
            ended = true;
            speaker = null;
            // Meant for this trial, not for the next one of the thread.
            Thread.interrupted();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the other go on if it waits, and hears what it says next; null where that is nothing for so long. */
    @Nullable
    Said hear(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waits && said == null && answer == null) {
                answer = new GoOn();
                changed.signalAll();
            }
            long left = patience.toNanos();
            while (said == null && left > 0) left = changed.awaitNanos(left);
            Said heard = said;
            said = null;
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** Answers the last thing that was heard. */
    void refuse(String wrong) {
        lock.lock();
        try {
            answer = new Refused(wrong);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Listens no more: who waits for an answer is told so, and who does not is interrupted.
     *
     * @return whether the other waited, or has ended
     */
    boolean over() {
        lock.lock();
        try {
            boolean heard = waits || ended;
            over = true;
            if (!heard) interrupt();
            changed.signalAll();
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the other, unless it has ended. */
    void interrupt() {
        lock.lock();
        try {
            if (speaker != null) speaker.interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the other has said its last word, or does within this time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!ended && left > 0) left = changed.awaitNanos(left);
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
