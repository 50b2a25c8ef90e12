// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/** Where rows come from. */
public sealed interface Source {
    /** A file; the path begins at the study's folder. */
    record Csv(String file) implements Source {}

    /** A file that comes with Sextant. */
    record Builtin(String name, String file) implements Source {}

    /**
     * y = sin x at equal distances, with normal noise of this deviation that is the same in every study.
     *
     * @param rows at least 2
     */
    record Sine(int rows, double from, double to, double noise) implements Source {}

    /** The key of the document that names it, for error paths. */
    default String key() {
        return switch (this) {
            case Csv _ -> "data.csv";
            case Builtin _, Sine _ -> "data.builtin";
        };
    }
}
