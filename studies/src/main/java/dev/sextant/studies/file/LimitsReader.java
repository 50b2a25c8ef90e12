// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.Limits;
import dev.sextant.studies.tree.Node;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study and its trials may take, read and written. */
public final class LimitsReader {
    /** Where they stand in a study. */
    public static final String LIMITS = "limits";

    static final String TRIAL_TIME = "trialTime";
    static final String TRIAL_EPOCHS = "trialEpochs";
    static final String FAILED_SHARE = "failedShare";

    /** Has no part in any result: it may be changed in a run that has begun. */
    public static final String STUDY_TIME = "studyTime";

    /** Has no part in any result: it may be changed in a run that has begun. */
    public static final String SLICE_TIME = "sliceTime";

    private static final Limits PRESET = Limits.NONE;

    static final Schema.Section SCHEMA = new Schema.Section(
            "What the study and its trials may take, and how much may go wrong. Times are a whole number and a unit, ms,"
                    + " s, m, h or d, as in \"90s\". Default: no limit.",
            List.of(
                    Schema.Key.none(
                            TRIAL_TIME,
                            time("Wall time of one attempt at a trial, after which it fails. Default: any.")),
                    Schema.Key.none(
                            TRIAL_EPOCHS,
                            new Schema.Whole(
                                    "Epochs after which every training ends, as a pruned trial does. Default: any"
                                            + " number.",
                                    Schema.Interval.closed(1, 1_000_000_000))),
                    Schema.Key.none(
                            STUDY_TIME,
                            time("Wall time of the study over all its sessions, after which no trial begins; a report"
                                    + " that it cut short says so. Default: any.")),
                    Schema.Key.real(
                            FAILED_SHARE,
                            "The search ends once more than this share of its trials has failed; 1: never.",
                            Schema.Interval.UNIT,
                            PRESET.failedShare()),
                    Schema.Key.text(
                            SLICE_TIME,
                            time("An epoch that takes longer is reported, since it may hang."),
                            Limits.text(PRESET.sliceTime()))));

    private final Part part;

    LimitsReader(Part root) {
        this.part = root.part(LIMITS);
        part.allow();
    }

    private static Schema.Text time(String description) {
        return Schema.Text.of(description, Durations.FORM);
    }

    /**
     * None where the study says nothing.
     *
     * @param factory null where the study names no trainer that is here
     */
    Limits read(@Nullable TrainerFactory factory) {
        Duration trialTime = read(TRIAL_TIME, PRESET.trialTime());
        JsonNode epochs = part.value(TRIAL_EPOCHS);
        Duration studyTime = read(STUDY_TIME, PRESET.studyTime());
        JsonNode share = part.value(FAILED_SHARE);
        Duration sliceTime = read(SLICE_TIME, PRESET.sliceTime());
        if (factory != null && !factory.retrains()) for (String key : List.of(TRIAL_TIME, STUDY_TIME)) outOfReach(key);
        return new Limits(
                trialTime,
                epochs == null || epochs.isNull() ? PRESET.trialEpochs() : epochs.intValue(),
                studyTime,
                share == null ? PRESET.failedShare() : share.doubleValue(),
                sliceTime == null ? PRESET.sliceTime() : sliceTime);
    }

    private @Nullable Duration read(String key, @Nullable Duration preset) {
        Node node = part.get(key);
        boolean none = node == null || (part.key(key).nullable() && node.json().isNull());
        return node == null || none ? preset : Durations.read(node, part.place().child(key), part.problems());
    }

    private void outOfReach(String key) {
        Node written = part.get(key);
        if (written != null && !written.json().isNull())
            part.problems()
                    .warning(
                            written.at(),
                            part.place().child(key).pointer(),
                            "another program trains the trials, and " + key + " does not reach it",
                            "leave it out");
    }

    /** Into the study, so that it is read back. */
    static void write(Limits limits, ObjectNode study) {
        ObjectNode written = study.putObject(LIMITS);
        written.put(TRIAL_TIME, text(limits.trialTime()));
        written.put(TRIAL_EPOCHS, limits.trialEpochs() > 0 ? limits.trialEpochs() : null);
        written.put(STUDY_TIME, text(limits.studyTime()));
        written.put(FAILED_SHARE, limits.failedShare());
        written.put(SLICE_TIME, Limits.text(limits.sliceTime()));
    }

    private static @Nullable String text(@Nullable Duration time) {
        return time == null ? null : Limits.text(time);
    }
}
