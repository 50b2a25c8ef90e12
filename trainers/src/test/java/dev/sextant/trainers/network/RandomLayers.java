// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.network.Blueprint.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Networks of random layers, of all kinds on all shapes. */
public final class RandomLayers {
    private static final List<Activation> ACTIVATIONS = List.of(Activation.values());
    private static final List<LayerSpec.Cell> CELLS = List.of(LayerSpec.Cell.values());

    private final SplittableRandom random;

    public RandomLayers(SplittableRandom random) {
        this.random = random;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    public Blueprint network() {
        Shape input = switch (random.nextInt(4)) {
            case 0 -> new Shape.Vector(upTo(40));
            case 1 -> new Shape.Image(upTo(4), upTo(12), upTo(12));
            case 2 -> new Shape.Sequence(upTo(8), upTo(20), random.nextBoolean());
            default -> new Shape.Tokens(upTo(8), upTo(50), random.nextBoolean());
        };
        List<Placed> layers = new ArrayList<>();
        if (input instanceof Shape.Tokens) layers.add(placed(new LayerSpec.Embedding(upTo(20))));
        for (int tries = random.nextInt(14); tries > 0; tries--) {
            layers.add(placed(random.nextInt(6) == 0 ? residual() : layer()));
            if (network(input, layers) == null) layers.removeLast();
        }
        return java.util.Objects.requireNonNull(network(input, layers));
    }

    private static @org.jspecify.annotations.Nullable Blueprint network(Shape input, List<Placed> layers) {
        try {
            return Blueprint.of(input, layers, Initializer.DEFAULT, 3, Loss.CROSS_ENTROPY);
        } catch (ShapeException misfit) {
            return null;
        }
    }

    private static Placed placed(LayerSpec layer) {
        return new Placed("layers", layer);
    }

    /** Of layers that leave a shape as it is. */
    private LayerSpec residual() {
        List<Placed> layers = new ArrayList<>();
        for (int count = upTo(3); count > 0; count--) layers.add(placed(steady()));
        return new LayerSpec.Residual(layers);
    }

    private LayerSpec steady() {
        return switch (random.nextInt(4)) {
            case 0 -> new LayerSpec.BatchNorm();
            case 1 -> new LayerSpec.LayerNorm();
            case 2 -> new LayerSpec.Dropout(0.2);
            default -> new LayerSpec.Activate(ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size())));
        };
    }

    private LayerSpec layer() {
        return switch (random.nextInt(8)) {
            case 0 -> new LayerSpec.Dense(upTo(40));
            case 1, 2 -> new LayerSpec.Conv(upTo(20), upTo(5), upTo(2), random.nextInt(3) - 1);
            case 3 -> {
                int size = upTo(3);
                yield new LayerSpec.Pool(random.nextBoolean(), size, upTo(2), random.nextInt(1 + size / 2));
            }
            case 4 -> random.nextInt(3) == 0 ? new LayerSpec.GlobalAveragePool() : new LayerSpec.Flatten();
            case 5 ->
                new LayerSpec.Recurrent(
                        CELLS.get(random.nextInt(CELLS.size())), upTo(20), random.nextBoolean(), random.nextBoolean());
            default -> steady();
        };
    }
}
