// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.studies.tree.Notation;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one run: the study as it was given, the resolved study, the store, and in the end the reports. A file is
 * written under another name and moved, so that each is whole or absent.
 */
public record RunDirectory(Path path) {
    /** The folder under the current one in which runs are made. */
    public static final String RUNS = "runs";

    /** Stands for the run that was begun last. */
    public static final String LATEST = "latest";

    /** Of a longer name no more is shown. */
    private static final int SHOWN = 200;

    private static final String STUDY = "study.";
    private static final String RESOLVED = "study.resolved.json";
    private static final String STORE = "study.db";
    private static final String REPORT = "report.json";

    /** Makes {@code <runs>/<name>-<n>} with the smallest n from 1 that is free. */
    public static RunDirectory create(Path runs, String name) throws RefusedException {
        try {
            Files.createDirectories(runs);
            for (int n = 1; ; n++) {
                Path path = runs.resolve(name + "-" + n);
                if (Files.exists(path)) continue;
                try {
                    return new RunDirectory(Files.createDirectory(path));
                } catch (FileAlreadyExistsException takenMeanwhile) {
                    // Another process was quicker; the next number is tried.
                }
            }
        } catch (IOException e) {
            throw cannotWrite(runs, e);
        }
    }

    /** Whether there is a run in this directory. */
    public boolean begun() {
        return isRun(path);
    }

    /** Takes this directory, which must not exist or be empty. */
    public static RunDirectory claim(Path path) throws RefusedException {
        try {
            if (Files.exists(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    if (inside.findAny().isPresent())
                        throw new RefusedException(
                                Reason.USAGE,
                                "the directory " + (path.toString().isEmpty() ? "." : path) + " is not empty",
                                isRun(path)
                                        ? "It is a run: to go on with it type sextant resume " + path
                                        : "Name one that is empty or does not exist.");
                }
            }
            return new RunDirectory(Files.createDirectories(path));
        } catch (NotDirectoryException | FileAlreadyExistsException e) {
            throw new RefusedException(Reason.USAGE, path + " is a file", "Name a directory that does not exist.");
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /**
     * The run that a person named. A name is one name: with a slash in it, it is a path from the current folder and
     * leads nowhere from runs. Links are followed.
     *
     * @param run a directory, a name under {@code <current>/runs}, or {@code latest}
     */
    public static RunDirectory find(String run, Path current) throws RefusedException {
        if (run.isBlank())
            throw new RefusedException(
                    Reason.USAGE, "the run has an empty name", "Name its directory, or " + LATEST + ".");
        Path runs = current.resolve(RUNS);
        Path path = current.resolve(run);
        Path named = runs.resolve(run);
        if (isRun(path)) return new RunDirectory(path);
        if (Path.of(run).getNameCount() == 1 && isRun(named)) return new RunDirectory(named);
        List<Path> known = runs(runs);
        if (run.equals(LATEST)) {
            if (known.isEmpty())
                throw new RefusedException(Reason.USAGE, "there is no run in " + RUNS, "Begin one: sextant run STUDY");
            return new RunDirectory(known.getFirst());
        }
        String help = known.isEmpty()
                ? "Begin one: sextant run STUDY"
                : "Runs here: "
                        + String.join(
                                ", ",
                                known.stream()
                                        .limit(5)
                                        .map(Path::getFileName)
                                        .map(Path::toString)
                                        .toList());
        if (!Files.exists(path)) throw new RefusedException(Reason.USAGE, "there is no run " + shown(run), help);
        throw new RefusedException(
                Reason.USAGE,
                shown(run) + " is not a run: "
                        + (Files.isDirectory(path) ? "it has no " + RESOLVED : "it is not a directory"),
                help);
    }

    /** A name that fits on a few lines. */
    private static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    }

    private static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve(RESOLVED));
    }

    /** The runs in the folder, the one begun last first. */
    private static List<Path> runs(Path folder) {
        record Begun(Path path, FileTime time) {}
        List<Begun> runs = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList())
                if (isRun(path)) runs.add(new Begun(path, Files.getLastModifiedTime(path.resolve(RESOLVED))));
        } catch (IOException nothingToList) {
            return List.of();
        }
        runs.sort(Comparator.comparing(Begun::time).thenComparing(Begun::path).reversed());
        return runs.stream().map(Begun::path).toList();
    }

    /**
     * Deletes a run that could not begin. The directory was empty before, so all that is in it was written for the run.
     */
    void discard() throws IOException {
        try (Stream<Path> inside = Files.list(path)) {
            for (Path file : inside.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }

    private static RefusedException cannotWrite(Path path, IOException e) {
        return new RefusedException(
                Reason.USAGE,
                "cannot write to " + path + ": " + StudySource.reason(e),
                "Name another directory with --dir.");
    }

    /** The study file as it was given: {@code study.json} or {@code study.yaml}. */
    public Path study(Notation notation) {
        return path.resolve(STUDY + notation.ending());
    }

    /** The study with every default; with it the directory is a run. */
    public Path resolved() {
        return path.resolve(RESOLVED);
    }

    /** The trials, where {@link RunStore} finds no other place for them. */
    public Path store() {
        return path.resolve(STORE);
    }

    /** Says where the trials are if not in {@link #store}. */
    Path storeFile() {
        return path.resolve(StoreFile.NAME);
    }

    public Path report() {
        return path.resolve(REPORT);
    }

    public Path trials() {
        return path.resolve("trials.csv");
    }

    public Path markdown() {
        return path.resolve("report.md");
    }

    public Path page() {
        return path.resolve("report.html");
    }

    /** What happened in the run, a JSON object a line. */
    public Path log() {
        return path.resolve("sextant.log");
    }

    /** What the programs of one trial printed; only studies whose trials are programs have it. */
    public Path printed(long trial) {
        return path.resolve("logs").resolve(Checkpoints.logName(trial));
    }

    /** What is kept of running trials, until the study has ended. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** What a program has reported of trials that it has not told yet. */
    Path reportJournal() {
        return path.resolve("reports.jsonl");
    }

    /** The token for the run's live page, while it is served. */
    public Path serveToken() {
        return path.resolve("serve.token");
    }

    /** Writes a text. */
    @FunctionalInterface
    interface Content {
        void to(Writer out) throws IOException;
    }

    /** Writes a file whole or not at all, as it comes. */
    void write(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (Writer out = Files.newBufferedWriter(temporary)) {
            content.to(out);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The token for the run's metrics, while they are served. */
    public Path metricsToken() {
        return path.resolve("metrics.token");
    }

    /** Writes a file whole or not at all. */
    public void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
