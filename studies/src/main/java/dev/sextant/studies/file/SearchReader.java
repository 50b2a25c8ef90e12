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
    static final String TRY_FIRST = "tryFirst";
    static final String SEARCHER = "searcher";
    static final String TRIALS = "trials";
    static final String PRUNER = "pruner";

    /** More than anyone writes. */
    private static final int MOST_TRIED_FIRST = 1000;

    /** Each first try is a whole configuration, of so many values together. */
    private static final int MOST_TRIED_VALUES = 100_000;

    private static final Schema.Key TRIALS_KEY = Schema.Key.whole(
            TRIALS,
            "How many trials the search has. Where \"" + EpochBudgetReader.EPOCHS
                    + "\" alone is written: as many as may" + " have an epoch each.",
            Schema.Interval.closed(1, StudySpec.MAX_TRIALS),
            StudySpec.DEFAULT_TRIALS);

    private static final Schema.Key TRY_FIRST_KEY = new Schema.Key(
            TRY_FIRST,
            new Schema.Items(
                    "Configurations that are tried right after the default one.",
                    Schema.Named.free("A part of the trainer's document, with values instead of domains; what it does"
                            + " not say keeps its default."),
                    0,
                    MOST_TRIED_FIRST),
            false,
            JsonNodeFactory.instance.arrayNode());

    private final Part search;
    private final Problems problems;
    private final Catalog catalog;

    SearchReader(Part root, Catalog catalog) {
        this.search = root.part(StudySchema.SEARCH);
        this.problems = root.problems();
        this.catalog = catalog;
        search.allow();
    }

    /** Every key of it, with the searchers and pruners that there are. */
    static Schema.Section schema(Catalog catalog) {
        Map<String, Schema.Section> searchers = new LinkedHashMap<>();
        for (SearcherFactory factory : catalog.searchers()) searchers.put(factory.name(), factory.options());
        Map<String, Schema.Section> pruners = new LinkedHashMap<>();
        for (PrunerFactory factory : catalog.pruners()) pruners.put(factory.name(), factory.options());
        List<Schema.Key> keys = new ArrayList<>();
        keys.add(new Schema.Key(
                SEARCHER,
                new Schema.Variants("Who proposes configurations.", searchers),
                false,
                JsonNodeFactory.instance.textNode(StudyReader.DEFAULT_SEARCHER)));
        keys.add(TRIALS_KEY);
        keys.add(EpochBudgetReader.KEY);
        keys.addAll(ParallelismReader.KEYS);
        keys.add(TRY_FIRST_KEY);
        keys.add(Schema.Key.none(
                PRUNER,
                new Schema.Variants(
                        "Who stops trials that do badly before their last epoch. Default: nobody.", pruners)));
        keys.add(Schema.Key.section(StopRuleReader.STOP_WHEN, StopRuleReader.SCHEMA));
        return new Schema.Section("How the study searches.", keys, List.of(ParallelismReader.GROUP));
    }

    /** A budget of epochs alone leaves as many trials as may have one each. */
    @Nullable
    JsonNode trials(long epochs) {
        if (search.get(TRIALS) == null && epochs > 0)
            return JsonNodeFactory.instance.numberNode(Math.min(epochs, StudySpec.MAX_TRIALS));
        return search.value(TRIALS);
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
        return selection(SEARCHER);
    }

    /** @param goals null where something is wrong with them */
    StudySpec.@Nullable Selection pruner(@Nullable Goals goals) {
        Node written = search.get(PRUNER);
        if (written != null && !written.json().isNull() && goals != null && goals.several())
            problems.error(
                    written.at(),
                    search.place().child(PRUNER).pointer(),
                    "a pruner judges by one objective, and this study has "
                            + goals.objectives().size(),
                    "leave the pruner out, or name one objective");
        return selection(PRUNER);
    }

    /** @param goals null where something is wrong with them */
    StopRule stopWhen(StudySpec.@Nullable Selection searcher, @Nullable Goals goals) {
        return new StopRuleReader(search)
                .read(
                        searcher == null ? null : catalog.searcher(searcher.name()),
                        goals == null ? 1 : goals.objectives().size(),
                        catalog);
    }

    private StudySpec.@Nullable Selection selection(String name) {
        Schema.Key key = search.key(name);
        Node node = search.get(name);
        if (node == null && key.preset() != null)
            node = new Node.Scalar(search.fields().at(), key.preset());
        if (node == null || (key.nullable() && node.json().isNull())) return null;
        if (key.schema() instanceof Schema.Variants variants
                && variants.variants().isEmpty()) {
            problems.error(
                    node.at(),
                    search.place().child(name).pointer(),
                    "there is no " + name + " in this version",
                    "leave it out");
            return null;
        }
        JsonNode read = search.read(name, node);
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
