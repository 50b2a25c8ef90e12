// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.study.RefusedConfigurationException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.dashboard.Feed;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.dashboard.Runs;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.live.Frames;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedReports;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudyRun;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a folder, or those that were named: shown, followed, stopped, gone on with, and given configurations to
 * try.
 *
 * <p>Threads: any; two daemons of its own, one for frames and one that looks at what other processes write.
 */
final class ServedRuns implements Runs, AutoCloseable {
    /** Runs that are gone on with at a time. */
    static final int MOST_AT_ONCE = 4;

    private static final String WORKERS = "workers";
    private static final int PATIENCE_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(ServedRuns.class);

    /**
     * What is served.
     *
     * @param runs the folder of runs, where names tell them apart
     * @param named these and no others; all of the folder where there are none
     * @param workers trainings at a time of each run that is gone on with, at most and where nobody says
     * @param resumes whether runs are gone on with
     */
    record Shown(Path runs, List<RunDirectory> named, boolean folder, int workers, boolean resumes) {}

    private final Shown shown;
    private final LongSupplier nanos;
    private final RunViews views;
    private final Map<String, ServedRun> known = new TreeMap<>(); // by id; guarded by itself
    private final Set<ResumedRun> resumed = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;
    private volatile boolean closed;

    ServedRuns(Shown shown, LongSupplier nanos) {
        this.shown = shown;
        this.nanos = nanos;
        this.views = new RunViews(nanos);
        for (RunDirectory run : shown.named()) add(run);
        every(Frames.APART.toMillis(), "frames", ServedRun::tick);
        every(TimeUnit.NANOSECONDS.toMillis(FollowedRun.APART), "followed-runs", ServedRun::follow);
    }

    private interface Turn {
        void of(ServedRun run);
    }

