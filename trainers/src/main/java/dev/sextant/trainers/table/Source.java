// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Where rows come from. Paths begin at the study's folder; every file but an NPZ archive may be packed with gzip. */
public sealed interface Source {
    /**
     * A text file of rows and columns.
     *
     * @param encoding null where it is UTF-8 or its byte order mark says it
     * @param separator null where the file itself tells it
     * @param header whether the first row holds the columns' names; otherwise they are column1, column2, …
     * @param decimalComma whether numbers are written 3,14
     */
    public record Csv(
            String file,
            @Nullable Charset encoding,
            @Nullable Separator separator,
            boolean header,
            boolean decimalComma)
            implements Source {
        /** The form that needs no words. */
        public Csv(String file) {
            this(file, null, null, true, false);
        }
    }

    /** A file that comes with Sextant. */
    public record Builtin(String name, String file) implements Source {}

    /** Two IDX files, as those of MNIST: numbers of any dimensions, and as many labels. */
    public record Idx(String features, String target) implements Source {}

    /**
     * Arrays that NumPy saved.
     *
     * @param target null where the features' last column is learnt
     */
    public record Npy(String features, @Nullable String target) implements Source {}

    /**
     * Arrays that NumPy saved in one archive.
     *
     * @param features null for the first that is there of {@link NpzFile#FEATURES}
     * @param target null for the first that is there of {@link NpzFile#TARGETS}
     */
    public record Npz(
            String file,
            @Nullable String features,
            @Nullable String target) implements Source {}

    /** Sparse rows: {@code label index:value …}. */
    public record Libsvm(String file, @Nullable Charset encoding) implements Source {}

    /** Weka's attribute-relation file format. */
    public record Arff(String file, @Nullable Charset encoding) implements Source {}

    /**
     * y = sin x at equal distances, with normal noise of this deviation that is the same in every study.
     *
     * @param rows at least 2
     */
    public record Sine(int rows, double from, double to, double noise) implements Source {}

    /**
     * Two half circles that reach into each other, each a class.
     *
     * @param rows at least 2; the first class has one more where they are odd
     * @param noise deviation of the normal noise on both coordinates
     */
    public record Moons(int rows, double noise) implements Source {}

    /**
     * Arms that wind around the origin, each a class.
     *
     * @param rows in all, at least one for each arm
     * @param turns how often an arm goes round
     * @param noise deviation of the normal noise on both coordinates
     */
    public record Spirals(int rows, int arms, double turns, double noise) implements Source {}

    /**
     * Mackey and Glass's series: dx/dt = beta x(t − tau) / (1 + x(t − tau)^n) − gamma x(t).
     *
     * @param rows values of the series, one a unit of time
     * @param tau the delay
     * @param exponent n
     * @param steps steps of integration in a unit of time
     * @param initial the value at and before time 0
     */
    public record MackeyGlass(int rows, int tau, double beta, double gamma, int exponent, int steps, double initial)
            implements Source {}

    /** The key of the document that names it, for error paths. */
    default String key() {
        return switch (this) {
            case Csv _ -> "data.csv";
            case Idx _ -> "data.idx";
            case Npy _ -> "data.npy";
            case Npz _ -> "data.npz";
            case Libsvm _ -> "data.libsvm";
            case Arff _ -> "data.arff";
            case Builtin _, Sine _, Moons _, Spirals _, MackeyGlass _ -> "data.builtin";
        };
    }
}
