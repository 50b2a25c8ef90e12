// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.util.List;

/**
 * Trains what one study's template makes, and nothing else. Assignments come from another machine, and a document names
 * files and programs: those that this machine has looked at are the template's.
 *
 * <p>Threads: as the trainer behind it.
 */
public final class BoundTrainer implements Trainer {
    private final Trainer trainer;
    private final Template template;

    public BoundTrainer(Trainer trainer, Template template) {
        this.trainer = trainer;
        this.template = template;
    }

    private void require(ObjectNode document) throws TrainingException {
        if (!template.makes(document))
            throw new TrainingException(
                    "",
                    "the coordinator asks for a training that is none of the study's: "
                            + Parcel.shown(document.toString()),
                    "This machine trains what the study's own domains allow, and nothing else.");
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        require(document);
        return trainer.prepare(document, objective, seeds);
    }

    @Override
    public long epochCost(ObjectNode document) {
        return trainer.epochCost(document);
    }

    @Override
    public Memory memory(ObjectNode document, int divisions) {
        return trainer.memory(document, divisions);
    }

    @Override
    public Structure structure(ObjectNode document) throws TrainingException {
        return trainer.structure(document);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        require(assignment.document());
        return trainer.start(assignment);
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        require(assignment.document());
        return trainer.start(assignment, circumstances);
    }

    @Override
    public List<String> files(ObjectNode document) throws TrainingException {
        return trainer.files(document);
    }
}
