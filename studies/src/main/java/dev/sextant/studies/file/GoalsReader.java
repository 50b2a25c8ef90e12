// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study is after, read and written. */
final class GoalsReader {
    /** The keys of a study that it is about. */
    static final List<Schema.Key> KEYS = List.of(ObjectiveReader.KEY, ConstraintReader.KEY, Measures.KEY);

    private GoalsReader() {}

    /**
     * Null where an objective is wrong.
     *
     * @param template the trainer's document, which its metrics follow
     */
    static @Nullable Goals read(Part root, TrainerFactory trainer, Template template) {
        JsonNode clock = root.value(Measures.ALLOW_CLOCK);
        Measures measures = new Measures(
                trainer.metrics(template.fill(template.space().preset())),
                trainer.eitherDirection(),
                clock != null && clock.booleanValue());
        List<Objective> objectives = new ObjectiveReader(root, measures).read();
        List<Constraint> constraints = new ConstraintReader(root, measures).read();
        return objectives == null ? null : new Goals(objectives, constraints);
    }

    /** Into the study, so that they are read back. */
    static void write(Goals goals, ObjectNode study) {
        if (goals.several()) {
            var list = study.putArray(ObjectiveReader.OBJECTIVE);
            for (Objective objective : goals.objectives()) write(objective, list.addObject());
        } else write(goals.first(), study.putObject(ObjectiveReader.OBJECTIVE));
        ObjectNode subject = study.putObject(ConstraintReader.SUBJECT_TO);
        for (Constraint constraint : goals.constraints())
            subject.withObjectProperty(constraint.metric())
                    .put(
                            switch (constraint.side()) {
                                case AT_MOST -> ConstraintReader.AT_MOST;
                                case AT_LEAST -> ConstraintReader.AT_LEAST;
                            },
                            constraint.bound());
        study.put(Measures.ALLOW_CLOCK, goals.timed());
    }

    private static void write(Objective objective, ObjectNode to) {
        to.put(
                switch (objective.direction()) {
                    case MINIMIZE -> ObjectiveReader.MINIMIZE;
                    case MAXIMIZE -> ObjectiveReader.MAXIMIZE;
                },
                objective.metric());
    }
}
