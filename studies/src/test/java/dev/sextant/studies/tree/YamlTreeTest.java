// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
    private final Problems problems = new Problems();

    private Node read(String text) {
        Node root = TreeText.read("study.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
        assertEquals("", told(), text);
        assertNotNull(root);
        return root;
    }

    private String told() {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.sorted()) text.append(problem.text());
        return text.toString();
    }

    private String refused(String text) {
        assertNull(TreeText.read("study.yaml", text.getBytes(StandardCharsets.UTF_8), problems));
        return told();
    }

    @Test
    void everyStyleGivesTheTreeThatJsonGives() {
        String json = """
                { "name": "iris", "trainer": { "rate": { "log": [1e-4, 1.0] }, "hidden": [[32], [64, 32]], "none": {} },
                  "text": "one two\\nthree\\n", "flag": true, "nothing": null, "large": 12345678901234567890, "minus": -3 }
                """;
        String yaml = """
                --- # as people write it
                name: iris
                trainer:
                  rate: {log: [1e-4, 1.0]}
                  hidden:
                  - [32]
                  -
                    - 64
                    - 32
                  "none": {}
                text: |
                  one two
                  three
                'flag': true
                nothing:
                large: 12345678901234567890
                minus: -3
                ...
                """;
        Node expected = TreeText.read("study.json", json.getBytes(StandardCharsets.UTF_8), problems);
        assertNotNull(expected);
        assertEquals(expected.json(), read(yaml).json());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "010, 10",
        "0x1F, 31",
        "0o17, 15",
        "+7, 7",
        "-0, 0",
        "2147483648, 2147483648",
        "1e-4, 1.0E-4",
        "1., 1.0",
        ".5, 0.5",
        "-.5e3, -500.0",
        "True, true",
        "~, null",
        "yes, '\"yes\"'",
        "1_000, '\"1_000\"'",
        "1e, '\"1e\"'",
        ".inf., '\".inf.\"'",
        "2026-11-20, '\"2026-11-20\"'",
        "'\"1\"', '\"1\"'",
        "!, ''",
    })
    void aValueWithoutQuotesIsWhatTheCoreSchemaSays(String written, String value) {
        if (value.isEmpty()) assertTrue(refused("a: " + written).contains("tags are not read"));
        else assertEquals("{\"a\":" + value + "}", read("a: " + written).json().toString());
    }

    @Test
    void everyValueKnowsItsPlaceAlsoBehindOtherPlanes() {
        Node.Fields root = (Node.Fields) read("\ufeff\ud83d\ude00: \ud83d\ude00\r\nb:\r- c\n-  d: [1, x]\n");
        assertPlace(1, 1, root.at());
        assertPlace(1, 5, ((Node.Scalar) child(root, "\ud83d\ude00")).at());
        assertPlace(2, 1, root.keyAt("b"));
        Node.Items items = (Node.Items) child(root, "b");
        assertPlace(3, 1, items.at());
        assertPlace(3, 3, items.items().getFirst().at());
        Node.Items inner = (Node.Items) child((Node.Fields) items.items().getLast(), "d");
        assertPlace(4, 7, inner.at());
        assertPlace(4, 11, inner.items().getLast().at());
    }

    @Test
    void aTextOfAnotherPlaneIsReadToItsEnd() {
        String text = "\ud83d\ude00".repeat(10_000);
        assertEquals(
                "{\"a\":\"" + text + "\"}", read("a: \"" + text + "\"\n").json().toString());
    }

    private static Node child(Node.Fields fields, String key) {
        Node child = fields.get(key);
        if (child == null) throw new AssertionError("no " + key);
        return child;
    }

    private static void assertPlace(int line, int column, Position at) {
        assertEquals(line + ":" + column, at.line() + ":" + at.column());
    }

    @Test
    void whatJsonCannotSayIsRefusedAllAtOnce() {
        assertEquals("""
                study.yaml:1:10: error: anchors are not read
                    1 | trainer: &shared
                      |          ^
                      = help: delete &shared, and write the value out where it is needed again
                study.yaml:2:11: error: tags are not read
                    2 |   epochs: !!int "3"
                      |           ^
                      = help: delete the tag; what is in quotes is a string, what looks like a number is one
                study.yaml:3:3: error: the key "epochs" stands twice in one object
                    3 |   epochs: 4
                      |   ^
                      = help: delete one of the two; the other stands in line 2
                study.yaml:5:3: error: merge keys are not read
                    5 |   <<: *shared
                      |   ^
                      = help: write the keys out here
                study.yaml:5:7: error: aliases are not read
                    5 |   <<: *shared
                      |       ^
                      = help: write the value out here
                study.yaml:6:5: error: a key is a name, not an object or an array
                    6 |   ? [a, b]
                      |     ^
                      = help: write name: value
                study.yaml:8:7: error: .inf is not a number here
                    8 | high: .inf
                      |       ^
                      = help: write a finite number; as a string it stands in quotes
                study.yaml:9:1: error: a second document begins here
                    9 | ---
                      | ^
                      = help: write one document; delete the rest
                """, refused("""
                trainer: &shared
                  epochs: !!int "3"
                  epochs: 4
                search:
                  <<: *shared
                  ? [a, b]
                  : 1
                high: .inf
                ---
                next: 1
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a:\\n\\tb: 1      | 2:1  | a tab stands where spaces should                       | indent with spaces",
                "a: b: c           | 1:5  | a colon is unexpected here                             | stands in quotes",
                "a:\\n  b: 1\\n c: 2 | 3:2 | this line does not belong to what stands above it     | the same number of spaces",
                "a: [1, 2\\nb: 3   | 2:2  | ':' is unexpected here                                 | a comma or a ] is missing",
                "a: {b: 1          | 1:4  | the text ends before this object does                  | a } is missing",
                "a:\\n- [1         | 2:3  | the text ends before this array does                   | a ] is missing",
                "a: 'x\\nb: 1      | 1:4  | this string is not closed                              | close it with the quote",
                "a: \"C:\\q\"      | 1:8  | a backslash in double quotes begins an escape          | single quotes",
                "a: \"x\\U99999999\" | 1:6 | a backslash in double quotes begins an escape         | single quotes",
                "a: @b             | 1:4  | a value does not begin with this character             | stands in quotes",
                "a: ]              | 1:4  | a value is expected here, not ']'                      | stands in quotes",
                "a: - b            | 1:4  | an item is unexpected here                             | on a line of its own",
                "a: 1\\nb\\nc: 2   | 2:1  | this is neither a key nor an item                      | write key: value",
                "a: >x\\n  b       | 1:5  | a block of text begins with                            | on the lines below",
                "a: * b            | 1:4  | anchors and aliases are not read                       | write the value out",
                "a: !x!y 1         | 1:4  | tags are not read                                      | delete what begins with !",
                "%YAML x           | 1:7  | a line that begins with % is a directive               | delete it",
                "%YAML 1.1\\n---\\na: 1 | 1:1 | this is read as YAML 1.2, not 1.1                  | delete it",
                "%YAML 2.0\\n---\\na: 1 | 1:1 | this is read as YAML 1.2                           | delete the line",
                "{a: 1} }          | 1:8  | text stands after the end of the document              | delete it",
                "# nothing         | 1:1  | there is nothing in it                                 | is this the right file?",
            })
    void whatIsNotYamlIsSaidInWords(String text, String place, String message, String help) {
        String told = refused(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertTrue(told.startsWith("study.yaml:" + place + ": error: "), told);
        assertTrue(told.contains(message), told);
        assertTrue(told.contains("= help: ") && told.contains(help), told);
        assertEquals(1, problems.count());
    }

    @Test
    void theLimitsAreThoseOfJson() {
        for (String beyond : List.of(
                "[".repeat(100_000),
                "{a: ".repeat(100_000),
                "- ".repeat(100_000),
                "a: " + "9".repeat(101),
                "a: \"" + "x".repeat((64 << 10) + 1) + "\"")) {
            Problems each = new Problems();
            assertNull(TreeText.read("study.yaml", beyond.getBytes(StandardCharsets.UTF_8), each));
            assertEquals(
                    "this is beyond the limits of what is read",
                    each.sorted().getFirst().message());
        }
        read("[".repeat(64) + "]".repeat(64));
        read("a: " + "9".repeat(100) + "\nb: \"" + "x".repeat(64 << 10) + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study.yaml | {a: 1}    | YAML",
                "STUDY.YML  | {a: 1}    | YAML",
                "study.json | a: 1      | JSON",
                "study      | ' {a: 1}' | JSON",
                "study.txt  | '// {'    | JSON",
                "study      | '[1]'     | JSON",
                "study.conf | a: 1      | YAML",
                "study      | '# {'     | YAML",
                "study      | ''        | JSON",
            })
    void theNotationIsToldByTheEndingOfTheNameElseByTheFirstCharacter(String name, String text, Notation notation) {
        assertEquals(notation, TreeText.notation(name, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aCharacterThatYamlForbidsIsShownWhereItStands() {
        assertEquals("""
                study.yaml:2:5: error: the character U+0007 cannot stand here
                    2 | b: "\ufffd"
                      |     ^
                      = help: delete it, or write it as \\u0007 in double quotes
                """, refused("a: \ud83d\ude00\nb: \"\u0007\"\n"));
    }
}
