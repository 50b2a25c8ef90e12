// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.response.ChoiceResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * The best learning rates with the options of a choice, and how they compare.
 *
 * @param within the optimizer that all of it is about; empty where it is about all trials
 * @param rates of every option, in the order in which they are ranked
 * @param contrasts every pair of options whose best rates are compared: of the {@link ChoiceResponse#COMPARED}
 *     first-ranked, pairs in the order of {@code rates}
 */
public record RateAnswer(String within, List<BestRate> rates, List<RateContrast> contrasts) {
    public RateAnswer {
        rates = List.copyOf(rates);
        contrasts = List.copyOf(contrasts);
    }

    /**
     * @param draws of every option's best rate; empty where there are none
     * @param answers how many of them are made of one study, all of whose pairs are judged together
     */
    static RateAnswer of(String within, List<BestRate> rates, List<double[]> draws, int answers) {
        List<Integer> compared = new ArrayList<>();
        for (int at = 0; at < rates.size() && compared.size() < ChoiceResponse.COMPARED; at++)
            if (draws.get(at).length > 0) compared.add(at);
        int pairs = answers * compared.size() * (compared.size() - 1) / 2;
        List<RateContrast> contrasts = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++)
            for (int j = i + 1; j < compared.size(); j++) {
                int one = compared.get(i);
                int other = compared.get(j);
                contrasts.add(RateContrast.of(
                        rates.get(one).option(),
                        draws.get(one),
                        rates.get(other).option(),
                        draws.get(other),
                        pairs));
            }
        return new RateAnswer(within, rates, contrasts);
    }

    /** How many options have a best rate. */
    public int told() {
        return (int) rates.stream().filter(BestRate::told).count();
    }
}
