// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A study that is known to be good: the file was read, its data was found and loaded.
 *
 * @param folder where relative paths of the study begin
 * @param facts what the trainer found, by name
 * @param columns how the trainer understood the columns of its data
 * @param warnings those of the file and those that only the trainer and the searcher could tell
 */
public record PreparedStudy(
        StudyFile file,
        Path folder,
        Trainer trainer,
        Searcher searcher,
        @Nullable Pruner pruner,
        Map<String, String> facts,
        List<Preparation.Column> columns,
        List<Problem> warnings) {
    /** Where a trainer's document holds its data. */
    static final String DATA = "data";

    /**
     * Makes what the study needs, loading its data meanwhile. Learning rates that are to be found are found first.
     *
     * @throws StudyFileException with the problems at their places in the file
     */
    public static PreparedStudy of(StudyFile written, Path folder) throws StudyFileException, InterruptedException {
        return of(written, new StudyFolder(folder));
    }

    /** Where files lie elsewhere than their names say. */
    static PreparedStudy of(StudyFile written, StudyFolder files) throws StudyFileException, InterruptedException {
        Path folder = files.path();
        Trainer trainer = written.trainer().create(files);
        Loading loading = new Loading(written, trainer);
        Thread thread = Thread.ofPlatform().daemon().name("prepare").start(loading);
        StudyFile file = written;
        SweepRange wanted = written.wanted();
        if (wanted != null) {
            thread.join();
            loading.facts();
            FoundRates found = RateSweeps.of(written, trainer, wanted).found(written.spec());
            file = StudyReader.read(written, found, Services.catalog());
        }
        Searcher searcher;
        Pruner pruner;
        try {
            searcher = searcher(file);
            pruner = pruner(file);
        } finally {
            thread.join();
        }
        Map<String, String> facts = loading.facts();
        List<Problem> warnings = new ArrayList<>(file.warnings());
        for (Preparation.Warning warning : loading.warnings)
            warnings.add(file.problem(
                    false,
                    warning.path().isEmpty() ? "trainer" : "trainer." + warning.path(),
                    warning.message(),
                    warning.help()));
        StudySpec spec = file.spec();
        long proposals = spec.trials() - spec.given().size();
        if (searcher.capacity() > proposals && searcher.capacity() < Long.MAX_VALUE)
            warnings.add(file.problem(
                    false,
                    "search.trials",
                    "the " + spec.searcher().name() + " has " + searcher.capacity() + " points, more than the "
                            + proposals + " trials that are left for it",
                    "set trials to " + (searcher.capacity() + spec.given().size())
                            + ", or put fewer points in it: {\"log\": [ … ], \"grid\": 3}"));
        warnings.sort(Comparator.comparing(Problem::at));
        return new PreparedStudy(
                file, folder, trainer, searcher, pruner, facts, loading.columns, List.copyOf(warnings));
    }

    /**
     * This study, if its trials are trained here.
     *
     * @param otherwise the command by which another program trains them
     * @throws RefusedException where that is the way
     */
    public PreparedStudy trained(String otherwise) throws RefusedException {
        if (file.trainer().trains()) return this;
        if (file.trainer().retrains())
            throw new RefusedException(
                    RefusedException.Reason.STUDY,
                    "the trials of " + file.name() + " are trained by an objective of a Java program: its trainer is "
                            + file.trainer().type(),
                    "Run that program: it opens the study with the same directory, and goes on with it.");
        throw new RefusedException(
                RefusedException.Reason.STUDY,
                "the trials of " + file.name() + " are trained by another program: its trainer is "
                        + file.trainer().type(),
                "Let that program ask for them and tell their values: " + otherwise);
    }

    /** This study, its trials run by this trainer, which is prepared already. */
    PreparedStudy by(Trainer other) {
        return new PreparedStudy(file, folder, other, searcher, pruner, facts, columns, warnings);
    }

    /** What the default configuration trains, part by part. */
    public Structure structure() {
        try {
            return trainer.structure(file.defaultDocument());
        } catch (TrainingException refused) {
            return Structure.NONE; // it was prepared, so that only a file that has changed since can be refused
        }
    }

    /** Every fact about the study and the machine, by name. */
    public Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>(Provenance.of(folder, facts));
        FoundRates found = file.found();
        if (found != null) provenance.put(Provenance.RATES, found.text());
        return Collections.unmodifiableMap(provenance);
    }

    /** The study's searcher, which needs no data. */
    static Searcher searcher(StudyFile file) throws StudyFileException {
        StudySpec spec = file.spec();
        SearcherFactory factory = Services.catalog().searcher(spec.searcher().name());
        if (factory == null) throw new IllegalStateException("the reader let through " + spec.searcher());
        try {
            return factory.create(new SearcherFactory.Setting(
                    spec.space(),
                    spec.objective().direction(),
                    spec.searcher().options(),
                    spec.seed(),
                    spec.given().size()));
        } catch (IllegalArgumentException e) {
            throw unsuited(file, "search.searcher", e);
        }
    }

    private static @Nullable Pruner pruner(StudyFile file) throws StudyFileException {
        StudySpec.Selection selection = file.spec().pruner();
        if (selection == null) return null;
        PrunerFactory factory = Services.catalog().pruner(selection.name());
        if (factory == null) throw new IllegalStateException("the reader let through " + selection);
        try {
            return factory.create(file.spec().space(), selection.options(), file.epochs());
        } catch (IllegalArgumentException e) {
            throw unsuited(file, "search.pruner", e);
        }
    }

    /** Factories say so when what they are given does not suit them. */
    private static StudyFileException unsuited(StudyFile file, String path, IllegalArgumentException e) {
        String message = e.getMessage();
        return new StudyFileException(List.of(file.problem(true, path, message == null ? e.toString() : message, "")));
    }

    /** Loads the data of the default configuration and of every other choice of data, and tries every other value. */
    private static final class Loading implements Runnable {
        private final StudyFile file;
        private final Trainer trainer;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private List<Preparation.Column> columns = List.of();
        private final Set<Preparation.Warning> warnings = new LinkedHashSet<>();
        private final Problems problems = new Problems();
        private final Set<String> places = new HashSet<>();
        private @Nullable RuntimeException broken;

        private Loading(StudyFile file, Trainer trainer) {
            this.file = file;
            this.trainer = trainer;
        }

        @Override
        public void run() {
            try {
                look(file.spec().objective(), Seeds.ofSearch(file.spec().seed(), 0));
            } catch (RuntimeException e) {
                broken = e;
            }
        }

        private void look(Objective objective, Seeds seeds) {
            Preparation found = prepare(file.defaultDocument(), objective, seeds);
            // What is wrong with the default configuration is wrong with nearly all others.
            if (found == null) return;
            facts.putAll(found.facts());
            columns = found.columns();
            warnings.addAll(found.warnings());
            for (Map.Entry<String, ObjectNode> other : file.variations(DATA).entrySet()) {
                Preparation varied = prepare(other.getValue(), objective, seeds);
                if (varied == null) continue;
                varied.facts().forEach((name, fact) -> facts.put(name + " of " + other.getKey(), fact));
                warnings.addAll(varied.warnings());
            }
            // What one value alone makes impossible is told before the search, not by a trial in the midst of it.
            for (StudyFile.Extreme extreme : file.extremes(DATA)) prepare(extreme, objective, seeds);
            for (Objective other : file.spec().goals().objectives())
                if (measured(other.metric())) prepare(file.defaultDocument(), other, seeds);
            constraints(seeds);
        }

        /** Null where the trainer refuses it, which is told once for each place of the file. */
        private @Nullable Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            try {
                return trainer.prepare(document, objective, seeds);
            } catch (TrainingException refused) {
                tell(file.problem(refused));
                return null;
            }
        }

        /** What is wrong elsewhere than at the value that was moved is told together with it. */
        private void prepare(StudyFile.Extreme extreme, Objective objective, Seeds seeds) {
            try {
                trainer.prepare(extreme.document(), objective, seeds);
            } catch (TrainingException refused) {
                boolean itself = (refused.path() + ".").startsWith(extreme.path() + ".");
                tell(file.problem(
                        itself
                                ? refused
                                : new TrainingException(
                                        refused.path(),
                                        "with %s %s: %s"
                                                .formatted(
                                                        extreme.path(),
                                                        extreme.value().text(),
                                                        refused.getMessage()),
                                        refused.help())));
            }
        }

        private void tell(Problem problem) {
            if (places.add(problem.path()))
                problems.error(problem.at(), problem.path(), problem.message(), problem.help());
        }

        private boolean measured(String metric) {
            return !metric.equals(file.spec().objective().metric()) && !metric.equals(Goals.EPOCH_SECONDS);
        }

        /** Those on metrics that these trainings have not. */
        private void constraints(Seeds seeds) {
            for (Constraint constraint : file.spec().goals().constraints()) {
                Direction good = file.trainer().metrics(file.defaultDocument()).get(constraint.metric());
                if (good == null || !measured(constraint.metric())) continue;
                try {
                    trainer.prepare(file.defaultDocument(), new Objective(constraint.metric(), good), seeds);
                } catch (TrainingException e) {
                    tell(file.problem(
                            true,
                            "subjectTo." + constraint.metric(),
                            "the trainings of this study have no " + constraint.metric()
                                    + ", so that no trial would keep it",
                            "leave it out"));
                }
            }
        }

        /** Called after the thread has ended. */
        private Map<String, String> facts() throws StudyFileException {
            if (broken != null) throw broken;
            if (problems.severe()) throw new StudyFileException(problems.sorted());
            return Collections.unmodifiableMap(facts);
        }
    }
}
