// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    private static final Schema.Whole EPOCHS = new Schema.Whole("", Schema.Interval.closed(1, 1_000_000_000));
    private static final Schema.Real SHARE = new Schema.Real("", Schema.Interval.UNIT);

    private final Part part;

    LimitsReader(Part root) {
        this.part = root.part(LIMITS);
        part.allow(List.of(TRIAL_TIME, TRIAL_EPOCHS, STUDY_TIME, FAILED_SHARE, SLICE_TIME));
    }

    /**
     * None where the study says nothing.
     *
     * @param factory null where the study names no trainer that is here
     */
    Limits read(@Nullable TrainerFactory factory) {
        Limits preset = Limits.NONE;
        Duration trialTime = time(TRIAL_TIME, preset.trialTime());
        JsonNode epochs = part.value(TRIAL_EPOCHS, EPOCHS, preset.trialEpochs());
        Duration studyTime = time(STUDY_TIME, preset.studyTime());
        JsonNode share = part.value(FAILED_SHARE, SHARE, JsonNodeFactory.instance.numberNode(preset.failedShare()));
        Duration sliceTime = time(SLICE_TIME, preset.sliceTime());
        if (factory != null && !factory.trains())
            for (String key : List.of(TRIAL_TIME, TRIAL_EPOCHS, STUDY_TIME)) outOfReach(key);
        return new Limits(
                trialTime,
                epochs == null ? preset.trialEpochs() : epochs.intValue(),
                studyTime,
                share == null ? preset.failedShare() : share.doubleValue(),
                sliceTime == null ? preset.sliceTime() : sliceTime);
    }

    private @Nullable Duration time(String key, @Nullable Duration preset) {
        Node node = part.get(key);
        return node == null ? preset : Durations.read(node, part.place().child(key), part.problems());
    }

    private void outOfReach(String key) {
        Node written = part.get(key);
        if (written != null)
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
        if (limits.trialTime() != null) written.put(TRIAL_TIME, Limits.text(limits.trialTime()));
        if (limits.trialEpochs() > 0) written.put(TRIAL_EPOCHS, limits.trialEpochs());
        if (limits.studyTime() != null) written.put(STUDY_TIME, Limits.text(limits.studyTime()));
        written.put(FAILED_SHARE, limits.failedShare());
        written.put(SLICE_TIME, Limits.text(limits.sliceTime()));
    }
}
