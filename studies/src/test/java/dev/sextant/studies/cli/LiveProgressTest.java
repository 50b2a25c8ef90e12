// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.terminal.TinyTerminal;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private static final WatchedStudy STUDY = new WatchedStudy(
            Space.of(List.of()),
            Goals.of(new Objective("validationLoss", Direction.MINIMIZE)),
            new Axes(null, Double.NaN),
            2,
            1);

    private static Console on(OutputStream terminal) {
        PrintStream err = new PrintStream(new BufferedOutputStream(terminal, 1 << 16), false, StandardCharsets.UTF_8);
        return new Console(err, err, Path.of(""), 80, true, Interrupts.NONE);
    }

    private static StudyEvent ended(long number, double value) {
        Outcome outcome = new Outcome.Completed(value, 1, Map.of(), new LearningCurve(new double[] {value}));
        return new StudyEvent.TrialEnded(
                new Trial(number, Role.SEARCH, Configuration.EMPTY, Note.EMPTY, StoppingPlan.NONE, "", outcome));
    }

    @Test
    void whatIsSaidStaysAndTheRegionGoes() {
        TinyTerminal terminal = new TinyTerminal(80, 24);
        try (Progress progress = Progress.of(on(terminal), STUDY)) {
            progress.accept(new StudyEvent.Started(List.of(), 3));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 3));
            progress.accept(ended(0, 0.5));
            progress.line("one\u001b[2J\ntwo");
            progress.accept(new StudyEvent.Alarm("trial 0 gave two results"));
            progress.accept(new StudyEvent.SearchEnded(1, "enough is known"));
        }
        assertEquals(
                List.of(
                        "one\ufffd[2J",
                        "two",
                        "warning: trial 0 gave two results",
                        "the search ends after 1 trial: enough is known"),
                terminal.text());
        assertTrue(terminal.cursorShown() && terminal.wraps());
    }

    @Test
    void itIsDrawnWhileTheStudyRuns() throws InterruptedException {
        TinyTerminal terminal = new TinyTerminal(80, 24);
        try (Progress progress = Progress.of(on(terminal), STUDY)) {
            progress.accept(new StudyEvent.Started(List.of(), 3));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 3));
            progress.accept(ended(0, 0.5));
            Thread.sleep(3 * LiveProgress.REDRAW.toMillis());
            assertFalse(terminal.cursorShown());
            assertTrue(
                    terminal.text().toString().contains("best    validationLoss 0.5 (trial 0)"),
                    terminal.text().toString());
        }
        assertEquals(List.of(), terminal.text());
    }

    /** As after Ctrl-S, or in the background of a terminal that lets nobody write from there. */
    @Test
    void aTerminalThatStandsStillHoldsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stands = new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[0], 0, 0);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                try {
                    never.await();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Progress progress = Progress.of(on(stands), STUDY);
            progress.accept(new StudyEvent.Started(List.of(), 100_000));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 100_000));
            for (int i = 0; i < 20_000; i++) {
                progress.accept(ended(i, 1.0 / (i + 1)));
                progress.line("a line");
            }
            progress.close();
        });
        never.countDown();
    }
}
