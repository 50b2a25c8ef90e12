// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Goals;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a study searches: who proposes, who prunes, how many trials, what is tried first, what ends it early. */
final class SearchReader {
    private static final String TRY_FIRST = "tryFirst";
    /** More than anyone writes. */
    private static final int MOST_TRIED_FIRST = 1000;

    /** Each first try is a whole configuration, of so many values together. */
    private static final int MOST_TRIED_VALUES = 100_000;

    private static final List<String> KEYS = List.of(
            "searcher",
            "trials",
            EpochBudgetReader.EPOCHS,
            ParallelismReader.WINDOW,
            ParallelismReader.PARALLELISM,
            TRY_FIRST,
            "pruner",
            StopRuleReader.STOP_WHEN);
    private static final Schema.Whole TRIALS = new Schema.Whole("", Schema.Interval.closed(1, StudySpec.MAX_TRIALS));

    private final Part search;
    private final Problems problems;
    private final Catalog catalog;

    SearchReader(Part root, Catalog catalog) {
        this.search = root.part("search");
        this.problems = root.problems();
        this.catalog = catalog;
        search.allow(KEYS);
    }

    /** A budget of epochs alone leaves as many trials as may have one each. */
    @Nullable
    JsonNode trials(long epochs) {
        return search.value(
                "trials", TRIALS, epochs > 0 ? Math.min(epochs, StudySpec.MAX_TRIALS) : StudySpec.DEFAULT_TRIALS);
    }

    /** See {@link EpochBudgetReader#written}. */
    long epochs() {
        return EpochBudgetReader.written(search);
    }

    /** See {@link EpochBudgetReader#budget}. */
    EpochBudget budget(long epochs, TrainerFactory factory, int longest) {
        return EpochBudgetReader.budget(search, epochs, factory, longest);
    }

    @Nullable
    Parallelism parallelism() {
        return ParallelismReader.read(search);
    }

    StudySpec.@Nullable Selection searcher() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        for (SearcherFactory factory : catalog.searchers()) variants.put(factory.name(), factory.options());
        return selection("searcher", new Schema.Variants("", variants), StudyReader.DEFAULT_SEARCHER);
    }

    /** @param goals null where something is wrong with them */
    StudySpec.@Nullable Selection pruner(@Nullable Goals goals) {
        Node written = search.get("pruner");
        if (written != null && !written.json().isNull() && goals != null && goals.several())
            problems.error(
                    written.at(),
                    search.place().child("pruner").pointer(),
                    "a pruner judges by one objective, and this study has "
                            + goals.objectives().size(),
                    "leave the pruner out, or name one objective");
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        for (PrunerFactory factory : catalog.pruners()) variants.put(factory.name(), factory.options());
        return selection("pruner", new Schema.Variants("", variants), null);
    }

    /** @param goals null where something is wrong with them */
    StopRule stopWhen(StudySpec.@Nullable Selection searcher, @Nullable Goals goals) {
        return new StopRuleReader(search)
                .read(
                        searcher == null ? null : catalog.searcher(searcher.name()),
                        goals == null ? 1 : goals.objectives().size(),
                        catalog);
    }

    private StudySpec.@Nullable Selection selection(String key, Schema.Variants variants, @Nullable String preset) {
        Node node = search.get(key);
        if (node == null || (preset == null && node.json().isNull())) {
            if (preset == null) return null;
            node = new Node.Scalar(search.fields().at(), JsonNodeFactory.instance.textNode(preset));
        }
        if (variants.variants().isEmpty()) {
            problems.error(
                    node.at(),
                    search.place().child(key).pointer(),
                    "there is no " + key + " in this version",
                    "leave it out");
            return null;
        }
        JsonNode read = search.read(key, node, variants);
        if (read == null) return null;
        Map.Entry<String, JsonNode> chosen = read.properties().iterator().next();
        return new StudySpec.Selection(chosen.getKey(), (ObjectNode) chosen.getValue());
    }

    /** The first tries; none are looked at where the space itself has problems. */
    List<Configuration> tryFirst(@Nullable Template template) {
        Node node = search.get(TRY_FIRST);
        Place place = search.place().child(TRY_FIRST);
        List<Configuration> configurations = new ArrayList<>();
        if (node == null) return configurations;
        if (!(node instanceof Node.Items(Position _, List<Node> items))) {
            problems.error(
                    node.at(),
                    place.pointer(),
                    "expected an array of configurations, got " + node.found(),
                    node instanceof Node.Fields ? "write [ { … } ]" : "");
            return configurations;
        }
        int most = template == null
                ? MOST_TRIED_FIRST
                : Math.min(
                        MOST_TRIED_FIRST,
                        MOST_TRIED_VALUES / Math.max(1, template.space().dimensions()));
        if (items.size() > most) {
            problems.error(
                    node.at(),
                    place.pointer(),
                    "at most " + most + " configurations are tried first here, got " + items.size(),
                    "keep the best of them");
            return configurations;
        }
        boolean readable = template != null && !spaceDoubtful();
        for (int i = 0; i < items.size(); i++) {
            Place at = place.child(Integer.toString(i));
            Node item = items.get(i);
            if (!(item instanceof Node.Fields))
                problems.error(item.at(), at.pointer(), "expected an object of values, got " + item.found(), "");
            else if (template != null && readable)
                configurations.add(TryFirstReader.read(item, template, at, problems));
        }
        return configurations;
    }

    private boolean spaceDoubtful() {
        for (Problem problem : problems.sorted())
            if (problem.severe() && problem.path().startsWith("/trainer")) return true;
        return false;
    }
}
