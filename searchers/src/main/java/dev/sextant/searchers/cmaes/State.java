// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the strategy knows at the beginning of a generation: all that a generation's trials are drawn from, and all that
 * the next state is made of beside their results.
 *
 * @param restart how often it has begun anew
 * @param generation counted over all restarts
 * @param begun the generation in which this restart began
 * @param from so many of the first results are in this state
 * @param population trials a generation
 * @param sigma the step size
 * @param mean in the unit cube
 * @param margins factors on the axes, above 1 where a discrete number would be stuck (A)
 * @param covariance C
 * @param pathSigma the path of means, made isotropic (p_σ)
 * @param pathCovariance the path of means (p_c)
 * @param odds probability of every option of every category
 * @param flatValue the best value of the last generation that had another one than those before
 * @param flat how many generations in a row had that value
 */
record State(
        int restart,
        int generation,
        int begun,
        long from,
        int population,
        double sigma,
        double[] mean,
        double[] margins,
        double[][] covariance,
        double[] pathSigma,
        double[] pathCovariance,
        double[][] odds,
        double flatValue,
        int flat) {
    /** How far from a mean the optimum is looked for at first: a fifth of the range. Ours. */
    static final double FIRST_SIGMA = 0.2;

    /** A state with nothing learnt yet. */
    static State begin(
            int restart,
            int generation,
            long from,
            int population,
            double sigma,
            double[] mean,
            double[][] covariance,
            double[][] odds) {
        double[] margins = new double[mean.length];
        java.util.Arrays.fill(margins, 1);
        return new State(
                restart,
                generation,
                generation,
                from,
                population,
                sigma,
                mean,
                margins,
                covariance,
                new double[mean.length],
                new double[mean.length],
                odds,
                0,
                0);
    }

    static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) identity[i][i] = 1;
        return identity;
    }

    static double[][] evenOdds(Variables variables) {
        double[][] odds = new double[variables.categories()][];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = new double[variables.options(i)];
            java.util.Arrays.fill(odds[i], 1.0 / odds[i].length);
        }
        return odds;
    }

    /** For a note: of the covariance the lower triangle, or the diagonal where that is all there is. */
    ObjectNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("restart", restart);
        json.put("generation", generation);
        json.put("begun", begun);
        json.put("from", from);
        json.put("population", population);
        json.put("sigma", sigma);
        write(json.putArray("mean"), mean);
        write(json.putArray("margins"), margins);
        ArrayNode triangle = json.putArray("covariance");
        boolean full = Strategy.full(mean.length);
        for (int i = 0; i < mean.length; i++) for (int j = full ? 0 : i; j <= i; j++) triangle.add(covariance[i][j]);
        write(json.putArray("pathSigma"), pathSigma);
        write(json.putArray("pathCovariance"), pathCovariance);
        ArrayNode all = json.putArray("odds");
        for (double[] one : odds) write(all.addArray(), one);
        json.put("flatValue", flatValue);
        json.put("flat", flat);
        return json;
    }

    private static void write(ArrayNode array, double[] values) {
        for (double value : values) array.add(value);
    }

    /** Reads what {@link #write} wrote, bit for bit. */
    static State read(JsonNode json) {
        double[] mean = numbers(json.path("mean"));
        boolean full = Strategy.full(mean.length);
        double[][] covariance = new double[mean.length][mean.length];
        int at = 0;
        for (int i = 0; i < mean.length; i++)
            for (int j = full ? 0 : i; j <= i; j++) {
                covariance[i][j] = json.path("covariance").path(at++).doubleValue();
                covariance[j][i] = covariance[i][j];
            }
        double[][] odds = new double[json.path("odds").size()][];
        for (int i = 0; i < odds.length; i++)
            odds[i] = numbers(json.path("odds").path(i));
        return new State(
                json.path("restart").intValue(),
                json.path("generation").intValue(),
                json.path("begun").intValue(),
                json.path("from").longValue(),
                json.path("population").intValue(),
                json.path("sigma").doubleValue(),
                mean,
                numbers(json.path("margins")),
                covariance,
                numbers(json.path("pathSigma")),
                numbers(json.path("pathCovariance")),
                odds,
                json.path("flatValue").doubleValue(),
                json.path("flat").intValue());
    }

    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).doubleValue();
        return numbers;
    }
}
