// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.random.Normal;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.Arrays;

/**
 * The kernels of one parameter, one a trial: densities against the even one over its domain, so that a kernel without a
 * centre (a trial in which the parameter was inactive) is 1 everywhere.
 */
sealed interface Marginal {
    /** log[i] += the logarithm of kernel i's density at x, for every kernel. */
    void add(double x, double[] log);

    /** A draw from kernel i; it must have a centre. */
    double sample(int i, double uniform);

    /** Whether kernel i has a centre. */
    boolean centred(int i);

    static Marginal of(Axis axis, double[] centres, Bandwidth bandwidth) {
        return switch (axis) {
            case Axis.Line line -> Bumps.of(line, centres, bandwidth);
            case Axis.Steps steps -> Cells.of(steps, centres, bandwidth);
            case Axis.Names names -> Labels.of(names, centres);
        };
    }

    /** Normal kernels cut off at 0 and 1, all equally wide. */
    final class Bumps implements Marginal {
        private static final double LN_SQRT_2PI = 0.91893853320467274178;

        private final double[] centres;
        private final double width;

        /** 1/width, or 0 where there is no centre. */
        private final double[] inverse;

        /** Logarithm of the density at the centre, or 0 where there is none. */
        private final double[] peak;

        private final boolean[] centred;

        private Bumps(double[] centres, double width) {
            int n = centres.length;
            this.width = width;
            this.centres = centres.clone();
            inverse = new double[n];
            peak = new double[n];
            centred = new boolean[n];
            for (int i = 0; i < n; i++) {
                centred[i] = !Double.isNaN(centres[i]);
                if (!centred[i]) {
                    this.centres[i] = 0;
                    continue;
                }
                inverse[i] = 1 / width;
                double inside =
                        1 - NormalFunctions.cdf(-centres[i] / width) - NormalFunctions.cdf((centres[i] - 1) / width);
                peak[i] = -StrictMath.log(inside * width) - LN_SQRT_2PI;
            }
        }

        static Bumps of(Axis.Line line, double[] centres, Bandwidth bandwidth) {
            return new Bumps(centres, bandwidth.of(centres, line.grain()));
        }

        @Override
        public void add(double x, double[] log) {
            for (int i = 0; i < centres.length; i++) {
                double z = (x - centres[i]) * inverse[i];
                log[i] += peak[i] - z * z / 2;
            }
        }

        @Override
        public double sample(int i, double uniform) {
            double low = NormalFunctions.cdf(-centres[i] / width);
            double high = NormalFunctions.cdf((1 - centres[i]) / width);
            double p = Math.clamp(low + uniform * (high - low), Double.MIN_NORMAL, 1 - 0x1p-53);
            return Math.clamp(centres[i] + width * Normal.quantile(p), 0, 1);
        }

        @Override
        public boolean centred(int i) {
            return centred[i];
        }
    }

    /** The same kernels, their mass summed over each step's share. */
    final class Cells implements Marginal {
        private final Axis.Steps steps;
        private final double width;

        /** The rank of each centre; the number of steps where there is none. */
        private final int[] centres;

        /** At [at][centre] the logarithm of the density of the step; computed row by row. */
        private final double[][] densities;

        private Cells(Axis.Steps steps, int[] centres, double width) {
            this.steps = steps;
            this.centres = centres;
            this.width = width;
            this.densities = new double[steps.count()][];
        }

        static Cells of(Axis.Steps steps, double[] centres, Bandwidth bandwidth) {
            int[] ranks = new int[centres.length];
            double[] places = new double[centres.length];
            double grain = 1;
            for (int i = 0; i < steps.count(); i++) grain = Math.min(grain, steps.edge(i + 1) - steps.edge(i));
            for (int i = 0; i < centres.length; i++) {
                boolean centred = !Double.isNaN(centres[i]);
                ranks[i] = centred ? (int) centres[i] : steps.count();
                places[i] = centred ? steps.middle(ranks[i]) : Double.NaN;
            }
            return new Cells(steps, ranks, bandwidth.of(places, grain / 2));
        }

