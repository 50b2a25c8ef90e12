// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.ColumnWarmup;
import dev.sextant.trainers.tensor.ConvolutionKernels;
import dev.sextant.trainers.tensor.ConvolutionWarmup;
import dev.sextant.trainers.tensor.GateWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import dev.sextant.trainers.tensor.PlaneKernels;
import dev.sextant.trainers.tensor.PlaneWarmup;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A network with its optimizer: forward, loss, backward and update on mini-batches. Its layers are made by
 * {@link Assembly}, what follows a gradient in {@link UpdateStep}.
 *
 * <p>Cost: 2 × (2 or 3) × weights floating-point operations a row and step. A step allocates nothing.
 *
 * <p>Randomness: initial weights and dropout, from the draws given.
 *
 * <p>Threads: confined to one. Its bits depend on nothing but the arguments.
 */
public final class Network implements Stateful {
    /** Names, counts and the few numbers beside the arrays. */
    private static final int STATE_HEAD = 1_024;

    private final Blueprint blueprint;
    private final Updates updates;
    private final Supplier<Kernels> kernels;
    private final Supplier<ColumnKernels> columns;
    private final int maxBatch;
    private final TensorLayout layout = new TensorLayout();
    private final Intake intake;
    private final Chain chain;
    private final UnitWatch[] watches;
    private final LossFunction loss;
    private final UpdateStep update;
    private final Pass pass;
    private final float[] keptParameters;
    private final float[] keptStatistics;

    /**
     * @param maxBatch the most rows in one step, at least 1
     * @param draws gives the initial weights, and what dropout leaves out
     */
    public Network(Blueprint blueprint, Updates updates, int maxBatch, Draws draws) {
        this(
                blueprint,
                updates,
                maxBatch,
                draws,
                Kernels::chosen,
                ColumnKernels::chosen,
                ConvolutionKernels::chosen,
                PlaneKernels::chosen);
        KernelWarmup.start();
        if (blueprint.has(LayerSpec.Conv.class) || blueprint.has(LayerSpec.Pool.class)) ConvolutionWarmup.start();
        if (normalises(Shape.Vector.class) || normalises(Shape.Sequence.class)) ColumnWarmup.start();
        if (normalises(Shape.Image.class)) PlaneWarmup.start();
        if (blueprint.has(LayerSpec.Recurrent.class)) GateWarmup.start();
    }

    /** A fully connected one, from its short form. */
    public Network(Architecture architecture, Updates updates, int maxBatch, Draws draws) {
        this(architecture.blueprint(), updates, maxBatch, draws);
    }

    Network(
            Blueprint blueprint,
            Updates updates,
            int maxBatch,
            Draws draws,
            Supplier<Kernels> kernels,
            Supplier<ColumnKernels> columns) {
        this(
                blueprint,
                updates,
                maxBatch,
                draws,
                kernels,
                columns,
                () -> ConvolutionKernels.besides(kernels.get()),
                () -> PlaneKernels.besides(kernels.get()));
    }

    private Network(
            Blueprint blueprint,
            Updates updates,
            int maxBatch,
            Draws draws,
            Supplier<Kernels> kernels,
            Supplier<ColumnKernels> columns,
            Supplier<ConvolutionKernels> convolutions,
            Supplier<PlaneKernels> planes) {
        if (maxBatch < 1) throw new IllegalArgumentException("maxBatch (%d) must be at least 1".formatted(maxBatch));
        if (!updates.layerRates().isEmpty() && updates.layerRates().size() != blueprint.layers())
            throw new IllegalArgumentException("%d layer rates for %d layers with weights"
                    .formatted(updates.layerRates().size(), blueprint.layers()));
        this.blueprint = blueprint;
        this.updates = updates;
        this.kernels = kernels;
        this.columns = columns;
        this.maxBatch = maxBatch;
        Storage storage = Storage.real();
        Assembly assembly = new Assembly(blueprint, updates, layout, maxBatch, draws, storage);
        intake = assembly.intake();
        chain = assembly.chain();
        watches = assembly.watches();
        loss = LossFunction.of(blueprint.loss(), blueprint.outputs());
        update = new UpdateStep(updates, layout);
        pass = new Pass(layout, assembly.lengths(), convolutions, planes);
        initialise(draws, assembly.followers());
        keptParameters = pass.parameters.clone();
        keptStatistics = pass.statistics.clone();
    }

    /** Whether any batch norm reads this kind of shape. */
    private boolean normalises(Class<? extends Shape> kind) {
        return blueprint.flat().stream()
                .anyMatch(stage -> stage.layer() instanceof LayerSpec.BatchNorm && kind.isInstance(stage.in()));
    }

