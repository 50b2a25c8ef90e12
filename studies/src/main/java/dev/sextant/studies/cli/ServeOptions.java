// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.dashboard.DashboardServer;
import dev.sextant.studies.serving.Serving;
import dev.sextant.studies.wiring.RefusedException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that serve a run's live page while it goes on. */
final class ServeOptions {
    /** Stands for the usual port, or any that is free where that is taken. */
    private static final int USUAL = -1;

    @Option(
            names = "--serve",
            paramLabel = "[PORT]",
            parameterConsumer = Port.class,
            description = "Show the run on a live page on 127.0.0.1 while it goes on, and let it be stopped there and"
                    + " configurations be enqueued. Its address is written to standard error, with the token that"
                    + " opens it. Default port: " + DashboardServer.DEFAULT_PORT
                    + ", or any that is free where that is taken; 0 takes any that is free.")
    private @Nullable Integer port;

    @Option(
            names = "--keep",
            description = "With --serve: keep the page after the run's end, until Ctrl-C. Otherwise it ends with the"
                    + " run; sextant serve shows it again.")
    private boolean keep;

    static final class Port extends PortConsumer {
        Port() {
            super("--serve", USUAL);
        }
    }

    /** The server; null where nobody wants one. Its address is not shown yet. */
    @Nullable
    Serving open(Console console, @Nullable CommandSpec spec) throws RefusedException {
        if (port == null) {
            if (keep)
                throw new ParameterException(
                        WorkerOptions.commandLine(spec), "--keep: there is no page to keep; add --serve");
            return null;
        }
        return Serving.ofOne(console.current(), Serving.At.home(port == USUAL ? null : port));
    }

    /** Keeps the page after the run's end where that is wanted, until somebody ends it. */
    void keep(@Nullable Serving serving, int code, Console console) throws InterruptedException {
        boolean ended = code == ExitCode.INTERRUPTED || code == ExitCode.TERMINATED || code == ExitCode.PIPE_CLOSED;
        if (serving == null || !keep || ended) return;
        CountDownLatch end = new CountDownLatch(1);
        try (Interrupts.Listening _ = console.interrupts().listen(_ -> end.countDown())) {
            console.err().println("the run has ended, its page stays: Ctrl-C ends it");
            console.err().flush();
            end.await();
        }
    }
}
