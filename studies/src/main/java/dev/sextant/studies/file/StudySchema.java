// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.study.StudySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Every key of a study file, described once: the readers check by this description and have their defaults from it, and
 * {@link JsonSchema} writes it for editors. Each part is described beside the reader that makes something of it.
 */
public final class StudySchema {
    static final String SCHEMA = "$schema";
    static final String FORMAT = "format";
    static final String NAME = "name";
    static final String DESCRIPTION = "description";
    static final String SEED = "seed";
    static final String TRAINER = "trainer";
    static final String SEARCH = "search";
    static final String CONFIRM = "confirm";

    private StudySchema() {}

    /** The whole, with everything that may be named in it. */
    public static Schema.Section of(Catalog catalog) {
        return root(TrainerReader.schema(catalog), SearchReader.schema(catalog));
    }

    /**
     * The whole, with what stands at two of its keys.
     *
     * @param trainer what is trained; where it stands values may be domains, and nowhere else
     */
    static Schema.Section root(Schema trainer, Schema.Section search) {
        List<Schema.Key> keys = new ArrayList<>();
        keys.add(Schema.Key.optional(
                SCHEMA,
                new Schema.Text(
                        "Where an editor finds the description of study files: \"./study.schema.json\".", List.of())));
        keys.add(Schema.Key.whole(
                FORMAT,
                "The format of this file. A newer one is refused.",
                Schema.Interval.closed(StudyReader.FORMAT, StudyReader.FORMAT),
                StudyReader.FORMAT));
        keys.add(Schema.Key.optional(
                NAME,
                Schema.Text.of(
                        "The study's name, of which its runs' names are made. Default: the file's name without its"
                                + " ending.",
                        Names.FORM)));
        keys.add(Schema.Key.text(
                DESCRIPTION, new Schema.Text("What the study is about, for its reports.", List.of()), ""));
        keys.add(Schema.Key.whole(
                SEED,
                "All that is left to chance is drawn from it: the same seed gives the same result, on any machine and"
                        + " with any number of workers.",
                Schema.Interval.ANY,
                StudySpec.DEFAULT_SEED));
        keys.add(Schema.Key.required(TRAINER, trainer));
        keys.addAll(GoalsReader.KEYS);
        keys.add(Schema.Key.section(SEARCH, search));
        keys.add(Schema.Key.section(CONFIRM, ConfirmationReader.SCHEMA));
        keys.add(Schema.Key.section(LimitsReader.LIMITS, LimitsReader.SCHEMA));
        return new Schema.Section("A study: what is trained, what may vary in it, and how it is searched.", keys);
    }
}
