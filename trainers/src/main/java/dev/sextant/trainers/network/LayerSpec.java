// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.List;

/**
 * One layer as it is asked for, before the shapes around it are known. What each does stands with the layer that is
 * made of it.
 */
public sealed interface LayerSpec {
    /** As documents have it. */
    default String name() {
        return switch (this) {
            case Dense _ -> "dense";
            case Conv _ -> "conv";
            case Pool pool -> pool.largest() ? "maxPool" : "averagePool";
            case GlobalAveragePool _ -> "globalAveragePool";
            case Flatten _ -> "flatten";
            case BatchNorm _ -> "batchNorm";
            case LayerNorm _ -> "layerNorm";
            case Dropout _ -> "dropout";
            case Activate _ -> "activation";
            case Residual _ -> "residual";
            case Recurrent recurrent ->
                switch (recurrent.cell()) {
                    case RNN -> "rnn";
                    case LSTM -> "lstm";
                    case GRU -> "gru";
                };
            case Embedding _ -> "embedding";
        };
    }

    /** Fully connected; on a sequence the same for every step. */
    record Dense(int units) implements LayerSpec {
        public Dense {
            require("units", units, 1);
        }
    }

    /**
     * Two-dimensional convolution with square kernels.
     *
     * @param padding zeros around the image, or {@link #SAME}
     */
    record Conv(int filters, int kernel, int stride, int padding) implements LayerSpec {
        /** As many zeros as keep the size of the image at stride 1: (kernel - 1) / 2, for odd kernels. */
        public static final int SAME = -1;

        public Conv {
            require("filters", filters, 1);
            require("kernel", kernel, 1);
            require("stride", stride, 1);
            require("padding", padding, SAME);
        }

        /** Zeros around the image, as a number. */
        public int border() {
            return padding == SAME ? (kernel - 1) / 2 : padding;
        }
    }

    /** The largest, or the mean, of each square of an image. */
    record Pool(boolean largest, int size, int stride, int padding) implements LayerSpec {
        public Pool {
            require("size", size, 1);
            require("stride", stride, 1);
            require("padding", padding, 0);
        }
    }

    /** The mean of each channel over all pixels, or of each feature over all steps. */
    record GlobalAveragePool() implements LayerSpec {}

    /** An image or a sequence as one vector, in the order of a row of data. */
    record Flatten() implements LayerSpec {}

    /** Normalisation over the batch: of each number, each channel, or each feature. */
    record BatchNorm() implements LayerSpec {}

    /** Normalisation of each sample; of a sequence each step. */
    record LayerNorm() implements LayerSpec {}

    /** Leaves a share of the numbers out of each training step. */
    record Dropout(double probability) implements LayerSpec {
        public Dropout {
            if (!(probability >= 0 && probability < 1))
                throw new IllegalArgumentException("dropout (%s) must lie in [0, 1)".formatted(probability));
        }
    }

    record Activate(Activation activation) implements LayerSpec {}

    /** Adds what these layers read to what they give. */
    record Residual(List<Blueprint.Placed> layers) implements LayerSpec {
        public Residual {
            layers = List.copyOf(layers);
        }
    }

    /**
     * @param all whether every step's state comes out, or the last one's
     * @param bidirectional whether a second one reads from the end, and both states come out side by side
     */
    record Recurrent(Cell cell, int units, boolean all, boolean bidirectional) implements LayerSpec {
        public Recurrent {
            require("units", units, 1);
        }
    }

    /** The kinds of recurrent cells. */
    enum Cell {
        RNN,
        LSTM,
        GRU
    }

    /** A vector that is learnt for each token. */
    record Embedding(int size) implements LayerSpec {
        public Embedding {
            require("size", size, 1);
        }
    }

    private static void require(String name, int value, int least) {
        if (value < least)
            throw new IllegalArgumentException("%s (%d) must be at least %d".formatted(name, value, least));
    }
}