    private void initialise(Draws draws, List<Activation> followers) {
        List<Tensor> weights =
                layout.tensors().stream().filter(Tensor::multiplies).toList();
        for (int l = 0; l < weights.size(); l++)
            InitialWeights.draw(
                    blueprint.initializer(), followers.get(l), draws.of("weights", l), weights.get(l), pass.parameters);
        List<Tensor> tables = layout.tensors().stream()
                .filter(tensor -> tensor.role() == Tensor.Role.TABLE)
                .toList();
        for (int t = 0; t < tables.size(); t++)
            InitialWeights.drawTable(blueprint.initializer(), draws.of("tables", t), tables.get(t), pass.parameters);
        chain.reset(pass);
    }

    /** Numbers that are learnt. */
    public int parameters() {
        return learnt().mapToInt(Tensor::size).sum();
    }

    /**
     * One step on the rows order[from … from+count): forward, loss, backward, update.
     *
     * @param count at least 1, at most maxBatch
     * @param momentum takes the place of the rule's own in this step; NaN leaves it
     * @return the batch's mean loss before the update, the L1 term included; not finite where training diverged
     */
    public double train(
            Matrix inputs, Targets targets, int[] order, int from, int count, double learningRate, double momentum) {
        return train(inputs, order, from, targets, order, from, count, learningRate, momentum);
    }

    /**
     * The same with inputs that stand in an order of their own, such as images made for this step alone.
     *
     * @param inputOrder the inputs' rows are inputOrder[inputFrom … inputFrom + count)
     */
    public double train(
            Matrix inputs,
            int[] inputOrder,
            int inputFrom,
            Targets targets,
            int[] order,
            int from,
            int count,
            double learningRate,
            double momentum) {
        forward(inputs, inputOrder, inputFrom, count, true);
        double sum = loss.compare(pass, chain.output(), targets, order, from);
        chain.backward(pass);
        double penalty = update.apply(pass, learningRate, momentum);
        return sum / count + penalty;
    }

    /** How well the network does on these rows, at least one, in this order. Without the L1 term. */
    public Evaluation evaluate(Matrix inputs, Targets targets, int[] rows) {
        if (rows.length == 0) throw new IllegalArgumentException("no rows to evaluate");
        Scores scores = Scores.of(blueprint.loss(), targets, blueprint.outputs(), rows);
        for (UnitWatch watch : watches) watch.begin();
        double sum = 0;
        for (int from = 0; from < rows.length; from += maxBatch) {
            int count = Math.min(maxBatch, rows.length - from);
            forward(inputs, rows, from, count, false);
            sum += loss.compare(pass, chain.output(), targets, rows, from);
            scores.add(chain.output(), rows, from, count);
            for (UnitWatch watch : watches) watch.see(pass);
        }
        return scores.evaluation(sum / rows.length);
    }

    /** The outputs for these rows: logits, or predicted values. (rows, outputs). */
    public Matrix predict(Matrix inputs, int[] rows) {
        Matrix outputs = Matrix.zeros(rows.length, blueprint.outputs());
        for (int from = 0; from < rows.length; from += maxBatch) {
            int count = Math.min(maxBatch, rows.length - from);
            forward(inputs, rows, from, count, false);
            copyOutputs(outputs, from, count);
        }
        return outputs;
    }

    /** Begins an evaluation of rows that come piece by piece, see {@link Scoring}. */
    public Scoring scoring(Targets targets, int[] rows) {
        return new Scoring(this, targets, Scores.of(blueprint.loss(), targets, blueprint.outputs(), rows), rows);
    }

    /**
     * A batch of an evaluation whose inputs have an order of their own.
     *
     * @param outputs takes the outputs in, from row {@code inputFrom} on
     * @return the sum of the rows' losses
     */
    double score(
            Matrix inputs,
            int[] inputOrder,
            int inputFrom,
            Targets targets,
            int[] order,
            int from,
            int count,
            Scores scores,
            Matrix outputs) {
        forward(inputs, inputOrder, inputFrom, count, false);
        double sum = loss.compare(pass, chain.output(), targets, order, from);
        scores.add(chain.output(), order, from, count);
        copyOutputs(outputs, inputFrom, count);
        return sum;
    }

    private void copyOutputs(Matrix outputs, int from, int count) {
        for (int i = 0; i < count; i++)
            for (int j = 0; j < blueprint.outputs(); j++)
                outputs.set(from + i, j, chain.output().values()[Signal.at(i, j, count)]);
    }

