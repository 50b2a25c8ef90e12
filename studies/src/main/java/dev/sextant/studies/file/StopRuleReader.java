// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ends a search before its budget is spent, read and written. */
final class StopRuleReader {
    static final String STOP_WHEN = "stopWhen";
    static final String EXPECTED_GAIN_BELOW = "expectedGainBelow";
    static final String NO_BETTER_FOR = "noBetterFor";

    static final Schema.Section SCHEMA = new Schema.Section(
            "What ends the search before its budget is spent; the first that holds counts. Default: nothing does.",
            List.of(
                    Schema.Key.none(
                            EXPECTED_GAIN_BELOW,
                            new Schema.Real(
                                    "Ends the search once the searcher's model expects less improvement than this, in"
                                            + " the objective's units, of the last " + StopRule.PROMISES
                                            + " trials it proposed. Default: never.",
                                    Schema.Interval.POSITIVE)),
                    Schema.Key.none(
                            NO_BETTER_FOR,
                            new Schema.Whole(
                                    "Ends the search once so many trials in a row brought nothing better. Default:"
                                            + " never.",
                                    Schema.Interval.closed(1, StudySpec.MAX_TRIALS)))));

    private static final String INSTEAD = "write {\"" + NO_BETTER_FOR + "\": 20}: ";

    private final Part rule;
    private final Problems problems;

    StopRuleReader(Part search) {
        this.rule = search.part(STOP_WHEN);
        this.problems = search.problems();
        rule.allow();
    }

    /**
     * Never where the study says nothing.
     *
     * @param searcher null where the study names none that is here
     */
    StopRule read(@Nullable SearcherFactory searcher, int objectives, Catalog catalog) {
        JsonNode barren = rule.value(NO_BETTER_FOR);
        JsonNode gain = rule.value(EXPECTED_GAIN_BELOW);
        Node written = rule.get(EXPECTED_GAIN_BELOW);
        if (written != null && written.json().isNull()) written = null;
        Place place = rule.place().child(EXPECTED_GAIN_BELOW);
        if (written != null && searcher != null && !searcher.predictsGain()) {
            List<String> predicting = catalog.searchers().stream()
                    .filter(SearcherFactory::predictsGain)
                    .map(SearcherFactory::name)
                    .sorted()
                    .toList();
            problems.error(
                    written.at(),
                    place.pointer(),
                    "the searcher \"" + searcher.name() + "\" expects no gains, so none is ever below "
                            + written.json(),
                    INSTEAD + "trials in a row without anything better; gains are expected by "
                            + String.join(", ", predicting));
        } else if (written != null && objectives > 1)
            problems.error(
                    written.at(),
                    place.pointer(),
                    "gains are expected of one objective, and this study has " + objectives,
                    INSTEAD + "trials in a row that bring nothing to the front");
        return new StopRule(
                barren == null || barren.isNull() ? 0 : barren.intValue(),
                gain == null || gain.isNull() ? 0 : gain.doubleValue());
    }

    /** Into the study's search, so that it is read back. */
    static void write(StopRule rule, ObjectNode search) {
        ObjectNode written = search.putObject(STOP_WHEN);
        written.put(EXPECTED_GAIN_BELOW, rule.expectedGainBelow() > 0 ? rule.expectedGainBelow() : null);
        written.put(NO_BETTER_FOR, rule.noBetterFor() > 0 ? rule.noBetterFor() : null);
    }
}