        /** The logarithms of the densities of one step under every centre. */
        private double[] row(int at) {
            double[] row = densities[at];
            if (row != null) return row;
            double from = steps.edge(at);
            double to = steps.edge(at + 1);
            row = new double[steps.count() + 1];
            for (int centre = 0; centre < steps.count(); centre++) {
                double middle = steps.middle(centre);
                row[centre] = NormalFunctions.logMass((from - middle) / width, (to - middle) / width)
                        - NormalFunctions.logMass(-middle / width, (1 - middle) / width)
                        - StrictMath.log(to - from);
            }
            densities[at] = row;
            return row;
        }

        @Override
        public void add(double x, double[] log) {
            double[] row = row((int) x);
            for (int i = 0; i < centres.length; i++) log[i] += row[centres[i]];
        }

        @Override
        public double sample(int i, double uniform) {
            double middle = steps.middle(centres[i]);
            double low = NormalFunctions.cdf(-middle / width);
            double high = NormalFunctions.cdf((1 - middle) / width);
            double p = Math.clamp(low + uniform * (high - low), Double.MIN_NORMAL, 1 - 0x1p-53);
            return steps.fromUnit(Math.clamp(middle + width * Normal.quantile(p), 0, 1));
        }

        @Override
        public boolean centred(int i) {
            return centres[i] < steps.count();
        }
    }

    /**
     * Options without order: each kernel has one part of its own option and 1/(n + 1) of every option, for n kernels.
     */
    final class Labels implements Marginal {
        private final int options;
        private final double[] centres;

        /** How much of a kernel's mass is spread over all options. */
        private final double spread;

        private final double hit;
        private final double miss;

        private Labels(int options, double[] centres) {
            this.options = options;
            this.centres = centres;
            double even = 1.0 / (centres.length + 1);
            spread = even * options / (1 + even * options);
            hit = StrictMath.log(spread + (1 - spread) * options);
            miss = StrictMath.log(spread);
        }

        static Labels of(Axis.Names names, double[] centres) {
            return new Labels(names.count(), centres.clone());
        }

        @Override
        public void add(double x, double[] log) {
            if (options == 1) return;
            for (int i = 0; i < centres.length; i++)
                if (!Double.isNaN(centres[i])) log[i] += centres[i] == x ? hit : miss;
        }

        @Override
        public double sample(int i, double uniform) {
            if (uniform >= spread) return centres[i];
            return Math.min((int) (uniform / spread * options), options - 1);
        }

        @Override
        public boolean centred(int i) {
            return !Double.isNaN(centres[i]);
        }
    }

    /** How wide kernels are. */
    record Bandwidth(int dimensions, double least) {
        /** Scott's rule gives kernels that smooth more than a search wants. Ours. */
        private static final double NARROWER = 0.7;

        /** The spread starts from so many trials spread evenly. Ours. */
        private static final double PRIOR_TRIALS = 2;

        private static final double EVEN_VARIANCE = 1.0 / 12;

        /**
         * One width for all kernels, in parts of [0, 1].
         *
         * @param grain the finest that is of use
         */
        double of(double[] places, double grain) {
            double[] there =
                    Arrays.stream(places).filter(place -> !Double.isNaN(place)).toArray();
            double mean = 0;
            for (double place : there) mean += place / there.length;
            double squares = PRIOR_TRIALS * EVEN_VARIANCE;
            for (double place : there) squares += (place - mean) * (place - mean);
            double deviation = Math.sqrt(squares / (Math.max(1, there.length) - 1 + PRIOR_TRIALS));
            double shrunk = StrictMath.pow(Math.max(1, there.length), -1.0 / (dimensions + 4));
            return Math.clamp(NARROWER * deviation * shrunk, Math.max(least, grain), 1);
        }
    }
}