    /** The most rows that go through together. */
    int maxBatch() {
        return maxBatch;
    }

    int outputs() {
        return blueprint.outputs();
    }

    private void forward(Matrix inputs, int[] order, int from, int count, boolean training) {
        checkBatch(inputs, order, from, count);
        pass.begin(kernels.get(), columns.get(), count, training);
        intake.read(pass, inputs, order, from);
        chain.forward(pass);
    }

    private void checkBatch(Matrix inputs, int[] order, int from, int count) {
        if (count < 1 || count > maxBatch)
            throw new IllegalArgumentException("a batch of %d rows must have 1 to %d".formatted(count, maxBatch));
        if (from < 0 || from > order.length - count)
            throw new IllegalArgumentException("rows %d to %d of %d".formatted(from, from + count, order.length));
        int columns = blueprint.input().columns();
        if (inputs.columns() != columns)
            throw new IllegalArgumentException("%d columns must be %d".formatted(inputs.columns(), columns));
    }

    /** Remembers what is learnt and gathered; the first call happens when the network is made. */
    public void keep() {
        System.arraycopy(pass.parameters, 0, keptParameters, 0, keptParameters.length);
        System.arraycopy(pass.statistics, 0, keptStatistics, 0, keptStatistics.length);
    }

    /** Goes back to what {@link #keep} remembered. The optimizer's state and dropout's draws stay as they are. */
    public void restore() {
        System.arraycopy(keptParameters, 0, pass.parameters, 0, keptParameters.length);
        System.arraycopy(keptStatistics, 0, pass.statistics, 0, keptStatistics.length);
    }

    /** What it has learnt and gathered, what it keeps, the optimizer's state, and how far dropout has drawn. */
    @Override
    public void write(StateWriter out) {
        out.of("network")
                .put(pass.parameters)
                .put(pass.statistics)
                .put(keptParameters)
                .put(keptStatistics);
        out.put(update).put(chain);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("network")
                .into(pass.parameters)
                .into(pass.statistics)
                .into(keptParameters)
                .into(keptStatistics);
        in.into(update).into(chain);
    }

    /** About how much {@link #write} writes. */
    public long stateBytes() {
        long arrays = 2L + updates.optimizer().buffers();
        return Float.BYTES * (arrays * layout.parameters() + 2L * layout.statistics()) + STATE_HEAD;
    }

    /**
     * The norm of the last step's gradient, L1 term included, before any clipping: one for each layer with weights,
     * from the input on, over its weights, biases and batch norm; 0 where it is frozen. Computed when asked for.
     *
     * @param into one entry a layer with weights; overwritten
     */
    public void gradientNorms(double[] into) {
        update.norms(pass, into);
    }

    /**
     * The share of hidden units, or channels, that told nothing about any row of the last {@link #evaluate}, 0 … 1:
     * rectifiers of any form that never gave more than 0, sigmoid and tanh units with a slope always below 10^-4,
     * linear units that always gave 0. Nothing is dead without hidden layers.
     */
    public double deadUnits() {
        int dead = 0;
        int units = 0;
        for (UnitWatch watch : watches) {
            dead += watch.dead();
            units += watch.units();
        }
        return units == 0 ? 0 : dead / (double) units;
    }

    /** Copies of all that is learnt or gathered, layer by layer from the input on. */
    public List<Weights> weights() {
        return layout.tensors().stream()
                .map(tensor -> tensor.copy(array(tensor)))
                .toList();
    }

    /**
     * Replaces one tensor.
     *
     * @throws IllegalArgumentException if the network has no tensor of this name and shape
     */
    public void load(Weights weights) {
        for (Tensor tensor : layout.tensors())
            if (tensor.name().equals(weights.name())) {
                tensor.set(array(tensor), weights);
                return;
            }
        throw new IllegalArgumentException("this network has no %s; it has %s"
                .formatted(
                        weights.name(),
                        String.join(
                                ", ",
                                layout.tensors().stream().map(Tensor::name).toList())));
    }

    /** Copies of the last step's gradient, after clipping, under the names of {@link #weights}; for tests. */
    List<Weights> gradients() {
        return learnt().map(tensor -> tensor.copy(pass.gradient)).toList();
    }

    /** Every parameter as the optimizer sees it, padding included; for tests of equality. */
    float[] parameterArray() {
        return pass.parameters;
    }

    private Stream<Tensor> learnt() {
        return layout.tensors().stream().filter(Tensor::learnt);
    }

    private float[] array(Tensor tensor) {
        return tensor.learnt() ? pass.parameters : pass.statistics;
    }
}
