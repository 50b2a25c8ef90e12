// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.LearningRateFinder;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.ModelExporter;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.data.Dataset;
import dev.sextant.trainers.data.Datasets;
import dev.sextant.trainers.data.Parts;
import dev.sextant.trainers.document.Options;
import dev.sextant.trainers.model.ModelFile;
import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Room;
import dev.sextant.trainers.onnx.OnnxFile;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.table.Sources;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks of layers. Trainings share the data and the saved models that they start from, read-only; everything
 * else is their own.
 *
 * <p>Threads: any number may call.
 */
public final class NetworkTrainer implements Trainer, LearningRateFinder, ModelExporter {
    /** How long a first training waits for the kernels to be compiled; then it goes on without. */
    private static final long WARMUP_MILLIS = 2_000;

    /** A format that other programs run, and that nothing here reads. */
    private static final String ONNX = "onnx";

    private final Datasets datasets;
    private final SavedModels models;

    /** @param folder where relative paths in documents begin */
    public NetworkTrainer(Path folder) {
        this(new StudyFolder(folder));
    }

    public NetworkTrainer(StudyFolder folder) {
        datasets = new Datasets(folder);
        models = new SavedModels(folder);
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(document);
        Dataset dataset = datasets.dataset(settings.data());
        Suitability.checkObjective(objective, dataset.task());
        Preparation found = datasets.prepare(settings.data(), seeds);
        Map<String, String> facts = new LinkedHashMap<>(found.facts());
        SavedModel saved = saved(settings);
        if (saved != null) {
            facts.put("initialWeights", saved.name());
            facts.put("initialWeightsSha256", saved.sha256());
        }
        for (Parts parts : datasets.folds(settings.data(), seeds)) {
            Suitability.checkBatch(settings.batchSize(), parts.training().rows().length);
            int rows = parts.training().rows().length;
            if (saved == null) Suitability.blueprint(settings, dataset, parts.shape(), rows);
            else new Trainee(settings, dataset, parts, seeds.draws(), saved);
        }
        return new Preparation(facts, found.columns(), found.warnings());
    }

    /** The multiply-adds of an epoch, on all folds. */
    @Override
    public long epochCost(ObjectNode document) {
        try {
            NetworkSettings settings = NetworkSettings.read(document);
            Dataset dataset = datasets.dataset(settings.data());
            int rows = dataset.trainingRows();
            Blueprint blueprint = Suitability.blueprint(settings, dataset, dataset.mostShape(), dataset.trainingRows());
            return (long) dataset.folds() * FoldTraining.work(blueprint, rows, settings.batch(rows));
        } catch (TrainingException refused) {
            return 1; // the trial will say why it fails
        }
    }

