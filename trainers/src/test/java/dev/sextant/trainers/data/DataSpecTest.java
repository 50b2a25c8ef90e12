// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSpecTest {
    @Test
    void theDefaultsAreSixtyTwentyTwentyStandardised() throws Exception {
        assertEquals(
                new DataSpec(
                        new Source.Csv("a.csv"),
                        new Selection(List.of(), List.of(), null, null),
                        null,
                        Scaling.STANDARD,
                        Missing.Policy.ERROR,
                        new Division(0.2, new Division.Validation.Share(0.2), Division.Order.SHUFFLED),
                        null,
                        null,
                        null),
                Csv.spec("{\"csv\": \"a.csv\"}"));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        assertEquals(
                new DataSpec(
                        new Source.Builtin("breastCancer", "breast_cancer.csv"),
                        new Selection(List.of("t"), List.of("u", "v"), "g", null),
                        Task.REGRESSION,
                        Scaling.MIN_MAX,
                        Missing.Policy.DROP_ROW,
                        new Division(0, new Division.Validation.Share(0.5), Division.Order.GROUPED),
                        null,
                        null,
                        null),
                Csv.spec("""
                        {"builtin": "breastCancer", "target": "t", "drop": ["u", "v"], "task": "regression",
                         "scale": "minMax", "missing": "dropRow", "test": 0, "validation": 0.5, "group": "g",
                         "order": "shuffled", "x-note": 1}"""));
        assertEquals(
                new DataSpec(
                        new Source.Csv("a.csv"),
                        new Selection(List.of("t", "u"), List.of(), null, "day"),
                        Task.MULTI_LABEL,
                        Scaling.NONE,
                        new Missing.Fill(-1.5),
                        new Division(0.1, new Division.Validation.Folds(4), Division.Order.TIME),
                        new Window(8, List.of(2), 3),
                        null,
                        null),
                Csv.spec("""
                        {"csv": "a.csv", "target": ["t", "u"], "task": "multiLabel", "scale": "none", "time": "day",
                         "missing": {"fill": -1.5}, "test": 0.1, "validation": {"folds": 4}, "order": "time",
                         "window": {"length": 8, "horizon": 2, "stride": 3}}"""));
    }

    @Test
    void theSineHasDefaultsOfItsOwn() throws Exception {
        assertEquals(
                new Source.Sine(20, -5, 5, 0),
                Csv.spec("{\"builtin\": \"sine\"}").source());
        assertEquals(
                new Source.Sine(7, -5, 1, 0.1),
                Csv.spec("{\"builtin\": {\"sine\": {\"rows\": 7, \"to\": 1, \"noise\": 0.1}}}")
                        .source());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | data | none of csv, builtin, idx, npy, npz, libsvm, arff is written, exactly one must be"
                        + " | write \"csv\": \"my.csv\" or \"builtin\": \"iris\"",
                "{\"csv\": \"a\", \"builtin\": \"iris\"} | data | both csv and builtin are written, exactly one source must be"
                        + " | leave one of them out",
                "{\"csv\": \" \"} | data.csv | the path is empty | write the path of a CSV file",
                "{\"builtin\": \"irsi\"} | data.builtin | unknown data set \"irsi\" | did you mean \"iris\"?",
                "{\"builtin\": \"mnist\"} | data.builtin | unknown data set \"mnist\""
                        + " | it must be one of digits, iris, wine, breastCancer, sine, moons, spirals, mackeyGlass",
                "{\"builtin\": {\"sine\": {\"rows\": 1}}} | data.builtin.sine.rows"
                        + " | rows (1) must be in [2, 1000000] | write a number in [2, 1000000]",
                "{\"builtin\": {\"sine\": {\"from\": 5}}} | data.builtin.sine"
                        + " | from (5.0) must be below to (5.0) | exchange them, or widen the range",
                "{\"csv\": \"a\", \"tset\": 0.1} | data.tset | unknown key \"tset\" | did you mean \"test\"?",
                "{\"csv\": \"a\", \"test\": 0.9} | data.test | test (0.9) must be in [0, 0.9)"
                        + " | write a number in [0, 0.9)",
                "{\"csv\": \"a\", \"validation\": 0} | data.validation | validation (0) must be in (0, 0.9)"
                        + " | write a number in (0, 0.9)",
                "{\"csv\": \"a\", \"test\": 0.5, \"validation\": 0.5} | data.validation"
                        + " | test (0.5) and validation (0.5) leave no rows to train on | make their sum less than 1",
                "{\"csv\": \"a\", \"scale\": \"minmax\"} | data.scale | unknown scale \"minmax\" | did you mean \"minMax\"?",
                "{\"csv\": \"a\", \"missing\": \"zero\"} | data.missing | unknown missing \"zero\""
                        + " | it must be one of error, mean, median, mode, indicator, dropRow",
                "{\"csv\": \"a\", \"validation\": {\"folds\": 1}} | data.validation.folds"
                        + " | folds (1) must be in [2, 100] | write a number in [2, 100]",
                "{\"csv\": \"a\", \"validation\": {\"fold\": 5}} | data.validation"
                        + " | validation must be a share or folds, got {\"fold\":5}"
                        + " | write \"validation\": 0.2 or \"validation\": {\"folds\": 5}",
                "{\"csv\": \"a\", \"missing\": {\"fill\": \"x\"}} | data.missing.fill | fill must be a number, got \"x\""
                        + " | write a number finite",
                "{\"csv\": \"a\", \"target\": []} | data.target | no target is named"
                        + " | name one, or leave target out",
                "{\"csv\": \"a\", \"target\": [\"y\", \"y\"]} | data.target.1 | \"y\" is named twice | name it once",
                "{\"csv\": \"a\", \"order\": \"shuffled\", \"time\": \"t\"} | data.order"
                        + " | rows cannot be shuffled where there is a time column"
                        + " | leave order out, or leave time out",
                "{\"csv\": \"a\", \"group\": \"g\", \"window\": {\"length\": 3}} | data.group"
                        + " | rows cannot be divided both by group and by time"
                        + " | leave out group, or whatever orders rows by time (order, time, window)",
                "{\"csv\": \"a\", \"window\": {\"horizon\": 3}} | data.window"
                        + " | a window must say its length, got {\"horizon\":3,\"stride\":1}"
                        + " | write \"window\": {\"length\": 16, \"horizon\": 1}",
                "{\"csv\": \"a\", \"window\": {\"length\": 0}} | data.window.length"
                        + " | length (0) must be in [1, 100000] | write a number in [1, 100000]",
                "7 | data | data must be an object, got 7"
                        + " | write \"data\": {\"csv\": \"my.csv\"} or \"data\": {\"builtin\": \"iris\"}",
            })
    void whatIsNotADataDocumentSaysWhy(String document, String path, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> Csv.spec(document));
        assertEquals(path, refused.path());
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }
}
