// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/** Every key of a command's document, with its default. */
final class CommandSchema {
    static final String ARGV = "argv";
    static final String PARAMETERS = "parameters";
    static final String PARAMETERS_BY = "parametersBy";
    static final String STDIN = "stdin";
    static final String FLAGS = "flags";
    static final String FILE = "file";
    static final String EPOCHS = "epochs";
    static final String METRICS = "metrics";
    static final String RESULT = "result";
    static final String PROTOCOL = "protocol";
    static final String NAME_VALUE = "nameValue";
    static final String JSON_LINES = "jsonLines";
    static final String PATTERNS = "patterns";
    static final String COUNTS = "counts";
    static final String BEST = "best";
    static final String LAST = "last";
    static final String ENVIRONMENT = "environment";
    static final String PASS = "pass";
    static final String SET = "set";
    static final String DIRECTORY = "directory";
    static final String STUDY = "study";
    static final String OWN = "own";
    static final String SILENCE = "silence";
    static final String ALLOW_NON_ZERO = "allowNonZero";

    /** The one metric of a program that names none. */
    static final String VALUE = "value";

    /** As many as an operating system takes in one command line, and more than anybody writes. */
    private static final int MOST_ARGUMENTS = 1_000;

    private static final int MOST_METRICS = 100;
    private static final int MOST_EPOCHS = 1_000_000;

    private static final Schema.AnyOf RESULT_FORMS = new Schema.AnyOf(
            "How the program's output tells the metrics. protocol: lines of standard output that begin {\"sextant\":1, are"
                    + " reports and the final result. nameValue: every name=value or name: value in a line, of a"
                    + " metric's name. jsonLines: every line that is a JSON object with the objective's name in it."
                    + " {\"patterns\": {\"loss\": \"loss is (\\\\S+)\"}}: what a regular expression finds in a line. With all"
                    + " but the protocol each value of the objective is a report.",
            List.of(
                    new Schema.Text("By its name.", List.of(PROTOCOL, NAME_VALUE, JSON_LINES)),
                    new Schema.Section(
                            "By regular expressions.",
                            List.of(new Schema.Key(
                                    PATTERNS,
                                    new Schema.Named(
                                            "One for each metric.",
                                            new Schema.Text(
                                                    "A Java regular expression with one group, which holds the"
                                                            + " number.",
                                                    List.of())),
                                    true,
                                    null)))));

    static final Schema.Section SECTION = new Schema.Section(
            "A program of yours, started once for each trial.",
            List.of(
                    new Schema.Key(
                            ARGV,
                            new Schema.Items(
                                    "The program and its arguments; no shell looks at them. In each, {seed}, {trial},"
                                            + " {epochs}, {folder}, {study},"
                                            + " {checkpoint} and, as parametersBy says, {file}, {flags}"
                                            + " or the parameters' own names are replaced; {{ and }} are braces.",
                                    new Schema.Text("The program, or one argument.", List.of()),
                                    1,
                                    MOST_ARGUMENTS),
                            true,
                            null),
                    new Schema.Key(
                            PARAMETERS,
                            Schema.Named.free("What the program is given: names of your own, values or domains."),
                            true,
                            null),
                    new Schema.Key(
                            PARAMETERS_BY,
                            new Schema.Text(
                                    "How the program is given its parameters: in the first line of its standard input;"
                                            + " as flags, where argv or environment says {name} for each or {flags}"
                                            + " for all that are left, --name=value; or in a JSON file, where argv"
                                            + " says {file}.",
                                    List.of(STDIN, FLAGS, FILE)),
                            false,
                            JsonNodeFactory.instance.textNode(STDIN)),
                    new Schema.Key(
                            EPOCHS,
                            new Schema.Whole(
                                    "The most epochs that the program may report, which it is told. Without it what"
                                            + " is reported on the way is no curve, and no trial is stopped by it.",
                                    Schema.Interval.closed(1, MOST_EPOCHS)),
                            false,
                            null),
                    new Schema.Key(
                            METRICS,
                            new Schema.Items(
                                    "What the program tells, for objectives and constraints; the first is the"
                                            + " objective of a study that names none.",
                                    new Schema.Text("A metric's name.", List.of()),
                                    1,
                                    MOST_METRICS),
                            false,
                            JsonNodeFactory.instance.arrayNode().add(VALUE)),
                    new Schema.Key(RESULT, RESULT_FORMS, false, JsonNodeFactory.instance.textNode(PROTOCOL)),
                    new Schema.Key(
                            COUNTS,
                            new Schema.Text(
                                    "Which of the values that a trial reported is its result, where it does not say"
                                            + " so itself.",
                                    List.of(BEST, LAST)),
                            false,
                            JsonNodeFactory.instance.textNode(BEST)),
                    new Schema.Key(
                            ENVIRONMENT,
                            new Schema.Section(
                                    "The program's environment beside PATH, HOME, LANG=C and SEXTANT_…: nothing else"
                                            + " is passed on.",
                                    List.of(
                                            new Schema.Key(
                                                    PASS,
                                                    new Schema.Items(
                                                            "Variables that are passed on as they are, where they are"
                                                                    + " set.",
                                                            new Schema.Text("A variable's name.", List.of()),
                                                            0,
                                                            MOST_ARGUMENTS),
                                                    false,
                                                    JsonNodeFactory.instance.arrayNode()),
                                            new Schema.Key(
                                                    SET,
                                                    new Schema.Named(
                                                            "Variables with values of their own; placeholders are"
                                                                    + " replaced as in argv.",
                                                            new Schema.Text("The value.", List.of())),
                                                    false,
                                                    JsonNodeFactory.instance.objectNode()))),
                            false,
                            JsonNodeFactory.instance.objectNode()),
                    new Schema.Key(
                            DIRECTORY,
                            new Schema.Text(
                                    "Where the program runs: in the study's folder, or in an empty one of its own"
                                            + " ({folder}), which is deleted afterwards.",
                                    List.of(STUDY, OWN)),
                            false,
                            JsonNodeFactory.instance.textNode(STUDY)),
                    new Schema.Key(
                            SILENCE,
                            new Schema.Text(
                                    "The longest time that a program may print nothing, such as \"10m\", before its"
                                            + " trial fails; any where it is not written.",
                                    List.of()),
                            false,
                            null),
                    new Schema.Key(
                            ALLOW_NON_ZERO,
                            new Schema.Flag("Whether a result counts that was told by a program whose exit code is"
                                    + " not 0."),
                            false,
                            BooleanNode.FALSE)));

    private CommandSchema() {}
}
