// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;
import dev.sextant.studies.tree.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example study that was broken by chance, as a file and as arguments of the command line; a function of its seed.
 *
 * @param name of the file; its ending tells the notation
 * @param bytes of the file
 * @param arguments changes that come with it
 */
public record Mutant(String name, byte[] bytes, List<Argument> arguments) {
    private static final Pattern TOKEN = Pattern.compile(
            "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[-+0-9.][-+0-9.eE]*|[A-Za-z]+|\\n *|[^\\sA-Za-z0-9\"]");

    /** Values of every type and size, as either notation may write them. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "0",
            "-1",
            "1",
            "0.5",
            "-0.0",
            "1e-4",
            "1e400",
            "-1e400",
            "1e-400",
            "1e308",
            "2147483648",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1, 2]",
            "[2, 1]",
            "[0, 0]",
            "{\"log\": [1e-4, 1]}",
            "{\"log\": [0, 1]}",
            "{\"uniform\": [0, 1]}",
            "{\"uniform\": [-1e308, 1e308]}",
            "{\"int\": [1, 9]}",
            "{\"int\": [-9223372036854775808, 9223372036854775807]}",
            "{\"logInt\": [1, 1e15]}",
            "{\"choice\": [1, 2]}",
            "{\"choice\": {\"a\": {}, \"b\": {}}}",
            "{\"choice\": []}",
            "{\"find\": {}}",
            "{\"choice\": [\"sgd\", \"adam\"]}",
            "{\"int\": [1, 100], \"step\": 7, \"grid\": 3}",
            "{\"uniform\": [0, 1], \"grid\": 1000000000}",
            "\"network\"",
            "\"function\"",
            "\"table\"",
            "\"external\"",
            "\"grid\"",
            "\"random\"",
            "\"sobol\"",
            "\"cmaes\"",
            "\"tpe\"",
            "\"bayesian\"",
            "\"asha\"",
            "\"cosine\"",
            "\"full\"",
            "\"90s\"",
            "\"../../x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\"");

    /** Keys that mean something somewhere. */
    private static final List<String> NAMES = List.of(
            "trainer",
            "search",
            "confirm",
            "type",
            "data",
            "csv",
            "builtin",
            "choice",
            "log",
            "int",
            "default",
            "grid",
            "step",
            "epochs",
            "trials",
            "window",
            "seed",
            "name",
            "tryFirst",
            "pruner",
            "searcher",
            "objective",
            "minimize",
            "subjectTo",
            "limits",
            "parameters",
            "layers",
            "hidden",
            "x-note",
            "format",
            "0",
            "learningRate",
            "optimizer",
            "schedule",
            "stopWhen",
            "parallelism",
            "metrics",
            "folds",
            "validation",
            "test");

    /** The example studies, each in both notations, never changed. */
    private record Original(String name, String text, JsonNode json) {}

    private static final List<Original> ORIGINALS = originals();

