// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static dev.sextant.studies.api.Parameters.choice;
import static dev.sextant.studies.api.Parameters.flag;
import static dev.sextant.studies.api.Parameters.integer;
import static dev.sextant.studies.api.Parameters.log;
import static dev.sextant.studies.api.Parameters.logInteger;
import static dev.sextant.studies.api.Parameters.option;
import static dev.sextant.studies.api.Parameters.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program is given of a trial, and what it is told where it asks for something else. */
class TrialValuesTest {
    private static final Space SPACE = Space.of(
            log("rate", 1e-4, 1),
            uniform("dropout", 0, 0.5).step(0.1).preset(0.2),
            integer("layers", 1, 8).preset(3),
            logInteger("units", 8, 512).grid(4),
            choice("schedule", "constant", "cosine"),
            choice("batch", 16, 32).preset(32),
            choice("hidden", List.of(List.of(64, 32), List.of(16))),
            flag("shuffle").preset(true),
            choice("optimizer", option("sgd", uniform("momentum", 0, 0.9)), option("adam", uniform("beta", 0.8, 1))));

    /** The default configuration of the space. */
    private static RunningTrial first() {
        try (Study study = Study.minimize("loss", SPACE).trials(1).inMemory()) {
            return study.ask();
        }
    }

    @Test
    void everyKindOfParameterIsReadByItsName() {
        RunningTrial trial = first();
        assertEquals(0, trial.number());
        assertEquals(0.01, trial.number("rate"));
        assertEquals(0.2, trial.number("dropout"));
        assertEquals(3, trial.whole("layers"));
        assertEquals(3.0, trial.number("layers"));
        assertEquals(62, trial.whole("units"));
        assertEquals("constant", trial.text("schedule"));
        assertEquals(32, trial.whole("batch"));
        assertTrue(trial.flag("shuffle"));
        assertEquals("sgd", trial.text("optimizer"));
        assertEquals(0.45, trial.number("momentum"));
        assertEquals(0.45, trial.number("sgd.momentum"));
        assertEquals(0.45, trial.number("optimizer.sgd.momentum"));
        assertTrue(trial.has("momentum"));
        assertFalse(trial.has("beta"));
        assertEquals(1, trial.epochs());
        assertTrue(trial.seed() >= 0);
    }

    @Test
    void allOfThemAreThereInTheOrderOfTheSpace() {
        Map<String, Object> all = first().parameters();
        assertEquals(
                List.of(
                        "rate",
                        "dropout",
                        "layers",
                        "units",
                        "schedule",
                        "batch",
                        "hidden",
                        "shuffle",
                        "optimizer",
                        "momentum"),
                List.copyOf(all.keySet()));
        assertEquals(List.of(64L, 32L), all.get("hidden"));
        assertEquals(32L, all.get("batch"));
        assertEquals(0.01, all.get("rate"));
    }

    private static String refused(Runnable asked) {
        return assertThrows(StudyException.class, asked::run).getMessage();
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        RunningTrial trial = first();
        assertEquals("""
                the trial has no parameter "lr"
                  Its parameters are rate, dropout, layers, units, schedule, batch, hidden, shuffle, optimizer, momentum.""", refused(() -> trial.number("lr")));
        assertEquals("""
                the parameter beta exists only while optimizer is adam, and it is sgd
                  Ask whether it is there: has("beta").""", refused(() -> trial.number("beta")));
        assertEquals(
                "the parameter schedule is \"constant\", not a number\n  Ask for it with text.",
                refused(() -> trial.number("schedule")));
        assertEquals(
                "the parameter rate is 0.01, not a whole number\n  Ask for it with number.",
                refused(() -> trial.whole("rate")));
        assertEquals(
                "the parameter layers is 3, not a word\n  Ask for it with whole.", refused(() -> trial.text("layers")));
        assertEquals(
                "the parameter optimizer is \"sgd\", not true or false\n  Ask for it with text.",
                refused(() -> trial.flag("optimizer")));
    }

    @Test
    void aNameStandsOnceInItsPlace() {
        assertEquals(
                "the parameter a stands twice in one place\n  Rename one of the two.",
                refused(() -> Space.of(flag("a"), flag("a"))));
        assertEquals(
                "option b stands twice in the choice a\n  Rename one of the two.",
                refused(() -> choice("a", option("b"), option("b"))));
    }

    @Test
    void settingsThatLeadNowhereAreRefused() {
        StudyBuilder study = Study.minimize("loss", SPACE).searcher("random");
        assertEquals(
                "set search.searcher.random: there is no \"random\" in \"random\"\n  Set the whole of \"searcher\" instead.",
                refused(() -> study.set("search.searcher.random", 1)));
        assertEquals(
                "the study file study.json says itself what \"search.tryFirst\" is\n  Write it there, or set the whole of it:"
                        + " set(\"search.tryFirst\", …).",
                refused(() -> Study.of("{}").tryFirst(Map.of("rate", 0.1))));
    }
}
