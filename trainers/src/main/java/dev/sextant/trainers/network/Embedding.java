// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.Objects;

/**
 * A vector that is learnt for each token: the token's row of a table. Steps beyond a sample's end give 0.
 *
 * <p>The gradient of the whole table is made, 0 for tokens that the batch has not got; so the optimizer moves every row
 * in every step, by momentum and decay too, as in PyTorch without {@code sparse}. Each row's gradient is one chain of
 * additions over the steps, and within a step over the samples. Only rows of the batch before are cleared.
 *
 * <p>Cost: a copy of a row for each token forward, an addition backward; the optimizer's pass over the table is what
 * counts.
 */
final class Embedding implements Layer {
    private static final int PANEL = Kernels.PANEL;

    private final Signal input;
    private final Signal output;
    private final ValidLines lines;
    private final Tensor table;
    private final int vocabulary;
    private final boolean learns;
    /** Whether the optimizer's step may have left a gradient in any row. */
    private final boolean penalised;
    /** Where the rows of the last batch with a gradient begin. */
    private final int[] touched;

    private int touches;

    /**
     * @param number of its kind, from 1
     * @param penalised whether an L1 penalty is added to the gradient
     */
    Embedding(
            int number,
            Signal input,
            int size,
            boolean learns,
            boolean penalised,
            ValidLines lines,
            TensorLayout layout,
            int mostRows,
            Storage storage) {
        Shape.Tokens tokens = (Shape.Tokens) input.shape();
        this.input = input;
        this.lines = lines;
        this.learns = learns;
        this.penalised = penalised;
        vocabulary = tokens.vocabulary();
        output = Signal.of(new Shape.Sequence(tokens.steps(), size, tokens.ragged()), mostRows, storage);
        table = layout.table("embedding%d.weight".formatted(number), vocabulary, size);
        touched = storage.ints(learns ? (long) tokens.steps() * mostRows : 0);
    }

    @Override
    public Signal output() {
        return output;
    }

    private int row(int line) {
        return table.at() + Objects.checkIndex((int) input.values()[line], vocabulary) * table.height();
    }

    @Override
    public void forward(Pass pass) {
        Arrays.fill(output.values(), 0, output.length(pass.rows()), 0f);
        int count = lines.find(pass);
        int step = output.lines(pass.rows()) * PANEL;
        for (int i = 0; i < count; i++) {
            int line = lines.lines()[i];
            int row = row(line);
            for (int panel = 0; panel < output.panels(); panel++)
                System.arraycopy(
                        pass.parameters, row + panel * PANEL, output.values(), panel * step + line * PANEL, PANEL);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (!learns) return;
        clear(pass.gradient);
        touches = lines.find(pass);
        int step = output.lines(pass.rows()) * PANEL;
        for (int i = 0; i < touches; i++) {
            int line = lines.lines()[i];
            touched[i] = row(line);
            for (int panel = 0; panel < output.panels(); panel++)
                add(pass.gradient, touched[i] + panel * PANEL, output.gradient(), panel * step + line * PANEL);
        }
    }

    private void clear(float[] gradient) {
        if (penalised) Arrays.fill(gradient, table.at(), table.at() + table.room(), 0f);
        else
            for (int i = 0; i < touches; i++)
                Arrays.fill(gradient, touched[i], touched[i] + Matrix.padded(table.rows()), 0f);
    }

    private static void add(float[] gradient, int at, float[] delta, int from) {
        for (int j = 0; j < PANEL; j++) gradient[at + j] += delta[from + j];
    }
}
