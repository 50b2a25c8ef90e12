// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.serving.HostedRun;
import dev.sextant.studies.serving.Serving;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who look at a run's live page, which is served until this is closed. */
final class PageAudience implements Audience {
    private final Serving serving;
    private final boolean keep;
    private @Nullable RunDirectory directory;
    private @Nullable HostedRun hosted;

    private PageAudience(Serving serving, boolean keep) {
        this.serving = serving;
        this.keep = keep;
    }

    /**
     * Opens the page.
     *
     * @param port null for the usual one, or where that is taken any that is free
     * @param keep whether it stays after the run's end
     */
    static Audience open(Path current, @Nullable Integer port, boolean keep) throws RefusedException {
        return new PageAudience(Serving.ofOne(current, Serving.At.home(port)), keep);
    }

    @Override
    public void expect(PreparedStudy study, RunDirectory run, int workers) {
        StudySpec spec = study.file().spec();
        directory = run;
        hosted = serving.host(run, WatchedStudy.of(spec, study.file().epochs(), workers));
    }

    @Override
    public void accept(StudyEvent event) {
        if (hosted != null) hosted.accept(event);
    }

    /** The address is shown once, and on standard error alone: whoever has the token can do what the page does. */
    @Override
    public void began(StudyRun run, Consumer<String> said) {
        if (hosted == null || directory == null) throw new IllegalStateException("nobody expected this run");
        try {
            serving.keepToken(directory.serveToken());
        } catch (IOException unwritable) {
            said.accept("warning: the page's token is kept in no file: " + StudySource.reason(unwritable));
        }
        said.accept("live page: " + serving.address(directory));
        hosted.began(
                run,
                () -> said.accept("stopping, as asked on the run's page: the running trials end as they would, then the"
                        + " report is written"));
    }

    @Override
    public boolean hasStopped() {
        return hosted != null && hosted.isStopping();
    }

    @Override
    public void ended(LocalStudy.@Nullable Ending ending) {
        if (hosted == null) return;
        if (ending == null) hosted.failed();
        else hosted.ended(ending);
    }

    @Override
    public void stay(Console console, int code) throws InterruptedException {
        boolean over = code == ExitCode.INTERRUPTED || code == ExitCode.TERMINATED || code == ExitCode.PIPE_CLOSED;
        if (!keep || over) return;
        CountDownLatch end = new CountDownLatch(1);
        try (Interrupts.Listening _ = console.interrupts().listen(_ -> end.countDown())) {
            console.err().println("the run has ended, its page stays: Ctrl-C ends it");
            console.err().flush();
            end.await();
        }
    }

    @Override
    public void close() {
        serving.close();
    }
}
