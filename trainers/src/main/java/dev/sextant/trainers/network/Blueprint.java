// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A network to be made: what it reads, its layers with the shapes between them, and what it gives. Nothing of it is
 * allocated yet.
 *
 * @param stages every layer in order, the output layer last; those inside a residual one stand in it
 */
public record Blueprint(Shape input, List<Stage> stages, Initializer initializer, int outputs, Loss loss) {
    /** Where the output layer stands, for messages: nobody has written it. */
    public static final String OUTPUT = "output";

    /** A layer as it is asked for, and where in the document. */
    public record Placed(String place, LayerSpec layer) {}

    /**
     * A layer between its shapes.
     *
     * @param inner the stages of a residual layer; otherwise empty
     * @param parameters numbers that are learnt, those of inner stages included
     * @param multiplyAdds of one sample forward, those of inner stages included
     */
    public record Stage(
            String place, LayerSpec layer, Shape in, Shape out, List<Stage> inner, long parameters, long multiplyAdds) {
        public Stage {
            inner = List.copyOf(inner);
        }

        /** Whether it has weights of its own: what is frozen, has a rate, and whose gradient is watched. */
        public boolean weighted() {
            return switch (layer) {
                case LayerSpec.Dense _, LayerSpec.Conv _, LayerSpec.Recurrent _, LayerSpec.Embedding _ -> true;
                default -> false;
            };
        }
    }

    public Blueprint {
        stages = List.copyOf(stages);
        int least = loss == Loss.CROSS_ENTROPY ? 2 : 1;
        if (outputs < least)
            throw new IllegalArgumentException(
                    "outputs (%d) must be at least %d for %s".formatted(outputs, least, loss));
    }

    /**
     * Finds the shapes. A dense layer on an image flattens it first; the output layer is added, and flattens whatever
     * it reads.
     *
     * @throws ShapeException where a layer does not fit what it reads
     */
    public static Blueprint of(Shape input, List<Placed> layers, Initializer initializer, int outputs, Loss loss)
            throws ShapeException {
        List<Stage> stages = new ArrayList<>(Inference.stages(input, layers));
        Shape last = stages.isEmpty() ? input : stages.getLast().out();
        stages.addAll(Inference.stages(last, Inference.output(last, outputs)));
        return new Blueprint(input, stages, initializer, outputs, loss);
    }

    /** Every stage, those inside residual ones in their place after it. */
    public List<Stage> flat() {
        List<Stage> all = new ArrayList<>();
        collect(stages, all);
        return all;
    }

    private static void collect(List<Stage> stages, List<Stage> all) {
        for (Stage stage : stages) {
            all.add(stage);
            collect(stage.inner(), all);
        }
    }

    /** Layers with weights, from the input on; a norm before the first of them counts as one. */
    public int layers() {
        int layers = 0;
        for (Stage stage : flat()) if (stage.weighted() || (layers == 0 && norm(stage.layer()))) layers++;
        return layers;
    }

    private static boolean norm(LayerSpec layer) {
        return layer instanceof LayerSpec.BatchNorm || layer instanceof LayerSpec.LayerNorm;
    }

    /** Numbers that are learnt. */
    public long parameters() {
        return stages.stream().mapToLong(Stage::parameters).sum();
    }

    /** Of one sample forward. */
    public long multiplyAdds() {
        return stages.stream().mapToLong(Stage::multiplyAdds).sum();
    }

    /**
     * What an epoch costs by, the same on every machine: of one sample forward. A dense layer counts as it is computed,
     * its sides padded to 16, so that the virtual time of fully connected networks stays what it has always been.
     */
    public long work() {
        return flat().stream().mapToLong(Blueprint::work).sum();
    }

    /** The same of one update, for every weight. */
    public long weights() {
        return flat().stream().mapToLong(Blueprint::weights).sum();
    }

    private static long work(Stage stage) {
        if (stage.layer() instanceof LayerSpec.Residual) return 0; // its inner stages count
        return stage.in() instanceof Shape.Vector ? weights(stage) : stage.multiplyAdds();
    }

    private static long weights(Stage stage) {
        return switch (stage.layer()) {
            case LayerSpec.Dense(int units)
            when stage.in() instanceof Shape.Vector(int width) -> (long) Matrix.padded(width) * Matrix.padded(units);
            case LayerSpec.BatchNorm _, LayerSpec.LayerNorm _, LayerSpec.Residual _ -> 0;
            default -> stage.parameters();
        };
    }

    /** Whether any layer is of this kind. */
    public boolean has(Class<? extends LayerSpec> kind) {
        return flat().stream().anyMatch(stage -> kind.isInstance(stage.layer()));
    }
}
