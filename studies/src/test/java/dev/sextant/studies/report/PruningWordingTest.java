// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.PruningEffect;
import dev.sextant.engine.ranking.PruningEffect.Control;
import dev.sextant.engine.ranking.PruningEffect.SwitchedOff;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningWordingTest {
    private static String words(Control control, SwitchedOff... off) {
        return PruningWording.of(new PruningEffect(26, 2023, 1240, control, List.of(off)));
    }

    @Test
    void saysWhatWasSavedAndWhatItCost() {
        assertEquals(
                "Pruning saved about 1240 epochs, 38 % of an unpruned search's; of 12 control trials it would have stopped 3, the best of which"
                        + " ended 9th of 34 completed: none of the first 5.",
                words(new Control(12, 3, 9, 0, 34)));
        assertEquals(
                "Pruning saved about 1240 epochs, 38 % of an unpruned search's; of 12 control trials it would have stopped 1, which ended 2nd of"
                        + " 34 completed: 1 of the first 5 would have been lost.",
                words(new Control(12, 1, 2, 1, 34)));
    }

    @Test
    void claimsNothingThatTheControlGroupDoesNotShow() {
        assertEquals(
                "Pruning saved about 1240 epochs, 38 % of an unpruned search's; of 1 control trial it would have stopped none: no sign that it"
                        + " costs rank.",
                words(new Control(1, 0, 0, 0, 34)));
        assertEquals(
                "Pruning saved about 1240 epochs, 38 % of an unpruned search's; no control trial tells yet what it cost.",
                words(new Control(0, 0, 0, 0, 34)));
    }

    @Test
    void saysWhereItWasSwitchedOff() {
        String words = words(new Control(0, 0, 0, 0, 1), new SwitchedOff(3, 7, 0.1), new SwitchedOff(9, 12, 0.2));
        assertTrue(
                words.endsWith(
                        " For up to 12 trials it was switched off at epochs 3, 9: there the control trials' values"
                                + " did not foretell their last ones."),
                words);
        assertEquals(
                "Pruning stopped no trial. For 1 trial it was switched off at epoch 3: there the control trials' values"
                        + " did not foretell their last ones.",
                PruningWording.of(
                        new PruningEffect(0, 90, 0, new Control(5, 0, 0, 0, 9), List.of(new SwitchedOff(3, 1, 0.1)))));
        List<SwitchedOff> many = java.util.stream.IntStream.range(1, 9)
                .mapToObj(epoch -> new SwitchedOff(2 * epoch, 4, 0))
                .toList();
        assertTrue(PruningWording.of(new PruningEffect(0, 90, 0, new Control(5, 0, 0, 0, 9), many))
                .contains(" at epochs 2 … 16: "));
    }

    @Test
    void withoutAPrunerThereIsNothingToSay() {
        assertEquals("", PruningWording.of(null));
    }

    @Test
    void placesAreCountedAsPeopleDo() {
        assertEquals(
                List.of("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"),
                List.of(1, 2, 3, 4, 11, 12, 13, 21, 102, 111).stream()
                        .map(PruningWording::ordinal)
                        .toList());
    }
}
