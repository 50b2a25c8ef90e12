// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.Map;
import java.util.TreeMap;

/** A trial in the hands of an objective; what is reported of it goes to its training. */
final class ObjectiveTrial extends TrialInHand {
    private final ObjectiveTraining training;
    private final boolean confirms;

    ObjectiveTrial(
            ObjectiveTraining training, TrialValues values, long number, int epochs, int seed, boolean confirms) {
        super(values, number, epochs, seed);
        this.training = training;
        this.confirms = confirms;
    }

    @Override
    public boolean confirms() {
        return confirms;
    }

    @Override
    public void report(int epoch, double value, Map<String, Double> metrics) {
        training.report(epoch, value, new TreeMap<>(metrics));
    }
}
