// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.asktell.AskTell;
import dev.sextant.engine.asktell.Conversation;
import dev.sextant.engine.asktell.FileReportJournal;
import dev.sextant.engine.asktell.ReportJournal;
import dev.sextant.engine.asktell.SocketServer;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.store.SqliteSource;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A study whose trials another program trains, and the directory in which it is kept, if it is. */
public final class AskTellRun implements AutoCloseable {
    private final PreparedStudy study;
    private final @Nullable RunDirectory directory;
    private final StudyStore store;
    private final ReportJournal journal;
    private final AskTell session;

    private AskTellRun(
            PreparedStudy study,
            @Nullable RunDirectory directory,
            StudyStore store,
            ReportJournal journal,
            Consumer<String> alarms)
            throws StoreException {
        this.study = study;
        this.directory = directory;
        this.store = store;
        this.journal = journal;
        this.session = new AskTell(
                study.file().spec(),
                study.searcher(),
                study.pruner(),
                study.file().trainer()::epochs,
                store,
                journal,
                alarms);
    }

    /**
     * Begins, or goes on with what was begun in the directory.
     *
     * @param kept the directory; null where nothing is to be kept
     * @param alarms told what could not be relied on, in words for people
     */
    public static AskTellRun of(PreparedStudy study, @Nullable Path kept, Consumer<String> alarms)
            throws RefusedException, StudyFileException, IOException {
        if (study.file().trainer().trains())
            throw new RefusedException(
                    Reason.STUDY,
                    "the trials of " + study.file().name() + " are trained by Sextant: its trainer is "
                            + study.file().spec().trainerType(),
                    "Run it: sextant run " + study.file().name()
                            + "; or give it the trainer {\"type\": \"external\", \"parameters\": { … }}.");
        if (study.file().trainer().retrains())
            throw new RefusedException(
                    Reason.STUDY,
                    "the trials of " + study.file().name() + " are trained by an objective of a Java program: its"
                            + " trainer is " + study.file().spec().trainerType(),
                    "Give it the trainer {\"type\": \"external\", \"parameters\": { … }}.");
        try {
            if (kept == null) return new AskTellRun(study, null, new MemoryStore(), ReportJournal.NONE, alarms);
            RunDirectory directory = new RunDirectory(kept);
            boolean begun = directory.begun();
            if (begun) checkSame(directory, study, alarms);
            else SavedRun.write(RunDirectory.claim(kept), study.file(), study.provenance());
            StudyStore store = SavedRun.open(
                    directory, new SqliteSource(directory.store()), study.file().spec());
            try {
                return new AskTellRun(
                        study, directory, store, new FileReportJournal(directory.reportJournal()), alarms);
            } catch (StoreException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        }
    }

    /** The run that was begun must be the one that is asked for. */
    private static void checkSame(RunDirectory directory, PreparedStudy study, Consumer<String> alarms)
            throws RefusedException, StudyFileException {
        SavedRun begun = SavedRun.of(directory);
        StudySpec before = begun.file().spec();
        StudySpec now = study.file().spec();
        if (!SpecDigest.of(before).equals(SpecDigest.of(now)))
            throw new RefusedException(
                    Reason.USAGE,
                    "the run in " + directory.path() + " is another study than "
                            + study.file().name() + difference(before, now),
                    "Give the study and the options that it was begun with, or name another directory with --dir.");
        if (!begun.version().equals(Provenance.version()))
            alarms.accept("the run was begun by Sextant " + begun.version() + " and goes on with "
                    + Provenance.version() + "; its result is that of neither");
    }

    /** The first place in which two studies differ, in words that go on with a sentence; empty where none is found. */
    static String difference(StudySpec before, StudySpec now) {
        return difference(resolved(before), resolved(now), "");
    }

    private static ObjectNode resolved(StudySpec spec) {
        ObjectNode resolved = ResolvedStudy.write(spec, Map.of());
        // These two change nothing.
        resolved.remove(List.of("name", "description"));
        return resolved;
    }

    /** The first place in which two studies differ; empty where none is found. */
    private static String difference(@Nullable JsonNode before, @Nullable JsonNode now, String path) {
        if (before == null || now == null)
            return ": " + path + (before == null ? " is new" : " was " + before + " and is no more");
        if (before.equals(now)) return "";
        if (!(before instanceof ObjectNode one) || !(now instanceof ObjectNode other))
            return ": " + path + " was " + before + " and is " + now;
        ObjectNode keys = one.deepCopy();
        keys.setAll(other);
        for (Map.Entry<String, JsonNode> entry : keys.properties()) {
            String key = entry.getKey();
            String found = difference(one.get(key), other.get(key), path.isEmpty() ? key : path + "." + key);
            if (!found.isEmpty()) return found;
        }
        return "";
    }

    /** The study as one asks and tells by hand, in the place of {@link #conversation}. */
    public AskTell session() {
        return session;
    }

    /** What was told comes to: milliseconds. */
    public Ranking ranked() {
        return Rankings.of(study.file().spec(), study.searcher(), session.trials(), false);
    }

    /** The same with what the trials say together, which takes up to seconds. */
    public Ranking analysed() {
        return Rankings.analysed(study.file().spec(), study.searcher(), session.trials(), false);
    }

    /** Whether every trial of the study was told. */
    public boolean complete() {
        return session.complete();
    }

    /** Another conversation about the study. */
    public Conversation conversation() {
        return new Conversation(session, this::ranking);
    }

    /** As it stands, in one line; milliseconds. */
    private String ranking() {
        return JsonReport.line(ranked());
    }

    /** See {@link AskTell#sync}. */
    public void sync() throws RefusedException {
        try {
            session.sync();
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        }
    }

    /** @param words takes what people should know of a client */
    public SocketServer server(ServerSocketChannel listening, Consumer<String> words) throws IOException {
        return new SocketServer(session, this::conversation, listening, System::nanoTime, words);
    }

    /** Serves clients until the study is complete and they have left, or the server is stopped. */
    public static void serve(SocketServer server) throws IOException, RefusedException {
        try {
            server.serve();
        } catch (StoreException e) {
            throw SavedRun.unusable(e);
        }
    }

    /** Leaves the reports of what was told, where the run is kept. */
    @Override
    public void close() throws IOException {
        store.close();
        try {
            journal.close();
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (directory == null || session.trials().isEmpty()) return;
        // What is left belongs to trials that have ended.
        if (session.complete()) Files.deleteIfExists(directory.reportJournal());
        StudySpec spec = study.file().spec();
        List<Trial> trials = session.trials();
        RunReports.write(
                directory,
                RunReports.page(
                        spec,
                        analysed(),
                        trials,
                        study.provenance(),
                        session.complete() ? LocalStudy.Ending.FINISHED : LocalStudy.Ending.STOPPED),
                RunReports.timeline(new SqliteSource(directory.store()), spec.space(), trials));
    }
}
