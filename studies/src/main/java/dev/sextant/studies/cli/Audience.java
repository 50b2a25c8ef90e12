// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who follow a run beside whoever typed the command, and may stop it. */
interface Audience extends AutoCloseable {
    /** Nobody. */
    Audience NONE = new Audience() {
        @Override
        public void expect(PreparedStudy study, RunDirectory directory, int workers) {}

        @Override
        public void accept(StudyEvent event) {}

        @Override
        public void began(StudyRun run, Consumer<String> said) {}

        @Override
        public boolean hasStopped() {
            return false;
        }

        @Override
        public void ended(LocalStudy.@Nullable Ending ending) {}

        @Override
        public void stay(Console console, int code) {}

        @Override
        public void close() {}
    };

    /** The run is about to begin. */
    void expect(PreparedStudy study, RunDirectory directory, int workers);

    /** Something has happened in it. */
    void accept(StudyEvent event);

    /**
     * It has begun.
     *
     * @param said gets lines for whoever typed the command, however quiet
     */
    void began(StudyRun run, Consumer<String> said);

    /** Whether they had it stopped. */
    boolean hasStopped();

    /** It has ended, and all of it is written; null where it could not go on. */
    void ended(LocalStudy.@Nullable Ending ending);

    /**
     * Stays after the run's end where that is wanted, until somebody ends it.
     *
     * @param code with which the run ended
     */
    void stay(Console console, int code) throws InterruptedException;

    @Override
    void close();
}
