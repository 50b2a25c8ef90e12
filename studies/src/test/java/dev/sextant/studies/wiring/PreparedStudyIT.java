// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real trainers and searchers find in a study, at its place. */
class PreparedStudyIT {
    @TempDir
    Path folder;

    private PreparedStudy prepare(String study) throws Exception {
        return PreparedStudy.of(
                StudyReader.read("study.json", study.getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog()),
                folder);
    }

    private String refusal(String study) {
        return assertThrows(StudyFileException.class, () -> prepare(study)).text();
    }

    @Test
    void aRangeBeyondWhatItsKeyMayBeIsRefusedAtItsEnd() {
        assertEquals("""
                study.json:2:60: error: /trainer/optimizer/sgd/momentum/uniform: values here must be in [0, 1), got 1.5
                    2 |     "optimizer": { "sgd": { "momentum": { "uniform": [0.0, 1.5] } } },
                      |                                                            ^
                study.json:3:30: error: /trainer/weightDecay/log: a log range must start above 0, got 0.0
                    3 |     "weightDecay": { "log": [0, 1.0] },
                      |                              ^
                      = help: start at 1e-6, or use {"uniform": [0.0, 1.0]}
                study.json:4:18: error: /trainer/dropout/unifrom: unknown kind of domain "unifrom"
                    4 |     "dropout": { "unifrom": [0.0, 0.5] } } }
                      |                  ^
                      = help: did you mean "uniform"?
                """, refusal("""
                { "trainer": { "data": { "builtin": "iris" },
                    "optimizer": { "sgd": { "momentum": { "uniform": [0.0, 1.5] } } },
                    "weightDecay": { "log": [0, 1.0] },
                    "dropout": { "unifrom": [0.0, 0.5] } } }
                """));
    }

    @Test
    void whatTheTrainerKnowsOfSeveralKeysIsToldAtOneOfThemForEveryBranch() {
        assertEquals("""
                study.json:2:66: error: /trainer/optimizer/sgd/dampening: dampening (0.5) must be 0 with nesterov
                    2 |     "optimizer": { "choice": { "adam": {}, "sgd": { "dampening": 0.5, "nesterov": { "choice": [false…
                      |                                                                  ^
                study.json:5:53: error: /trainer/schedule/oneCycle/pctStart: pctStart (0.7) must be at most 0.5 in three phases: climb and fall take the same time each
                    5 |       "oneCycle": { "threePhase": true, "pctStart": { "uniform": [0.2, 0.7] } } } } } }
                      |                                                     ^
                """, refusal("""
                { "trainer": { "data": { "csv": "nowhere.csv" },
                    "optimizer": { "choice": { "adam": {}, "sgd": { "dampening": 0.5, "nesterov": { "choice": [false, true] } } } },
                    "schedule": { "choice": {
                      "constant": {},
                      "oneCycle": { "threePhase": true, "pctStart": { "uniform": [0.2, 0.7] } } } } } }
                """));
    }

    @Test
    void whatTheDataForbidIsToldForEveryValueAtOnce() {
        assertEquals("""
                study.json:2:18: error: /trainer/batchSize: a batch of 5000 rows is larger than the training part, which has 90
                    2 |     "batchSize": { "choice": [16, 5000] },
                      |                  ^
                      = help: write at most 90, or "full" for all of them
                study.json:3:13: error: /trainer/loss: huber does not suit this data: the target is one of 3 classes
                    3 |     "loss": { "choice": ["auto", "huber"] } },
                      |             ^
                      = help: write crossEntropy, or leave it to the data with "auto"
                study.json:4:34: error: /subjectTo/validationR2: the trainings of this study have no validationR2, so that no trial would keep it
                    4 |   "subjectTo": { "validationR2": { "atLeast": 0.5 } } }
                      |                                  ^
                      = help: leave it out
                """, refusal("""
                { "trainer": { "data": { "builtin": "iris" },
                    "batchSize": { "choice": [16, 5000] },
                    "loss": { "choice": ["auto", "huber"] } },
                  "subjectTo": { "validationR2": { "atLeast": 0.5 } } }
                """));
    }

    @Test
    void everyDoubtIsToldAtItsPlace() throws Exception {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++)
            csv.append(i).append(',').append(i % 10 == 0 ? "b" : "a").append('\n');
        Files.writeString(folder.resolve("few.csv"), csv);
        PreparedStudy study = prepare("""
                { "trainer": {
                    "data": { "csv": "few.csv", "target": "y",
                              "validation": { "folds": 5 } },
                    "epochs": { "int": [10, 20] },
                    "learningRate": { "log": [0.01, 0.05], "grid": 3 },
                    "schedule": { "choice": {
                      "constant": {},
                      "cosine": { "tMax": 21 } } } },
                  "search": { "searcher": "grid",
                    "trials": 20 } }
                """);
        StringBuilder told = new StringBuilder();
        for (Problem warning : study.warnings()) told.append(warning.text());
        assertEquals("""
                study.json:3:40: warning: /trainer/data/validation/folds: class "b" has 3 rows beside the test part, fewer than the 5 folds: some folds are not watched on it
                    3 |               "validation": { "folds": 5 } },
                      |                                        ^
                      = help: take fewer folds, or add rows of it
                study.json:5:21: warning: /trainer/learningRate: the range of learning rates is narrow: 0.01 … 0.05 is less than a factor of 10
                    5 |     "learningRate": { "log": [0.01, 0.05], "grid": 3 },
                      |                     ^
                      = help: good rates often differ by powers of 10; {"log": [1e-4, 1.0]} covers the usual ones
                study.json:8:27: warning: /trainer/schedule/cosine/tMax: tMax (21) is above epochs (20), so the schedule never reaches its end
                    8 |       "cosine": { "tMax": 21 } } } },
                      |                           ^
                      = help: set it to 20, or leave it out
                study.json:10:15: warning: /search/trials: the grid has 30 points, more than the 19 trials that are left for it
                   10 |     "trials": 20 } }
                      |               ^
                      = help: set trials to 31, or put fewer points in it: {"log": [ … ], "grid": 3}
                """, told.toString());
    }
}