    private void every(long millis, String name, Turn turn) {
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                while (!closed) {
                    Thread.sleep(millis);
                    for (ServedRun run : all()) quietly(run, turn);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void quietly(ServedRun run, Turn turn) {
        try {
            turn.of(run);
        } catch (RuntimeException unexpected) {
            LOG.warn("what happens in the run {} cannot be told", run.name(), unexpected);
        }
    }

    private List<ServedRun> all() {
        synchronized (known) {
            return new ArrayList<>(known.values());
        }
    }

    private ServedRun add(RunDirectory run) {
        String id = RunIds.of(run.path(), shown.runs());
        synchronized (known) {
            return known.computeIfAbsent(id, name -> new ServedRun(name, run, nanos));
        }
    }

    /** Takes in what came into the folder, and leaves out what went. */
    private void refresh() {
        if (!shown.folder()) return;
        List<RunDirectory> found = new ArrayList<>();
        try (Stream<Path> inside = Files.list(shown.runs())) {
            inside.map(RunDirectory::new).filter(RunDirectory::begun).forEach(found::add);
        } catch (IOException nothingYet) {
            // The folder is made by the first run.
        }
        for (RunDirectory run : found) add(run);
        synchronized (known) {
            known.values()
                    .removeIf(run -> run.running() == null && !run.directory().begun());
        }
    }

    /** A run that this process begins: from now on it is shown, and what happens in it is followed. */
    HostedRun host(RunDirectory directory, WatchedStudy study) {
        ServedRun run = add(directory);
        HostedRun hosted = new HostedRun(study, run.feed(), nanos);
        run.host(hosted);
        return hosted;
    }

    String id(RunDirectory directory) {
        return RunIds.of(directory.path(), shown.runs());
    }

    int count() {
        refresh();
        return all().size();
    }

    private ServedRun run(String id) throws RefusedRequestException {
        ServedRun run;
        synchronized (known) {
            run = known.get(id);
        }
        if (run != null) return run;
        refresh();
        synchronized (known) {
            run = known.get(id);
        }
        if (run == null) throw new RefusedRequestException(404, "There is no such run here. Look at the list of runs.");
        return run;
    }

    @Override
    public ArrayNode list() {
        refresh();
        List<ServedRun> runs = all();
        runs.sort(Comparator.comparing(ServedRun::begun).reversed().thenComparing(ServedRun::id));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ServedRun run : runs) list.add(run.listed());
        return list;
    }

    @Override
    public JsonNode page(String id) throws RefusedRequestException {
        ServedRun run = run(id);
        RunState state = run.state();
        ObjectNode page = views.page(run, state, state.actions(shown.resumes()));
        return page.put("id", id)
                .put("directory", run.name())
                .put("state", state.word().shown());
    }

    @Override
    public JsonNode trial(String id, long trial) throws RefusedRequestException {
        return views.trial(run(id), trial);
    }

    @Override
    public Feed feed(String id) throws RefusedRequestException {
        return run(id).feed();
    }

    @Override
    public ObjectNode act(String id, Action action, ObjectNode body) throws RefusedRequestException {
        ServedRun run = run(id);
        String message = switch (action) {
            case STOP -> stop(run);
            case RESUME -> resume(run, body);
            case ENQUEUE -> enqueue(run, body);
        };
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }

    private static String stop(ServedRun run) throws RefusedRequestException {
        HostedRun hosted = run.running();
        if (hosted != null && hosted.finish())
            return "The running trials end as they would, then the reports are written.";
        return switch (run.state().word()) {
            case ELSEWHERE ->
                "Process %d, which runs it, was asked to end it: it gives running trials some seconds, and writes its reports."
                        .formatted(OtherProcess.end(run.directory(), run.name()));
            case FINISHED -> throw new RefusedRequestException(409, "The run %s is finished.".formatted(run.name()));
            case RUNNING, STOPPED, OUT_OF_TIME, UNREADABLE ->
                throw new RefusedRequestException(409, "The run %s is not running.".formatted(run.name()));
        };
    }

    private synchronized String resume(ServedRun run, ObjectNode body) throws RefusedRequestException {
        int workers = workers(body);
        if (!shown.resumes())
            throw new RefusedRequestException(
                    409,
                    "This server ends with its run and goes on with none. Type: sextant resume "
                            + run.directory().path());
        if (run.running() != null)
            throw new RefusedRequestException(409, "The run %s is running.".formatted(run.name()));
        if (run.state().word() == RunState.Word.ELSEWHERE)
            throw new RefusedRequestException(409, "The run %s is run by another process.".formatted(run.name()));
        if (ending || resumed.size() >= MOST_AT_ONCE)
            throw new RefusedRequestException(
                    409,
                    ending
                            ? "This server is ending."
                            : "%d runs are gone on with already, as many as may. Stop one of them, or wait."
                                    .formatted(resumed.size()));
        try {
            ResumedRun begun = ResumedRun.begin(run, workers, resumed::remove);
            resumed.add(begun);
            if (begun.isOver()) resumed.remove(begun);
            begun.begun();
            return "The run goes on with %d worker%s.".formatted(workers, workers == 1 ? "" : "s");
        } catch (RefusedException refused) {
            throw Refusals.of(refused);
        } catch (StudyFileException invalid) {
            throw Refusals.of(invalid);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(409, "This server is ending.");
        }
    }

    private int workers(ObjectNode body) throws RefusedRequestException {
        for (String name : (Iterable<String>) body::fieldNames)
            if (!name.equals(WORKERS))
                throw new RefusedRequestException(400, "There is no such key. Say {\"workers\": 2}, or {}.");
        JsonNode written = body.get(WORKERS);
        if (written == null) return shown.workers();
        Long workers = Numbers.whole(written);
        if (workers == null || workers < 1 || workers > shown.workers())
            throw new RefusedRequestException(
                    422,
                    "/workers: must be a whole number from 1 to %d, which this server was started with (--workers)."
                            .formatted(shown.workers()));
        return workers.intValue();
    }

    private static String enqueue(ServedRun run, ObjectNode body) throws RefusedRequestException {
        HostedRun hosted = run.running();
        StudyRun running = hosted == null ? null : hosted.running();
        if (running == null)
            throw new RefusedRequestException(
                    409,
                    switch (run.state().word()) {
                        case ELSEWHERE ->
                            "The run %s is run by another process, which takes no configurations from here."
                                    .formatted(run.name());
                        case FINISHED -> "The run %s is finished: it tries nothing more.".formatted(run.name());
                        case RUNNING, STOPPED, OUT_OF_TIME, UNREADABLE ->
                            "The run %s is not running. Resume it first.".formatted(run.name());
                    });
        StudySpec spec = running.spec();
        Configuration configuration = WishedConfiguration.of(spec.space(), body);
        try {
            running.enqueue(configuration).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return "It is kept, and is the next trial that is decided, unless the search ends before.";
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RefusedConfigurationException refused)
                throw new RefusedRequestException(409, Refusals.sentence(String.valueOf(refused.getMessage())));
            throw new RefusedRequestException(409, "It could not be kept: the run is ending.");
        } catch (TimeoutException late) {
            throw new RefusedRequestException(
                    409, "The run has not answered within %d s. Look whether it was kept.".formatted(PATIENCE_SECONDS));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(409, "This server is ending.");
        }
    }

    @Override
    public void export(String id, Export export, Writer out) throws RefusedRequestException, IOException {
        ServedRun run = run(id);
        if (export == Export.STUDY_JSON) {
            copy(run.directory().resolved(), out);
            return;
        }
        Path folder = Files.createTempDirectory("sextant-export");
        try {
            SavedReports reports = new SavedReports(SavedRun.of(run.directory()));
            Path file = reports.write(folder, List.of()).path().resolve(export.file());
            if (!Files.exists(file))
                throw new RefusedRequestException(404, "This version writes no %s.".formatted(export.file()));
            copy(file, out);
        } catch (RefusedException refused) {
            throw Refusals.of(refused);
        } catch (StudyFileException invalid) {
            throw Refusals.of(invalid);
        } finally {
            discard(folder);
        }
    }

    private static void copy(Path file, Writer out) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            in.transferTo(out);
        }
    }

    private static void discard(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /** Has every run that this process goes on with come to its end. How many there are. */
    int finish() {
        ending = true;
        int running = 0;
        for (ServedRun run : all()) {
            HostedRun hosted = run.running();
            if (hosted != null && hosted.finish()) running++;
        }
        return running;
    }

    /** Ends them now; nothing recorded is lost. */
    void stop() {
        for (ServedRun run : all()) {
            HostedRun hosted = run.running();
            if (hosted != null) hosted.stop();
        }
    }

    /** Waits until none goes on any more. */
    void join() throws InterruptedException {
        for (ResumedRun run : resumed) run.join();
    }

    /** Goes on with nothing more, and tells nobody anything. */
    @Override
    public void close() {
        closed = true;
    }
}
