// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.studies.dashboard.AccessToken;
import dev.sextant.studies.dashboard.DashboardServer;
import dev.sextant.studies.dashboard.Ui;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.RunDirectory;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of live pages with the runs behind it, opened and closed together.
 *
 * <p>Threads: any.
 */
public final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    /**
     * How to listen.
     *
     * @param port null for the usual one, or where that is taken any that is free; 0 for any that is free
     * @param publicHost see {@link DashboardServer.Options}
     * @param tls null for plain HTTP
     */
    public record At(
            String host,
            @Nullable Integer port,
            @Nullable String publicHost,
            DashboardServer.@Nullable Tls tls,
            boolean insecurePlaintext) {
        /** On this machine alone. */
        public static At home(@Nullable Integer port) {
            return new At("127.0.0.1", port, null, null, false);
        }

        private DashboardServer.Options options(int on) {
            return new DashboardServer.Options(host, on, publicHost, tls, insecurePlaintext);
        }
    }

    private final ServedRuns runs;
    private final DashboardServer server;
    private final AccessToken token;
    private @Nullable Path tokenFile;

    private Serving(ServedRuns runs, DashboardServer server, AccessToken token) {
        this.runs = runs;
        this.server = server;
        this.token = token;
    }

    /**
     * For one run that this process is about to begin.
     *
     * @param current the folder under which runs are
     */
    public static Serving ofOne(Path current, At at) throws RefusedException {
        return open(new ServedRuns.Shown(current.resolve(RunDirectory.RUNS), List.of(), false, 1, false), at);
    }

    /**
     * For runs that are there.
     *
     * @param named by a person, see {@link RunDirectory#find}; all of the folder of runs where there are none
     * @param workers trainings at a time of a run that is gone on with, at most
     */
    public static Serving of(Path current, List<String> named, int workers, At at) throws RefusedException {
        List<RunDirectory> directories = new ArrayList<>();
        for (String run : named) directories.add(RunDirectory.find(run, current));
        return open(
                new ServedRuns.Shown(
                        current.resolve(RunDirectory.RUNS), directories, directories.isEmpty(), workers, true),
                at);
    }

    private static Serving open(ServedRuns.Shown shown, At at) throws RefusedException {
        ServedRuns runs = new ServedRuns(shown, System::nanoTime);
        AccessToken token = AccessToken.random();
        try {
            return new Serving(runs, listen(runs, token, at), token);
        } catch (IOException refused) {
            runs.close();
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot serve on %s, port %s: %s"
                            .formatted(
                                    at.host(),
                                    at.port() == null ? DashboardServer.DEFAULT_PORT : at.port(),
                                    refused.getMessage()),
                    at.tls() == null
                            ? "Name another port, or 0 for any that is free."
                            : "Name another port, 0 for any that is free, or other files of a certificate and its key.");
        } catch (IllegalArgumentException contradiction) {
            runs.close();
            throw new RefusedException(Reason.USAGE, String.valueOf(contradiction.getMessage()), "");
        }
    }

    private static DashboardServer listen(ServedRuns runs, AccessToken token, At at) throws IOException {
        Integer port = at.port();
        if (port != null) return DashboardServer.open(at.options(port), token, null, runs, ui());
        try {
            return DashboardServer.open(at.options(DashboardServer.DEFAULT_PORT), token, null, runs, ui());
        } catch (IOException refused) {
            if (!taken(refused)) throw refused;
            return DashboardServer.open(at.options(0), token, null, runs, ui());
        }
    }

    private static boolean taken(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause())
            if (cause instanceof BindException) return true;
        return false;
    }

    private static Ui ui() {
        dev.sextant.studies.page.Ui built = dev.sextant.studies.page.Ui.get();
        Map<String, Ui.Asset> files = new HashMap<>();
        for (String name : built.names()) {
            var file = built.find(name);
            if (file != null) files.put(name, new Ui.Asset(file.bytes(), file.type()));
        }
        return new Ui(new Ui.Asset(built.shell().bytes(), built.shell().type()), files);
    }

    /** What to open in a browser, with the token: whoever has it may do what the page does. */
    public String address() {
        return server.address(token);
    }

    /** The same for one run's page. */
    public String address(RunDirectory run) {
        return server.address() + "run/" + runs.id(run) + "#token=" + token.text();
    }

    /** How many runs are shown now. */
    public int count() {
        return runs.count();
    }

    /** A run that this process begins, whose events it is to be told. */
    public HostedRun host(RunDirectory run, WatchedStudy study) {
        return runs.host(run, study);
    }

    /** Keeps the token where its user alone can read it, until this is closed. */
    public void keepToken(Path file) throws IOException {
        token.write(file);
        tokenFile = file;
    }

    /** The file of this server's token in the user's folder of programs' states, which is made. */
    public Path stateFile(Map<String, String> environment) throws IOException {
        String state = environment.get("XDG_STATE_HOME");
        Path folder = state != null && state.startsWith("/")
                ? Path.of(state)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return Files.createDirectories(folder.resolve("sextant")).resolve("serve-" + server.port() + ".token");
    }

    /** Has the runs that go on here come to their end; how many there are. */
    public int finish() {
        return runs.finish();
    }

    /** Ends them now; nothing recorded is lost. */
    public void stop() {
        runs.stop();
    }

    /** Waits until the runs that were gone on with have ended. */
    public void join() throws InterruptedException {
        runs.join();
    }

    @Override
    public void close() {
        server.close();
        runs.close();
        try {
            if (tokenFile != null) Files.deleteIfExists(tokenFile);
        } catch (IOException stays) {
            LOG.info("the token, which opens nothing any more, could not be deleted", stays);
        }
    }
}
