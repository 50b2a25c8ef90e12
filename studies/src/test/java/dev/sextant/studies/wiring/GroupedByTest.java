// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.study.StudySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupedByTest {
    private static final String CHOICES = "Choices of the study: hidden, batchNorm, optimizer, nesterov, gamma.";

    @TempDir
    static Path folder;

    private static StudySpec spec;

    @BeforeAll
    static void study() throws Exception {
        spec = read("""
                { "name": "grouped",
                  "trainer": { "data": { "builtin": "iris" },
                               "hidden": { "choice": [[8], [8, 8]] },
                               "batchNorm": { "choice": [true, false] },
                               "learningRate": { "log": [1e-3, 1] },
                               "optimizer": { "choice": { "sgd": { "nesterov": { "choice": [true, false] },
                                                                   "momentum": { "uniform": [0.1, 0.9] } },
                                                          "adam": {} } },
                               "schedule": { "step": { "stepSize": 4, "gamma": { "choice": [0.1, 0.5] } } } } }
                """);
    }

    private static StudySpec read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("study.json"), text);
        return StudySource.read(folder, file.getFileName().toString(), List.of())
                .spec();
    }

    private static String refused(String... names) {
        RefusedException refused = assertThrows(RefusedException.class, () -> GroupedBy.choices(spec, List.of(names)));
        assertEquals(RefusedException.Reason.USAGE, refused.reason());
        return refused.getMessage() + "|" + refused.help();
    }

    @Test
    void aChoiceIsNamedByItsPathOrItsEnd() throws Exception {
        assertEquals(
                List.of("batchNorm", "optimizer.sgd.nesterov", "schedule.step.gamma"),
                GroupedBy.choices(spec, List.of("batchNorm", " nesterov", "step.gamma", "schedule.step.gamma")));
        assertEquals(List.of(), GroupedBy.choices(spec, List.of()));
    }

    @Test
    void whatIsNoChoiceIsToldWithThoseThatThereAre() {
        assertEquals(
                "--by bathNorm: the study grouped has no such parameter|Did you mean batchNorm? " + CHOICES,
                refused("bathNorm"));
        assertEquals(
                "--by nothing: the study grouped has no such parameter|" + CHOICES, refused("batchNorm", "nothing"));
        assertEquals("--by : the study grouped has no such parameter|" + CHOICES, refused(""));
        assertEquals(
                "--by momentum: trials are grouped by the options of a choice, and optimizer.sgd.momentum is a range of"
                        + " numbers|" + CHOICES,
                refused("momentum"));
        assertEquals(
                "--by activation: it does not vary in the study grouped (it is \"relu\")|" + CHOICES,
                refused("activation"));
        assertEquals(
                "--by schedule: it does not vary in the study grouped (it is step)|" + CHOICES, refused("schedule"));
    }

    @Test
    void aNameThatSeveralEndWithAndAStudyWithoutChoicesAreTold() throws Exception {
        StudySpec before = spec;
        try {
            spec = read("""
                    { "name": "two",
                      "trainer": { "data": { "builtin": "iris" },
                                   "optimizer": { "choice": { "sgd": { "momentum": { "choice": [0.1, 0.9] } },
                                                              "rmsprop": { "momentum": { "choice": [0.1, 0.9] } } } } } }
                    """);
            assertEquals(
                    "--by momentum: several choices of the study end so|Name one of them:"
                            + " optimizer.sgd.momentum, optimizer.rmsprop.momentum",
                    refused("momentum"));
            spec = read("""
                    { "name": "none", "trainer": { "data": { "builtin": "iris" }, "learningRate": { "log": [1e-3, 1] } } }
                    """);
            assertEquals(
                    "--by optimizer: it does not vary in the study none (it is adam)|"
                            + "The study has no choice to group its trials by.",
                    refused("optimizer"));
        } finally {
            spec = before;
        }
    }
}
