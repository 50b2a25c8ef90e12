// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.dashboard.DashboardServer;
import dev.sextant.studies.wiring.RefusedException;
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

    /** Whoever looks at the run's page; nobody where none is wanted. */
    Audience audience(Console console, @Nullable CommandSpec spec) throws RefusedException {
        if (port != null) return PageAudience.open(console.current(), port == USUAL ? null : port, keep);
        if (!keep) return Audience.NONE;
        throw new ParameterException(WorkerOptions.commandLine(spec), "--keep: there is no page to keep; add --serve");
    }
}
