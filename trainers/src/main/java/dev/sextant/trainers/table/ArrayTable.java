// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of arrays, which name no columns: the features are x1 … xn, what is learnt is {@value #TARGET}. */
final class ArrayTable {
    static final String TARGET = "target";

    private ArrayTable() {}

    /** The names x1 … xn. */
    static List<String> names(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) names.add("x" + i);
        return names;
    }

    static List<Column> features(Bytes file, NumberArray array, Limits limits) throws TrainingException {
        array.check(file, limits);
        return array.read(file, names((int) array.columns()));
    }

    static List<Column> target(Bytes file, NumberArray array, Limits limits) throws TrainingException {
        array.check(file, limits);
        if (array.columns() != 1)
            throw new TrainingException(
                    file.path(),
                    "%s has %d columns (%s), a target has one".formatted(file.name(), array.columns(), array.text()),
                    "write one number a row, the class where it was one-hot; or exchange features and target");
        return array.read(file, List.of(TARGET));
    }

    /**
     * Features and, unless it is the last of them, the target beside them.
     *
     * @param path where in the document the target is named, for errors
     * @param name how messages call the table
     */
    static Table of(String path, String name, String sha256, NamedArray features, @Nullable NamedArray target)
            throws TrainingException {
        List<Column> columns = new ArrayList<>(features.columns());
        Map<String, String> reading = new LinkedHashMap<>();
        reading.put("featuresArray", features.form().text());
        int width = columns.size();
        if (target != null) {
            if (target.rows() != features.rows())
                throw new TrainingException(
                        path,
                        "%s has %d rows, but %s has %d"
                                .formatted(target.name(), target.rows(), features.name(), features.rows()),
                        "name the features and the target of the same rows");
            columns.addAll(target.columns());
            reading.put("targetArray", target.form().text());
        }
        // names, not the arrays, whose columns they would keep alive
        String of = features.name();
        String ofTarget = target == null ? of : target.name();
        return new Table(
                name,
                sha256,
                features.rows(),
                columns,
                reading,
                target == null ? List.of() : features.form().rowShape(),
                (row, column) -> "%s, row %d".formatted(column < width ? of : ofTarget, row + 1));
    }
}
