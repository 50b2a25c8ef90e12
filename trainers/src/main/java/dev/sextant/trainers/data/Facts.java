// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What is known of divided data, for the record of a study: by name, in the order to be shown. */
final class Facts {
    private Facts() {}

    /** @param folds the divisions of the study's first trial, at least one */
    static Map<String, String> of(Dataset dataset, List<Parts> folds) {
        Table table = dataset.table();
        int[] rows = dataset.rows();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", table.name());
        facts.put("sha256", table.sha256());
        facts.putAll(table.reading());
        int used = dataset.usedRows();
        facts.put("rows", Integer.toString(used));
        if (used < table.rows()) facts.put("rowsDropped", Integer.toString(table.rows() - used));
        facts.put("features", Integer.toString(dataset.features().size()));
        ImageForm image = dataset.image();
        if (image != null) facts.put("image", image.text());
        facts.put("target", dataset.targetNames());
        facts.put("task", dataset.task().text());
        if (dataset.task() == Task.CLASSIFICATION)
            facts.put("classes", Integer.toString(dataset.classes().size()));
        if (dataset.groups() > 0) facts.put("groups", Integer.toString(dataset.groups()));
        Window window = dataset.spec().window();
        if (window != null) facts.put("window", window.text());
        Sequences sequences = dataset.sequences();
        if (sequences != null) {
            facts.put("sequences", "%d, %s".formatted(rows.length, sequences.text()));
            if (dataset.spec().tokens()) facts.put("vocabulary", sizes(folds, parts -> vocabulary(parts.encoding())));
        }
        if (folds.size() > 1) facts.put("folds", Integer.toString(folds.size()));
        String of = window != null ? "Windows" : sequences != null ? "Sequences" : "Rows";
        facts.put("training" + of, sizes(folds, parts -> parts.training().rows().length));
        facts.put("validation" + of, sizes(folds, parts -> parts.validation().rows().length));
        int[] test = folds.getFirst().split().test();
        facts.put("test" + of, Integer.toString(dataset.samples(test.length)));
        if (window != null) facts.put("rowsLostAtEdges", sizes(folds, parts -> lost(parts.split(), window)));
        if (image != null) return facts; // a pixel that never varies is learnt from like its neighbours
        List<String> constant = new ArrayList<>();
        int[] cells = dataset.featureRows();
        for (Feature feature : dataset.features())
            if (feature.constant(cells)) constant.add(feature.cells().name());
        if (!constant.isEmpty()) facts.put("constantColumns", String.join(", ", constant));
        return facts;
    }

    private static int vocabulary(Encoding encoding) {
        return encoding instanceof SequenceEncoding sequences ? sequences.vocabulary() : 0;
    }

    /** Rows that are no window's target although one window more than there is could begin at each row. */
    private static int lost(Split split, Window window) {
        int lost = 0;
        for (int[] part : new int[][] {split.training(), split.validation(), split.test()})
            lost += Math.min(part.length, window.span() - 1);
        return lost;
    }

    private static String sizes(List<Parts> folds, ToIntFunction<Parts> size) {
        int least = folds.stream().mapToInt(size).min().orElse(0);
        int most = folds.stream().mapToInt(size).max().orElse(0);
        return least == most ? Integer.toString(least) : least + " … " + most;
    }
}
