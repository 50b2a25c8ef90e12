// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Texts that become whole numbers. */
final class Texts {
    /** How tables write an empty cell, see {@code Column}. */
    static final List<String> EMPTY = List.of("", "NA", "NaN", "nan", "?");

    private Texts() {}

    /**
     * The place of each text among those that are known.
     *
     * @param emptyPlaces where an empty cell counts as one of them: its place, alone in the list; otherwise empty
     * @param other what all others become
     */
    static String places(
            Graph graph, String name, String texts, List<String> known, List<Integer> emptyPlaces, int other) {
        List<String> keys = new ArrayList<>(known);
        List<Long> places =
                new ArrayList<>(LongStream.range(0, known.size()).boxed().toList());
        for (int place : emptyPlaces)
            for (String empty : EMPTY) {
                if (known.contains(empty)) continue;
                keys.add(empty);
                places.add((long) place);
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
