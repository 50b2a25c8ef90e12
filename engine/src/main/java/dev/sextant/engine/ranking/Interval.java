// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * A mean and where it lies with 95 % confidence.
 *
 * @param mean the mean of the n numbers; NaN where there is none
 * @param low lower end; NaN where n is below 2
 * @param high upper end; NaN where n is below 2
 * @param n how many numbers
 */
public record Interval(double mean, double low, double high, int n) {
    /** How sure every interval of a report is. */
    public static final double CONFIDENCE = 0.95;

    /** Squares below this have lost digits. */
    private static final double TINY = 1e-280;

    /** Of no number. */
    static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);

    /** Student's interval of independent numbers: mean ± t·s/√n. Adds up in the order given. */
    static Interval of(double[] numbers) {
        return of(numbers, 0);
    }

    /**
     * As {@link #of(double[])}, for numbers that come from overlapping data: s²/n becomes s²·(1/n + overlap).
     *
     * <p>Source: Nadeau and Bengio 2003, "Inference for the generalization error", section 4.2.
     *
     * @param overlap rows scored over rows trained on, n₂/n₁; 0 where the numbers are independent
     */
    static Interval of(double[] numbers, double overlap) {
        int n = numbers.length;
        double mean = mean(numbers);
        if (n < 2) return new Interval(mean, Double.NaN, Double.NaN, n);
        double half = StudentT.quantile(CONFIDENCE, n - 1) * error(numbers, mean, overlap);
        return new Interval(mean, mean - half, mean + half, n);
    }

    /**
     * Welch's interval of the mean of {@code first} minus that of {@code second}, which need not vary alike; each
     * variance corrected for overlapping data as in {@link #of(double[], double)}. Degrees of freedom by Satterthwaite,
     * rounded down.
     *
     * <p>Source: Welch 1947, "The generalization of Student's problem when several different population variances are
     * involved".
     *
     * @param first at least two numbers
     * @param second at least two numbers
     * @return {@code n} is the fewer of the two
     */
    static Interval ofDifference(double[] first, double firstOverlap, double[] second, double secondOverlap) {
        double one = mean(first);
        double two = mean(second);
        double oneError = error(first, one, firstOverlap);
        double twoError = error(second, two, secondOverlap);
        double a = oneError * oneError;
        double b = twoError * twoError;
        double mean = one - two;
        int n = Math.min(first.length, second.length);
        if (a + b == 0) return new Interval(mean, mean, mean, n);
        double degrees = (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        double half = StudentT.quantile(CONFIDENCE, Math.max(1, (int) degrees)) * Math.sqrt(a + b);
        return new Interval(mean, mean - half, mean + half, n);
    }

    static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) sum += number;
        if (Double.isInfinite(sum)) {
            sum = 0;
            for (double number : numbers) sum += number / numbers.length;
            return sum;
        }
        return numbers.length == 0 ? Double.NaN : sum / numbers.length;
    }

    /** The estimated standard deviation of the mean; at least two numbers. */
    static double error(double[] numbers, double mean, double overlap) {
        double squares = 0;
        for (double number : numbers) squares += (number - mean) * (number - mean);
        double scale = squares < TINY || Double.isInfinite(squares) ? largest(numbers, mean) : 1;
        if (scale != 1 && scale > 0) {
            squares = 0;
            for (double number : numbers) squares += (number / scale - mean / scale) * (number / scale - mean / scale);
        }
        return scale * Math.sqrt(squares / (numbers.length - 1) * (1.0 / numbers.length + overlap));
    }

    /** By which numbers are divided whose squares a double does not hold. */
    private static double largest(double[] numbers, double mean) {
        double largest = 0;
        for (double number : numbers) largest = Math.max(largest, Math.abs(number - mean));
        return largest;
    }

    /** Half the width; NaN where n is below 2. */
    public double half() {
        return (high - low) / 2;
    }
}
