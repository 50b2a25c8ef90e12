// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Texts that become whole numbers. */
final class Texts {
    /** How tables write an empty cell, see {@code Column}. */
    private static final List<String> EMPTY = List.of("", "NA", "NaN", "nan", "?");

    private Texts() {}

    /**
     * The place of each text among those that are known.
     *
     * @param empty what an empty cell becomes, unless its spelling is known
     * @param other what all others become
     */
    static String places(Graph graph, String name, String texts, List<String> known, int empty, int other) {
        List<String> keys = new ArrayList<>(known);
        List<Long> places =
                new ArrayList<>(LongStream.range(0, known.size()).boxed().toList());
        if (empty != other)
            for (String spelling : EMPTY) {
                if (known.contains(spelling)) continue;
                keys.add(spelling);
                places.add((long) empty);
            }
        return graph.node(
                Graph.TABLES,
                "LabelEncoder",
                name,
                List.of(texts),
                Attribute.texts("keys_strings", keys),
                Attribute.wholes(
                        "values_int64s",
                        places.stream().mapToLong(Long::longValue).toArray()),
                Attribute.whole("default_int64", other));
    }
}
