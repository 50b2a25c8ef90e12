// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import dev.sextant.engine.trial.LearningCurve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as a folder that TensorBoard shows: one sub-folder a trial ({@code trial-7}, {@code confirmation-61},
 * {@code test-70}) with an event file, and one event file above them that declares the table of the HParams tab.
 *
 * <p>Tags: the objective's name is its curve, one step an epoch; {@code readings/NAME} is what else was read after each
 * epoch; {@code best/NAME} is a metric at the best epoch, and the objective there. The table has the search trials and
 * {@code best/…} alone. A number that is not finite is left out. Times are the run's own: a trial's events bear the
 * time at which it began, because nobody noted when its epochs ended, and what it came to the time at which it ended.
 * So a run is always exported to the same bytes, and two runs of a study differ in times alone.
 */
public final class TensorBoardFolder {
    /** TensorBoard finds event files by the middle of their name; the rest is ours. */
    private static final String FILE = "events.out.tfevents.0.sextant";

    private static final double NANOS = 1e9;

    private final ExportedRun run;
    private final String objective;
    private final HyperparameterTable table;

    private TensorBoardFolder(ExportedRun run) {
        this.run = run;
        this.objective = run.spec().goals().first().metric();
        this.table = new HyperparameterTable(run.spec().space());
    }

    /**
     * Writes the folder, instead of what an earlier export left in it.
     *
     * @param folder made where it does not exist
     * @throws ExportException where it holds anything else: TensorBoard would show both as one
     */
    public static void write(ExportedRun run, Path folder) throws IOException, ExportException {
        clear(folder);
        for (Map.Entry<String, byte[]> file : new TensorBoardFolder(run).files().entrySet()) {
            Path to = folder.resolve(file.getKey());
            Path parent = to.getParent();
            if (parent != null) Files.createDirectories(parent);
            ExportFile.write(to, file.getValue());
        }
    }

    private static void clear(Path folder) throws IOException, ExportException {
        if (!Files.exists(folder)) return;
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            // The first other file is enough: whoever named a home directory need not wait for all that is in it.
            for (Path file : (Iterable<Path>) inside::iterator) {
                if (Files.isDirectory(file)) continue;
                if (!file.endsWith(FILE))
                    throw new ExportException(
                            "the directory " + folder + " holds other files, such as " + folder.relativize(file),
                            "Name one with --output that is empty, does not exist, or was exported to before.");
                files.add(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) Files.delete(file);
    }

    /** By their paths in the folder. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        double begun = seconds(run.began());
        EventFile head = new EventFile(begun);
        Set<String> told = new TreeSet<>();
        for (TrialFacts trial : run.facts())
            if (trial.search()) told.addAll(trial.metrics().keySet());
        told.remove(objective);
        List<String> columns = new ArrayList<>(List.of(best(objective)));
        for (String metric : told) columns.add(best(metric));
        table.experiment(head, begun, run.spec().name(), columns);
        files.put(FILE, head.toByteArray());
        for (TrialFacts trial : run.facts()) {
            ExportedRun.Times times = run.times().get(trial.number());
            // Nobody began it: there is nothing to be shown.
            if (times == null && !trial.over()) continue;
            String name = (trial.search() ? "trial" : trial.role()) + "-" + trial.number();
            double began = times == null ? begun : seconds(times.began());
            double ended = times == null || times.ended() == null ? began : seconds(times.ended());
            files.put(name + "/" + FILE, file(trial, name, began, ended));
        }
        return files;
    }

    private byte[] file(TrialFacts trial, String name, double began, double ended) {
        EventFile out = new EventFile(began);
        if (trial.search()) table.began(out, began, name, trial);
        LearningCurve curve = trial.curve();
        for (int epoch = 1; epoch <= curve.epochs(); epoch++) {
            scalar(out, began, epoch, objective, curve.at(epoch));
            for (String reading : curve.readings().names())
                scalar(
                        out,
                        began,
                        epoch,
                        "readings/" + reading,
                        curve.readings().at(reading, epoch));
        }
        if (trial.over()) {
            scalar(out, ended, trial.bestEpoch(), best(objective), trial.value());
            trial.metrics().forEach((metric, value) -> {
                if (!metric.equals(objective)) scalar(out, ended, trial.bestEpoch(), best(metric), value);
            });
            if (trial.search()) table.ended(out, ended, trial);
        }
        return out.toByteArray();
    }

    private static void scalar(EventFile out, double seconds, int step, String tag, double value) {
        if (Double.isFinite(value)) out.scalar(seconds, step, tag, value);
    }

    private static String best(String metric) {
        return "best/" + metric;
    }

    private static double seconds(@Nullable Instant time) {
        return time == null ? 0 : time.getEpochSecond() + time.getNano() / NANOS;
    }
}