    private static List<Original> originals() {
        try {
            List<Original> originals = new ArrayList<>();
            for (Path file : Examples.files()) {
                byte[] bytes = Files.readAllBytes(file);
                Node tree = TreeText.read(file.toString(), bytes, new Problems());
                if (tree == null) throw new AssertionError("no tree in " + file);
                originals.add(new Original(file.toString(), new String(bytes, StandardCharsets.UTF_8), tree.json()));
            }
            return originals;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mutant of this seed. */
    public static Mutant of(long seed) {
        RandomGenerator chance = new SplittableRandom(seed);
        Original original = any(ORIGINALS, chance);
        boolean yaml = chance.nextInt(3) == 0;
        String name = yaml ? original.name().replace(".json", ".yaml") : original.name();
        boolean grafted = chance.nextBoolean();
        JsonNode json = grafted ? grafted(original.json().deepCopy(), chance) : original.json();
        String text = yaml ? YamlText.of(json, chance) : grafted ? json.toPrettyString() : original.text();
        if (grafted && chance.nextInt(4) > 0) return new Mutant(name, bytes(text), List.of());
        if (chance.nextInt(5) == 0) return new Mutant(name, bytes(text), arguments(original.json(), chance));
        for (int times = 1 + chance.nextInt(3); times > 0; times--) text = changed(text, chance);
        byte[] bytes = bytes(text);
        if (chance.nextInt(5) == 0)
            for (int flips = 1 + chance.nextInt(8); flips > 0; flips--)
                bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
        return new Mutant(name, bytes, List.of());
    }

    /** The study with other values, or parts of other studies, at some places; its text has no mistake. */
    private static JsonNode grafted(JsonNode json, RandomGenerator chance) {
        for (int n = 1 + chance.nextInt(3); n > 0; n--) {
            List<JsonNode> parents = new ArrayList<>();
            gather(json, parents);
            JsonNode parent = any(parents, chance);
            JsonNode graft = graft(chance);
            if (parent instanceof ArrayNode array) {
                if (array.isEmpty() || chance.nextInt(3) == 0) array.add(graft);
                else if (chance.nextInt(3) == 0) array.remove(chance.nextInt(array.size()));
                else array.set(chance.nextInt(array.size()), graft);
            } else {
                ObjectNode object = (ObjectNode) parent;
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                boolean add = names.isEmpty() || chance.nextInt(3) == 0;
                String name = any(add ? NAMES : names, chance);
                if (!add && chance.nextInt(3) == 0) object.remove(name);
                else object.set(name, graft);
            }
        }
        return json;
    }

    private static JsonNode graft(RandomGenerator chance) {
        if (chance.nextBoolean()) {
            byte[] value = value(chance).getBytes(StandardCharsets.UTF_8);
            Node read = TreeText.read("value.json", value, new Problems());
            return read == null ? JsonNodeFactory.instance.nullNode() : read.json();
        }
        List<JsonNode> parts = new ArrayList<>();
        gather(any(ORIGINALS, chance).json(), parts);
        return any(parts, chance).deepCopy();
    }

    /** The objects and arrays at and below a value. */
    private static void gather(JsonNode json, List<JsonNode> into) {
        if (!json.isContainerNode()) return;
        into.add(json);
        for (JsonNode child : json) gather(child, into);
    }

    private static byte[] bytes(String text) {
        return text.isEmpty() ? new byte[1] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T any(List<T> list, RandomGenerator chance) {
        return list.get(chance.nextInt(list.size()));
    }

    private static String changed(String text, RandomGenerator chance) {
        List<String> parts = parts(text);
        if (parts.size() < 2) return text + value(chance);
        // Every other part is a token, from the second on.
        int at = 2 * chance.nextInt(parts.size() / 2) + 1;
        int other = 2 * chance.nextInt(parts.size() / 2) + 1;
        switch (chance.nextInt(12)) {
            case 0, 1 -> parts.set(at, "");
            case 2 -> parts.set(at, parts.get(at) + " " + parts.get(at));
            case 3 -> Collections.swap(parts, at, other);
            case 4, 5, 6 -> parts.set(at, value(chance));
            case 7 -> parts.set(at, '"' + any(NAMES, chance) + '"');
            case 8 -> parts.set(at, any(NAMES, chance));
            case 9 -> parts.add(at, character(chance));
            case 10 -> parts.subList(Math.min(at, other), Math.max(at, other)).clear();
            default -> parts.set(at, long_(chance));
        }
        return String.join("", parts);
    }

    /** What stands between the tokens and the tokens, in turn. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            parts.add(text.substring(end, token.start()));
            parts.add(token.group());
            end = token.end();
        }
        parts.add(text.substring(end));
        return parts;
    }

    private static String value(RandomGenerator chance) {
        return any(VALUES, chance);
    }

    /** One character of any plane, also of those that no text should hold. */
    private static String character(RandomGenerator chance) {
        int plane = chance.nextInt(17);
        int c = plane << 16 | chance.nextInt(1 << 16);
        return Character.isSurrogate((char) c) && plane == 0 ? "\u0000" : Character.toString(c);
    }

    private static String long_(RandomGenerator chance) {
        int many = 100_000;
        return switch (chance.nextInt(8)) {
            case 0 -> "[".repeat(many);
            case 1 -> "{\"a\":".repeat(many);
            case 2 -> "[".repeat(many) + "]".repeat(many);
            case 3 -> "7".repeat(10_000);
            case 4 -> "0." + "3".repeat(10_000);
            case 5 -> "1e" + "9".repeat(chance.nextInt(1, 200));
            case 6 -> '"' + character(chance).repeat(many) + '"';
            default -> "\n" + " ".repeat(chance.nextInt(20)) + "- ".repeat(many);
        };
    }

    private static List<Argument> arguments(JsonNode original, RandomGenerator chance) {
        List<Argument> arguments = new ArrayList<>();
        for (int n = 1 + chance.nextInt(3); n > 0; n--) {
            StringBuilder path = new StringBuilder();
            JsonNode at = original;
            while (at.isContainerNode() && !at.isEmpty() && (path.isEmpty() || chance.nextInt(4) > 0)) {
                List<String> names = new ArrayList<>();
                at.fieldNames().forEachRemaining(names::add);
                for (int i = 0; i < (at.isArray() ? at.size() : 0); i++) names.add(Integer.toString(i));
                String name = any(names, chance);
                path.append(path.isEmpty() ? "" : ".").append(name);
                at = at.isArray() ? at.get(Integer.parseInt(name)) : at.get(name);
            }
            if (chance.nextInt(3) == 0) path.append('.').append(any(NAMES, chance));
            if (chance.nextInt(20) == 0) path.insert(chance.nextInt(path.length()), character(chance));
            if (chance.nextInt(20) == 0) path.append(".a".repeat(60_000));
            String value = chance.nextInt(10) == 0 ? long_(chance) : value(chance);
            arguments.add(
                    path.charAt(0) == '='
                            ? Argument.option("--seed", "seed", value)
                            : Argument.set(path + "=" + value));
        }
        return arguments;
    }

    /** The same mutant on the command line, for messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (Argument argument : arguments)
            text.append(' ').append(shortened(argument.option() + " " + argument.path() + "=" + argument.value()));
        return text.toString();
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
