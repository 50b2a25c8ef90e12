// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import dev.sextant.engine.spi.Assignment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder where a trial's program keeps its checkpoints from one attempt to the next, and the reports that were
 * heard of a program that can go on from one.
 *
 * <p>A program that goes on after a step must have reported that step, and we must have heard it: what it said up to
 * there is then said for it. Where that is not so, as when an engine was killed before it read the last report, the
 * folder is emptied and the program begins from the beginning: a lost report costs time and never changes a result.
 *
 * <p>Threads: confined to one.
 */
final class Continuation {
    private final Path folder;
    private final String trial;
    private final long most;
    private @Nullable KeptReports kept;
    private Map<Integer, Heard.Report> before = new HashMap<>();
    private boolean claimed;
    private boolean decided;
    private boolean fresh;

    private Continuation(Path folder, String trial, long most) {
        this.folder = folder;
        this.trial = trial;
        this.most = most;
    }

    /**
     * Makes the folder. What is in it is deleted unless it was left by a program that says that it goes on, for the
     * same assignment: the curve of one that went on without saying so would lack its beginning.
     *
     * @param most bytes of reports that are kept
     */
    static Continuation in(Path folder, Assignment assignment, long most) throws IOException {
        Continuation continuation =
                new Continuation(Files.createDirectories(folder.toAbsolutePath()), digest(assignment), most);
        continuation.kept = KeptReports.read(continuation.folder, continuation.trial, most);
        if (continuation.kept == null) continuation.empty();
        return continuation;
    }

    private static String digest(Assignment assignment) {
        String text = assignment.document() + "\n" + assignment.objective() + "\n" + assignment.seeds();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Deletes what is in the folder, for a program that is to begin from the beginning. */
    void empty() throws IOException {
        close();
        kept = null;
        claimed = false;
        decided = false;
        fresh = true;
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path each : inside.toList()) new OwnFolder(each).delete();
        }
    }

    /** The program has said that it can go on. */
    void claim() {
        claimed = true;
        if (kept == null) kept = KeptReports.begin(folder, trial, most);
    }

    /** Whether it has still to be found out after which step the program goes on. */
    boolean open() {
        return claimed && !decided;
    }

    /** The last step that was reported in an attempt before. */
    int reached() {
        return kept == null ? 0 : kept.reached();
    }

    /** Whether the folder was empty when the program began. */
    boolean fresh() {
        return fresh;
    }

    /**
     * The program goes on after this step.
     *
     * @return the reports up to it; null where we have not heard the last of them
     */
    @Nullable
    List<Heard.Report> after(int step) {
        KeptReports all = Objects.requireNonNull(kept, "nothing was claimed");
        if (step > 0 && !all.has(step)) return null;
        before = new HashMap<>();
        for (Heard.Report later : all.cut(step)) before.put(later.step(), later);
        decided = true;
        return all.reports();
    }

    /**
     * Keeps a report, with its step.
     *
     * @return what an attempt before said of the same step, where that was another value; otherwise null
     */
    @Nullable
    Double keep(Heard.Report report) {
        if (!decided || kept == null || report.step() <= kept.reached()) return null;
        kept.add(report);
        Heard.Report said = before.remove(report.step());
        return said == null || Double.compare(said.value(), report.value()) == 0 ? null : said.value();
    }

    void close() {
        try {
            if (kept != null) kept.close();
        } catch (IOException e) {
            // What is not in the file is missed by the next attempt, which then begins from the beginning.
        }
    }
}
