// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;

/**
 * A branch and the way past it: out = in + branch(in). He, Zhang, Ren and Sun 2016, section 3.2, with nothing after the
 * sum; what is to follow it is written after the layer.
 *
 * <p>Both ways need the gradient at the sum, and layers of the branch may change theirs in place: so what the branch
 * reads has the values of the input and a gradient of its own, and the way past shares the input's.
 *
 * <p>Cost: beside the branch one pass over the values forward, two backward.
 */
final class Residual implements Layer {
    private final Signal input;
    private final Signal output;
    private final Chain branch;
    private final boolean passes;

    /**
     * @param branch reads what {@link #fork} gives
     * @param passes whether something before it learns, and the gradient at the input is wanted
     */
    Residual(Signal input, Chain branch, boolean passes, int mostRows, Storage storage) {
        this.input = input;
        this.branch = branch;
        this.passes = passes;
        output = input.elementwise(mostRows, storage);
    }

    /** What a branch reads: the input with a gradient of the branch's own. */
    static Signal fork(Signal input, int mostRows, Storage storage) {
        return new Signal(input.shape(), input.values(), storage.floats(Signal.length(input.shape(), mostRows)));
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void reset(Pass pass) {
        branch.reset(pass);
    }

    @Override
    public void forward(Pass pass) {
        branch.forward(pass);
        sum(input.values(), branch.output().values(), output.values(), output.length(pass.rows()));
    }

    private static void sum(float[] a, float[] b, float[] sums, int length) {
        for (int i = 0; i < length; i++) sums[i] = a[i] + b[i];
    }

    @Override
    public void backward(Pass pass) {
        int length = output.length(pass.rows());
        System.arraycopy(output.gradient(), 0, branch.output().gradient(), 0, length);
        branch.backward(pass);
        if (passes) add(branch.input().gradient(), input.gradient(), length);
    }

    private static void add(float[] more, float[] gradient, int length) {
        for (int i = 0; i < length; i++) gradient[i] += more[i];
    }

    @Override
    public void write(StateWriter out) {
        out.of("residual").put(branch);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("residual").into(branch);
    }
}