    /** The layers that are written, with those that follow them by themselves. */
    @Override
    public Structure structure(ObjectNode document) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(document);
        Dataset dataset = datasets.dataset(settings.data());
        return LayerTable.of(Suitability.blueprint(settings, dataset, dataset.mostShape(), dataset.trainingRows()));
    }

    @Override
    public Memory memory(ObjectNode document, int divisions) {
        try {
            NetworkSettings settings = NetworkSettings.read(document);
            Dataset dataset = datasets.dataset(settings.data());
            Blueprint blueprint = Suitability.blueprint(settings, dataset, dataset.mostShape(), dataset.trainingRows());
            int batch = settings.batch(dataset.trainingRows());
            Room room = Room.of(blueprint, settings.updates(), Trainee.mostRows(batch, dataset.trainingRows()));
            boolean answers = Trainee.single(dataset.task(), blueprint.loss());
            long rows = (long) Integer.BYTES * dataset.trainingRows()
                    + (answers ? (long) Float.BYTES * Matrix.padded(1) * dataset.openRows() : 0);
            Map<String, Long> shared = new LinkedHashMap<>();
            shared.put("data", dataset.bytes());
            shared.put("divisions", Math.min(divisions, Datasets.MOST_DIVISIONS) * dataset.divisionBytes());
            Map<String, Long> training = new LinkedHashMap<>();
            training.put("weights", dataset.folds() * room.weights());
            training.put("optimizer", dataset.folds() * room.optimizer());
            training.put("activations", dataset.folds() * room.activations());
            training.put("rows", dataset.folds() * rows);
            long images = Augmenter.bytes(settings.augment(), dataset.mostShape(), batch);
            if (images > 0) training.put("augmentation", dataset.folds() * images);
            return new Memory(shared, training);
        } catch (TrainingException refused) {
            return Memory.UNKNOWN; // the trial will say why it fails
        }
    }

    @Override
    public NetworkTraining start(Assignment assignment) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(assignment.document());
        Dataset dataset = datasets.dataset(settings.data());
        Suitability.checkObjective(assignment.objective(), dataset.task());
        SavedModel saved = saved(settings);
        awaitKernels();
        List<FoldTraining> folds = new ArrayList<>();
        for (Parts parts : datasets.folds(settings.data(), assignment.seeds())) {
            Draws draws = FoldTraining.draws(assignment.seeds().draws(), folds.size());
            Trainee trainee = new Trainee(settings, dataset, parts, draws, saved);
            folds.add(new FoldTraining(
                    settings, trainee, draws, assignment.objective().direction()));
        }
        return new NetworkTraining(settings, folds, assignment);
    }

    @Override
    public NetworkTraining start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        NetworkTraining training = start(assignment);
        if (circumstances.checkpoint() == null) return training;
        try {
            training.goOn(circumstances.checkpoint());
            return training;
        } catch (StateFormatException other) {
            training.close();
            throw new TrainingException(
                    "",
                    "the checkpoint cannot be gone on from: " + other.getMessage(),
                    "train from the beginning, which comes to the same");
        }
    }

    /** On the first division of the data. */
    @Override
    public LearningRateSweep sweep(ObjectNode document, Seeds seeds, SweepRange range) throws TrainingException {
        NetworkSettings settings = NetworkSettings.read(document);
        Dataset dataset = datasets.dataset(settings.data());
        SavedModel saved = saved(settings);
        awaitKernels();
        Parts parts = datasets.folds(settings.data(), seeds).getFirst();
        Draws draws = seeds.draws();
        return LearningRateSweep.of(range, new RateSweep(new Trainee(settings, dataset, parts, draws, saved), draws));
    }

    @Override
    public List<String> formats() {
        List<String> formats = new ArrayList<>(ModelFile.formats());
        formats.add(ONNX);
        return formats;
    }

    /** Of a cross-validation the first fold's network is kept, with what was fitted on that fold's training part. */
    @Override
    public Model train(Assignment assignment, String format, Map<String, String> facts) throws TrainingException {
        try (NetworkTraining training = start(assignment)) {
            while (true) {
                if (!(training.step() instanceof Progress.Done(Outcome outcome))) continue;
                if (!(outcome instanceof Outcome.Completed)) return new Model(outcome, new byte[0]);
                TrainedNetwork network = training.network(facts);
                // the classes that write ONNX are loaded here and nowhere else
                return new Model(
                        outcome, format.equals(ONNX) ? OnnxFile.write(network) : ModelFile.write(network, format));
            }
        }
    }

    @Override
    public List<String> files(ObjectNode document) {
        Set<String> files = Sources.files(document.path("data"));
        files.addAll(Options.texts(document.path(SavedModels.KEY)));
        return List.copyOf(files);
    }

    private @Nullable SavedModel saved(NetworkSettings settings) throws TrainingException {
        return settings.initialWeights() == null ? null : models.read(settings.initialWeights());
    }

    /** A training that went ahead on the plain kernels would take the processor from the compiler. */
    private static void awaitKernels() {
        try {
            KernelWarmup.await(WARMUP_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
