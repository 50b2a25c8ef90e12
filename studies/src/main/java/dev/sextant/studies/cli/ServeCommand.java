// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.dashboard.DashboardServer;
import dev.sextant.studies.serving.Serving;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows runs on a live page until somebody ends it. */
@Command(
        name = "serve",
        description = {
            "Shows runs on a live page: those of a folder or those named, whether they are finished, stopped, or going"
                    + " on. There they can be stopped, resumed, given configurations to try, and taken away as files.",
            "Writes the page's address to standard error, with the token that opens it; opens no browser. Ctrl-C ends"
                    + " it: runs that were resumed on the page end as by Ctrl-C, and the next resume goes on with them."
        },
        exitCodeList = {ExitCode.SAYS_INTERRUPTED, ExitCode.SAYS_TERMINATED},
        footer = {
            "",
            "Examples:",
            "  sextant serve",
            "  sextant serve latest --port 8080",
            "  sextant serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String HOST = "127.0.0.1";

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "A run's directory, its name under runs/, or latest. Default: every run under "
                    + RunDirectory.RUNS + ", also those that begin later.")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "An address of this machine to listen on; 0.0.0.0 or :: for all of them. Other than this"
                    + " machine's own only with a certificate, or --insecure-plaintext. Default: " + HOST + ".")
    private String host = HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Default: " + DashboardServer.DEFAULT_PORT
                    + ", or any that is free where that is taken; 0 takes any that is free.")
    private @Nullable Integer port;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The certificate's chain, in PEM; with --tls-key. Default: none, and plain HTTP.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's key, in PEM without a password; with --tls-cert. Default: none.")
    private @Nullable Path key;

    @Option(
            names = "--insecure-plaintext",
            description = "Let what is shown, and the token, be read by whoever is between this machine and a browser.")
    private boolean insecurePlaintext;

    @Option(
            names = "--public-host",
            paramLabel = "NAME",
            description = "The name by which browsers reach this server where it is another than --host: NAME,"
                    + " NAME:PORT, or https://NAME behind a proxy that speaks TLS. Default: --host.")
    private @Nullable String publicHost;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trainings at a time of a run that is resumed on the page, at most; changes nothing in the"
                    + " result. Default: one for each processor.")
    private @Nullable Integer workers;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        int most = WorkerOptions.checked(workers, spec);
        Serving.At at = new Serving.At(host, port(), publicHost, tls(), insecurePlaintext);
        AtomicInteger signalled = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        try (Serving serving = Serving.of(console.current(), runs, most, at);
                Interrupts.Listening _ =
                        console.interrupts().listen(code -> interrupt(code, serving, signalled, asked))) {
            show(serving);
            asked.await();
            serving.join();
        }
        return signalled.get();
    }

    private @Nullable Integer port() {
        if (port != null && (port < 0 || port > PortConsumer.MOST))
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), "--port " + port + ": must be from 0 to " + PortConsumer.MOST);
        return port;
    }

    private DashboardServer.@Nullable Tls tls() {
        if (certificate == null && key == null) return null;
        if (certificate == null || key == null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec),
                    certificate == null
                            ? "--tls-key needs the certificate, too: --tls-cert FILE"
                            : "--tls-cert needs its key, too: --tls-key FILE");
        return new DashboardServer.Tls(
                console.current().resolve(certificate), console.current().resolve(key));
    }

    /** Once, and on standard error alone: whoever reads the token can do what the page does. */
    private void show(Serving serving) {
        console.err()
                .println((runs.isEmpty() ? RunDirectory.RUNS + ", " : "") + Figures.count(serving.count(), "run") + ": "
                        + serving.address());
        try {
            Path file = serving.stateFile(System.getenv());
            serving.keepToken(file);
            console.err().println("  The token is in " + file + ", too. Ctrl-C ends this.");
        } catch (IOException unwritable) {
            console.err()
                    .println("  The token is kept in no file (" + StudySource.reason(unwritable)
                            + "). Ctrl-C ends this.");
        }
        console.err().flush();
    }

    private void interrupt(int code, Serving serving, AtomicInteger signalled, CountDownLatch asked) {
        if (!signalled.compareAndSet(0, code)) {
            serving.stop();
            return;
        }
        int running = serving.finish();
        if (running > 0) {
            console.err()
                    .println("stopping: the running trials of " + Figures.count(running, "run")
                            + " end as they would, then the reports are written"
                            + (code == ExitCode.INTERRUPTED ? " (Ctrl-C again to stop now)" : ""));
            console.err().flush();
        }
        if (code == ExitCode.TERMINATED)
            Deadline.begin(serving::stop, () -> console.interrupts().halt(code));
        asked.countDown();
    }
}
