// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import dev.sextant.trainers.tensor.Kernels;
import java.util.List;

/**
 * From a gradient to a step, in this order: the L1 term is added, the norm is clipped, the elements are clipped, the
 * optimizer moves each layer that learns.
 *
 * <p>Clipping is PyTorch's ({@code clip_grad_norm_} and {@code clip_grad_value_}): the norm is taken over all
 * parameters that learn together, and where it is above the limit every element is multiplied with limit / (norm +
 * 10^-6). Frozen layers have no part in it.
 */
final class UpdateStep implements Stateful {
    private final Updates updates;
    private final TensorLayout layout;
    private final OptimizerRule.Stepper stepper;
    private final List<Tensor> penalised;
    /** Norm of each layer's gradient before it was clipped; only where something is clipped. */
    private final double[] norms;

    private final boolean clips;

    UpdateStep(Updates updates, TensorLayout layout) {
        this.updates = updates;
        this.layout = layout;
        stepper = updates.optimizer().stepper(layout.parameters());
        penalised = updates.l1() == 0
                ? List.of()
                : layout.tensors().stream()
                        .filter(tensor -> tensor.penalised() && updates.rate(tensor.layer()) != 0)
                        .toList();
        norms = new double[layout.layers()];
        clips = updates.clipNorm() > 0 || updates.clipValue() > 0;
    }

    /** Changes the gradient and the parameters; returns the L1 term of the loss before the step. */
    double apply(Pass pass, double learningRate, double momentum) {
        double penalty = penalise(pass.parameters, pass.gradient);
        if (clips) clip(pass);
        stepper.begin(learningRate, momentum);
        if (updates.layerRates().isEmpty()) {
            stepper.move(pass.parameters, pass.gradient, 0, layout.parameters(), 1);
        } else {
            for (int l = 0; l < layout.layers(); l++)
                if (updates.rate(l) != 0)
                    stepper.move(pass.parameters, pass.gradient, layout.start(l), layout.start(l + 1), updates.rate(l));
        }
        return penalty;
    }

    private double penalise(float[] parameters, float[] gradient) {
        double sum = 0;
        for (int t = 0; t < penalised.size(); t++) {
            int from = penalised.get(t).at();
            int to = from + penalised.get(t).room();
            addSigns(parameters, gradient, (float) updates.l1(), from, to);
            sum += magnitudes(parameters, from, to);
        }
        return updates.l1() * sum;
    }

    private static void addSigns(float[] parameters, float[] gradient, float l1, int from, int to) {
        for (int i = from; i < to; i++) gradient[i] = Math.fma(l1, Math.signum(parameters[i]), gradient[i]);
    }

    /** The sum of absolute values; four partial sums, as one would wait for itself. Ranges are multiples of 16. */
    private static double magnitudes(float[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = from; i < to; i += 4) {
            a += Math.abs(values[i]);
            b += Math.abs(values[i + 1]);
            c += Math.abs(values[i + 2]);
            d += Math.abs(values[i + 3]);
        }
        return (a + b) + (c + d);
    }

    private void clip(Pass pass) {
        double all = 0;
        for (int l = 0; l < norms.length; l++) {
            double squares = squares(pass.kernels(), pass.gradient, l);
            norms[l] = Math.sqrt(squares);
            all += squares;
        }
        double factor = updates.clipNorm() / (Math.sqrt(all) + 1e-6);
        if (updates.clipNorm() > 0 && factor < 1) scale(pass.gradient, (float) factor);
        if (updates.clipValue() > 0) bound(pass.gradient, (float) updates.clipValue());
    }

    private static void scale(float[] gradient, float factor) {
        for (int i = 0; i < gradient.length; i++) gradient[i] *= factor;
    }

    private static void bound(float[] gradient, float most) {
        for (int i = 0; i < gradient.length; i++) gradient[i] = Math.max(-most, Math.min(most, gradient[i]));
    }

    private double squares(Kernels kernels, float[] gradient, int layer) {
        return kernels.squares(gradient, layout.start(layer), layout.start(layer + 1));
    }

    /** Norm of each layer's gradient in the last step, before it was clipped. */
    void norms(Pass pass, double[] into) {
        for (int l = 0; l < norms.length; l++)
            into[l] = clips ? norms[l] : Math.sqrt(squares(pass.kernels(), pass.gradient, l));
    }

    @Override
    public void write(StateWriter out) {
        out.put(stepper);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.into(stepper);
    }
}
