// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.random.Normal;
import dev.sextant.searchers.math.Exponential;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.Arrays;

/**
 * The kernels of one parameter, one a trial: densities against the even one over its domain. {@value #EVEN_PART} of
 * every kernel is spread evenly, so that a draw takes some parameters from a trial and others from anywhere: where few
 * parameters matter, the rest are not held to where the good trials happen to be. A kernel without a centre (of a trial
 * in which the parameter was inactive) is 1 everywhere.
 */
sealed interface Marginal {
    /** Ours, measured: less makes recorded tables hardly better than random, more makes valleys wide. */
    double EVEN_PART = 0.3;

    /**
     * densities[i] *= kernel i's density at x, for every kernel.
     *
     * @param scratch two arrays as long, overwritten
     */
    void multiply(double x, double[] densities, double[][] scratch);

    /** A draw from kernel i; it must have a centre. */
    double sample(int i, double uniform);

    /** Whether kernel i has a centre. */
    boolean centred(int i);

    static Marginal of(Axis axis, double[] centres, Bandwidth bandwidth) {
        return switch (axis) {
            case Axis.Line line -> new Bumps(centres, bandwidth.of(centres, line.grain()));
            case Axis.Steps steps -> Cells.of(steps, centres, bandwidth);
            case Axis.Names names -> new Labels(names.count(), centres);
        };
    }

    /** A normal variable around a centre, cut off at 0 and 1, or an even one. */
    private static double place(double centre, double width, double uniform) {
        if (uniform < EVEN_PART) return uniform / EVEN_PART;
        double rest = (uniform - EVEN_PART) / (1 - EVEN_PART);
        double low = NormalFunctions.cdf(-centre / width);
        double high = NormalFunctions.cdf((1 - centre) / width);
        double probability = Math.clamp(low + rest * (high - low), Double.MIN_NORMAL, 1 - 0x1p-53);
        return Math.clamp(centre + width * Normal.quantile(probability), 0, 1);
    }

    /** How much of a normal variable lies in [0, 1]; at least almost a half. */
    private static double inside(double centre, double width) {
        return 1 - NormalFunctions.cdf(-centre / width) - NormalFunctions.cdf((centre - 1) / width);
    }

    /** Normal kernels, all equally wide. */
    final class Bumps implements Marginal {
        private static final double INVERSE_SQRT_2PI = 0.39894228040143267794;

        private final double[] centres;
        private final double width;

        /** 1/(√2 width), or 0 where there is no centre. */
        private final double[] inverse;

        /** What the bump adds at its centre; 1 less the even part where there is none. */
        private final double[] height;

        private final boolean[] centred;

        Bumps(double[] centres, double width) {
            int n = centres.length;
            this.width = width;
            this.centres = centres.clone();
            inverse = new double[n];
            height = new double[n];
            centred = new boolean[n];
            for (int i = 0; i < n; i++) {
                centred[i] = !Double.isNaN(centres[i]);
                if (!centred[i]) {
                    this.centres[i] = 0;
                    height[i] = 1 - EVEN_PART;
                    continue;
                }
                inverse[i] = Math.sqrt(0.5) / width;
                height[i] = (1 - EVEN_PART) * INVERSE_SQRT_2PI / (width * inside(centres[i], width));
            }
        }

        @Override
        public void multiply(double x, double[] densities, double[][] scratch) {
            double[] powers = scratch[0];
            for (int i = 0; i < centres.length; i++) {
                double z = (x - centres[i]) * inverse[i];
                powers[i] = z * z;
            }
            Exponential.ofNegative(powers, 0, centres.length, powers, scratch[1]);
            for (int i = 0; i < centres.length; i++) densities[i] *= Math.fma(height[i], powers[i], EVEN_PART);
        }

        @Override
        public double sample(int i, double uniform) {
            return place(centres[i], width, uniform);
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

        /** At [at][centre] the density of the step; computed row by row. */
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

        /** The densities of one step under every centre. */
        private double[] row(int at) {
            double[] row = densities[at];
            if (row != null) return row;
            double from = steps.edge(at);
            double to = steps.edge(at + 1);
            row = new double[steps.count() + 1];
            for (int centre = 0; centre < steps.count(); centre++) {
                double middle = steps.middle(centre);
                // Taken on the side where the distribution function is small, so that nothing is lost.
                double near = from < middle ? to - middle : middle - from;
                double far = from < middle ? from - middle : middle - to;
                double mass = NormalFunctions.cdf(near / width) - NormalFunctions.cdf(far / width);
                row[centre] = EVEN_PART + (1 - EVEN_PART) * mass / (inside(middle, width) * (to - from));
            }
            row[steps.count()] = 1;
            densities[at] = row;
            return row;
        }

        @Override
        public void multiply(double x, double[] densities, double[][] scratch) {
            double[] row = row((int) x);
            for (int i = 0; i < centres.length; i++) densities[i] *= row[centres[i]];
        }

        @Override
        public double sample(int i, double uniform) {
            return steps.fromUnit(place(steps.middle(centres[i]), width, uniform));
        }

        @Override
        public boolean centred(int i) {
            return centres[i] < steps.count();
        }
    }

    /**
     * Options without order: each of n kernels has one part of its own option and 1/(n + 1) of every option, but for
     * the even part at least.
     */
    final class Labels implements Marginal {
        private final int options;
        private final double[] centres;

        /** How much of a kernel's mass is spread over all options. */
        private final double spread;

        Labels(int options, double[] centres) {
            this.options = options;
            this.centres = centres.clone();
            spread = Math.max(EVEN_PART, options / (options + 1.0 + centres.length));
        }

        @Override
        public void multiply(double x, double[] densities, double[][] scratch) {
            double hit = spread + (1 - spread) * options;
            for (int i = 0; i < centres.length; i++)
                if (!Double.isNaN(centres[i])) densities[i] *= centres[i] == x ? hit : spread;
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
        private static final double NARROWER = 0.5;

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
