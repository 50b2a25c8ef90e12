// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.Map;

/** A trial in the hands of whoever asked for it; nobody trains it again. */
final class AskedTrial extends TrialInHand {
    private final AskedStudy study;

    AskedTrial(AskedStudy study, TrialValues values, long number, int epochs, int seed) {
        super(values, number, epochs, seed);
        this.study = study;
    }

    @Override
    public boolean confirms() {
        return false;
    }

    @Override
    public void report(int epoch, double value, Map<String, Double> metrics) {
        study.report(this, epoch, value, metrics);
    }
}
