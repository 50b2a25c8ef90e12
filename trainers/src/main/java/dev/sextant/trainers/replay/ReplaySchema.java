// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of a table's document, with its default. */
final class ReplaySchema {
    static final String CSV = "csv";
    static final String PARAMETERS = "parameters";
    static final String METRICS = "metrics";
    static final String MEAN = "mean";
    static final String CURVE = "curve";
    static final String FROM = "from";
    static final String TO = "to";
    static final String LOOKUP = "lookup";
    static final String EXACT = "exact";
    static final String NEAREST = "nearest";
    static final String LOGARITHMIC = "logarithmic";

    /** Columns of one curve: no recording comes near it. */
    private static final Schema.Interval PLACE = Schema.Interval.closed(0, 100_000);

    private static final int MOST_COLUMNS = 1_000;

    private static final Schema.Text COLUMN = new Schema.Text("A column.", List.of());

    private static final Schema.AnyOf METRIC = new Schema.AnyOf(
            "A column; several columns, of which each trial draws one; {\"mean\": […]} for their mean; or"
                    + " {\"curve\": \"v\", \"from\": 0, \"to\": 50} for a learning curve in the columns v0 … v50.",
            List.of(
                    COLUMN,
                    new Schema.Items("Columns, one of which is drawn by each trial.", COLUMN, 1, MOST_COLUMNS),
                    new Schema.Section(
                            "The mean of several columns.",
                            List.of(new Schema.Key(
                                    MEAN,
                                    new Schema.Items("Columns, one for each repetition.", COLUMN, 1, MOST_COLUMNS),
                                    true,
                                    null))),
                    new Schema.Section(
                            "A learning curve.",
                            List.of(
                                    new Schema.Key(
                                            CURVE,
                                            new Schema.Text("What the names of its columns begin with.", List.of()),
                                            true,
                                            null),
                                    new Schema.Key(
                                            FROM,
                                            new Schema.Whole("Number of the column after the first epoch.", PLACE),
                                            true,
                                            null),
                                    new Schema.Key(
                                            TO,
                                            new Schema.Whole("Number of the column after the last epoch.", PLACE),
                                            true,
                                            null)))));

    static final Schema.Section SECTION = new Schema.Section(
            "Recorded results, replayed.",
            List.of(
                    new Schema.Key(
                            CSV,
                            new Schema.Text(
                                    "Path of a CSV file, from the study's folder; gzip is told by itself.", List.of()),
                            true,
                            null),
                    new Schema.Key(
                            PARAMETERS,
                            Schema.Named.free("What a trial looks up, by the name of its column."),
                            true,
                            null),
                    new Schema.Key(
                            METRICS,
                            new Schema.Named("What is read off a row, by the name of the metric.", METRIC),
                            true,
                            null),
                    new Schema.Key(
                            LOOKUP,
                            new Schema.Variants(
                                    "Which row counts: the one that has the parameters' values exactly, or the nearest.",
                                    lookups()),
                            false,
                            JsonNodeFactory.instance.textNode(EXACT))));

    private ReplaySchema() {}

    private static Map<String, Schema.Section> lookups() {
        ArrayNode none = JsonNodeFactory.instance.arrayNode();
        Map<String, Schema.Section> lookups = new LinkedHashMap<>();
        lookups.put(EXACT, new Schema.Section("The row with the same values.", List.of()));
        lookups.put(
                NEAREST,
                new Schema.Section(
                        "The nearest row where every parameter's column is stretched over [0, 1]; words must be equal.",
                        List.of(new Schema.Key(
                                LOGARITHMIC,
                                new Schema.Items(
                                        "Parameters whose distances are those of their logarithms.",
                                        COLUMN,
                                        0,
                                        MOST_COLUMNS),
                                false,
                                none))));
        return lookups;
    }
}
