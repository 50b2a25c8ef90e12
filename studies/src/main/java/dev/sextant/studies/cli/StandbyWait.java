// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.Standby;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A standby's waiting before a person's eyes: says who leads, and ends at Ctrl-C.
 *
 * @param quiet whether nothing but errors is said
 * @param json whether standard output gets events
 */
record StandbyWait(Console console, boolean quiet, boolean json) implements Standby.Listener {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /**
     * How the waiting ended.
     *
     * @param store open to be written; null where a person ended the waiting
     * @param code the exit code in that case
     */
    record Ended(@Nullable StudyStore store, int code) {}

    Ended await(RunDirectory run, StudySpec spec, @Nullable Path passwordFile)
            throws RefusedException, InterruptedException {
        AtomicInteger signalled = new AtomicInteger();
        CountDownLatch stop = new CountDownLatch(1);
        try (Interrupts.Listening _ = console.interrupts().listen(code -> {
            signalled.compareAndSet(0, code);
            stop.countDown();
        })) {
            StudyStore store = Standby.await(run, spec, passwordFile, this, stop);
            if (store != null) say("nobody leads " + spec.name() + " any more: this machine takes over");
            else say("stopped; to stand by again type: sextant resume " + run.path() + " --standby");
            return new Ended(store, signalled.get());
        }
    }

    @Override
    public void leads(String holder, Instant since) {
        say("standing by: " + holder + ", leads since " + TIME.format(since.atZone(ZoneId.systemDefault()))
                + " (Ctrl-C ends the waiting)");
        if (json) EventLines.standby(console.out(), holder, since);
    }

    @Override
    public void away(String why) {
        say("standing by, and asking again and again: " + why);
    }

    private void say(String line) {
        if (quiet) return;
        console.err().println(line);
        console.err().flush();
    }
}
