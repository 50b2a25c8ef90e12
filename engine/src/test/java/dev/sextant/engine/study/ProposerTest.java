// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProposerTest {
    private static final StudySpec SPEC = ToyStudy.spec(9, 4, new ConfirmationRule(0, 1, false), Direction.MINIMIZE);
    private static final Effect.Ask ASK =
            new Effect.Ask(5, new View(SPEC.space(), Direction.MINIMIZE, List.of(), List.of()), new Draws(1, 5), null);

    @Test
    void aProposalOutsideTheSpaceIsTheSearchersFault() {
        Configuration outside = new Configuration(Map.of("units", new Value.Whole(99)));
        var proposer = new Proposer(SPEC, (_, _, _) -> new Proposal(outside, Note.EMPTY), null);
        assertEquals(
                "searcher hashing proposed {units=Whole[number=99]} for trial 5,"
                        + " which is not a configuration of the space",
                assertThrows(IllegalStateException.class, () -> proposer.answer(ASK))
                        .getMessage());
    }

    @Test
    void aNoteComesOutAsAStoreWouldGiveItBack() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Note said = new Note(json.objectNode()
                .put("a", 1L)
                .put("b", 0.1f)
                .put("c", Double.NaN)
                .put("d", -0.0));
        var proposer = new Proposer(SPEC, (_, _, _) -> new Proposal(SPEC.space().preset(), said), null);
        Note expected = new Note(
                json.objectNode().put("a", 1).put("b", 0.1).put("c", "NaN").put("d", -0.0));
        assertEquals(expected, proposer.answer(ASK).proposal().note());
    }

    @Test
    void aConfigurationComesOutInTheOrderOfTheSpace() {
        Configuration backwards = new Configuration(
                new java.util.LinkedHashMap<>(SPEC.space().preset().values()).reversed());
        var proposer = new Proposer(SPEC, (_, _, _) -> new Proposal(backwards, Note.EMPTY), null);
        assertEquals(
                List.of("learningRate", "schedule", "units"),
                List.copyOf(
                        proposer.answer(ASK).proposal().configuration().values().keySet()));
    }
}
