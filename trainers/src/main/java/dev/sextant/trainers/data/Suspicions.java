// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.trainers.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What in divided data its author probably did not mean, and what would make a result look better than it is. */
final class Suspicions {
    /** Fewer twins than this, and than one row in a hundred, are chance. */
    private static final int FEWEST_TWINS = 2;

    private static final int TWINS = 100;

    private final Dataset dataset;
    private final List<Parts> folds;
    private final List<Preparation.Warning> warnings = new ArrayList<>();

    /** @param folds the divisions of the study's first trial, at least one */
    Suspicions(Dataset dataset, List<Parts> folds) {
        this.dataset = dataset;
        this.folds = folds;
    }

    List<Preparation.Warning> warnings() {
        warnings.clear();
        fewRowsInAClass();
        labelsThatLookLikeNumbers();
        unseenCategories();
        for (Feature feature : dataset.features()) {
            if (dataset.spec().window() == null && dataset.sequences() == null) giveaway(feature);
        }
        if (dataset.spec().window() == null) twins();
        return List.copyOf(warnings);
    }

    private void warn(String path, String message, String help) {
        warnings.add(new Preparation.Warning(path, message, help));
    }

    private void fewRowsInAClass() {
        if (dataset.task() != Task.CLASSIFICATION || folds.size() == 1) return;
        if (dataset.spec().division().order() != Division.Order.SHUFFLED) return;
        int[] open = dataset.goal().sizes();
        for (int row : folds.getFirst().split().test()) open[dataset.goal().labels()[row]]--;
        for (int i = 0; i < open.length; i++)
            if (open[i] < folds.size())
                warn(
                        "data.validation.folds",
                        "class \"%s\" has %s beside the test part, fewer than the %d folds: some folds are not"
                                        .formatted(
                                                dataset.classes().get(i),
                                                dataset.spec().samples(open[i]),
                                                folds.size())
                                + " watched on it",
                        "take fewer folds, or add rows of it");
    }

    private void labelsThatLookLikeNumbers() {
        List<Integer> targets = dataset.roles().targets();
        if (dataset.task() != Task.REGRESSION || targets.size() == 1) return;
        for (int target : targets) {
            Column cells = dataset.table().columns().get(target);
            for (int row : dataset.rows()) if (cells.number(row) != 0 && cells.number(row) != 1) return;
        }
        warn(
                "data.target",
                "the targets hold only 0 and 1, and are learnt as numbers",
                "write \"task\": \"multiLabel\" where they are answers to questions");
    }

    private void unseenCategories() {
        Parts parts = folds.getFirst();
        for (Feature feature : dataset.features()) {
            if (!feature.categorical()) continue;
            unseenCategories(parts, feature, parts.split().validation(), "validation");
            unseenCategories(parts, feature, parts.split().test(), "test");
        }
    }

    private void unseenCategories(Parts parts, Feature feature, int[] part, String name) {
        Encoding.Unseen unseen = parts.encoding().unseen(feature, part);
        if (unseen == null) return;
        boolean steps = dataset.sequences() != null;
        warn(
                "data",
                "%d of %d %s %s hold a %s of column %s that no training %s holds (\"%s\")"
                        .formatted(
                                unseen.rows(),
                                unseen.of(),
                                name,
                                steps ? "steps" : "rows",
                                dataset.spec().tokens() ? "token" : "category",
                                feature.cells().name(),
                                steps ? "step" : "row",
                                unseen.example()),
                dataset.spec().tokens()
                        ? "they share one index, which no training teaches anything; write rare tokens alike"
                        : "they are read as none of the known ones; group rare values to one");
    }

    /** A feature from which the target follows without learning. */
    private void giveaway(Feature feature) {
        for (int target : dataset.roles().targets()) {
            Column answer = dataset.table().columns().get(target);
            boolean numbers = dataset.task() != Task.CLASSIFICATION;
            if (numbers && !feature.categorical() && equal(feature.cells(), answer))
                warn(
                        "data.target",
                        "column %s equals the target %s in every row"
                                .formatted(feature.cells().name(), answer.name()),
                        drop(feature));
            if (!numbers && paired(feature.cells()))
                warn(
                        "data.target",
                        "column %s says the target %s: each of its %d values stands for one class"
                                .formatted(
                                        feature.cells().name(),
                                        answer.name(),
                                        dataset.classes().size()),
                        drop(feature));
        }
    }

    private static String drop(Feature feature) {
        return "if it is not known before the target is, leave it out: \"drop\": [\"%s\"]"
                .formatted(feature.cells().name());
    }

    private boolean equal(Column feature, Column answer) {
        for (int row : dataset.rows()) if (feature.number(row) != answer.number(row)) return false;
        return true;
    }

    /** Whether values and classes stand for each other, one to one. */
    private boolean paired(Column feature) {
        int[] labels = dataset.goal().labels();
        Map<String, Integer> classOf = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            String value = feature.category(dataset.rows()[i]);
            if (value == null) return false;
            Integer before = classOf.putIfAbsent(value, labels[i]);
            if (before != null && before != labels[i]) return false;
            if (classOf.size() > dataset.classes().size()) return false;
        }
        Set<Integer> named = new HashSet<>(classOf.values());
        return named.size() == classOf.size()
                && named.size() == dataset.classes().size();
    }

    /** Rows that are watched or locked away and have a twin that is trained on. */
    private void twins() {
        Split split = folds.getFirst().split();
        Twins training = new Twins(dataset, split.training());
        twins(training, split.validation(), "validation");
        twins(training, split.test(), "test");
    }

    private void twins(Twins training, int[] part, String name) {
        int count = 0;
        for (int row : part) if (training.has(row)) count++;
        if (count < FEWEST_TWINS || (long) count * TWINS < part.length) return;
        warn(
                "data",
                "%d of %d %s %s are identical to training %4$s, targets included"
                        .formatted(count, part.length, name, dataset.sequences() == null ? "rows" : "sequences"),
                "what is measured on them is memory; delete repeated rows, or keep them in one part with \"group\"");
    }
}
