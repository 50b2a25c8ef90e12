// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.live.WatchedStudy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows on standard error how a study goes on: on a terminal by a region that is drawn again and again, elsewhere by
 * lines.
 *
 * <p>Threads: events come from one thread; lines and the end from any.
 */
sealed interface Progress extends Consumer<StudyEvent>, AutoCloseable permits LiveProgress, PlainProgress {
    static Progress of(Console console, WatchedStudy study) {
        return console.live() ? LiveProgress.on(console, study) : new PlainProgress(console.err(), study);
    }

    /** A line of its own, which stays; or several. */
    void line(String text);

    @Override
    void close();

    /** What of an event is worth a line wherever it is shown; empty where nothing is. */
    static String words(StudyEvent event) {
        return switch (event) {
            case StudyEvent.Started(List<Trial> before, long _) ->
                before.isEmpty() ? "" : "going on after " + Figures.count(before.size(), "trial");
            case StudyEvent.SearchEnded(long trials, String reason) ->
                "the search ends after " + Figures.count(trials, "trial") + ": " + reason;
            case StudyEvent.OutOfTime(Duration limit) ->
                "the study has taken " + Limits.text(limit)
                        + ", as long as it may: the running trials end as they would, then the report is written";
            case StudyEvent.Alarm(String message) -> "warning: " + message;
            case StudyEvent.PhaseStarted _,
                    StudyEvent.TrialStarted _,
                    StudyEvent.EpochEnded _,
                    StudyEvent.TrialEnded _ -> "";
        };
    }
}
