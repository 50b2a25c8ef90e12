// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the source, which knows what of it was asked for: the rest is told as not carried over. A key whose
 * value is null counts as not written. What is not as it should be is told, and comes out as null.
 */
final class SourceObject {
    private static final String NOT_CARRIED = "not carried over: ";

    private final Node.Fields fields;
    private final String path;
    private final Report report;
    private final Set<String> asked = new LinkedHashSet<>();

    SourceObject(Node.Fields fields, String path, Report report) {
        this.fields = fields;
        this.path = path;
        this.report = report;
    }

    Position at() {
        return fields.at();
    }

    /** Where the key is written; the object's own place if it is not. */
    Position keyAt(String key) {
        return fields.keyAt(key);
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path + "/" + key;
    }

    List<String> keys() {
        return new ArrayList<>(fields.fields().keySet());
    }

    /** Whether something is written there; it does not count as asked for. */
    boolean has(String key) {
        Node node = fields.get(key);
        return node != null && !node.json().isNull();
    }

    @Nullable
    Node get(String key) {
        asked.add(key);
        return has(key) ? fields.get(key) : null;
    }

    /** As {@link #get}, where null is a value. */
    @Nullable
    Node any(String key) {
        asked.add(key);
        return fields.get(key);
    }

    @Nullable
    SourceObject object(String key) {
        Node node = get(key);
        return node == null ? null : object(node, path(key));
    }

    /** A value somewhere in the source as an object; null, and told, where it is none. */
    @Nullable
    SourceObject object(Node node, String at) {
        if (node instanceof Node.Fields object) return new SourceObject(object, at, report);
        report.error(node.at(), at, "expected an object, got " + node.found(), "");
        return null;
    }

    /** Null where it is left out; empty where it is no array, which is told. */
    @Nullable
    List<Node> items(String key) {
        Node node = get(key);
        if (node == null) return null;
        if (node instanceof Node.Items(Position _, List<Node> items)) return items;
        report.error(
                node.at(),
                path(key),
                "expected an array, got " + node.found(),
                node instanceof Node.Scalar ? "write [" + node.json() + "]" : "");
        return List.of();
    }

    /** The objects of an array; items that are none are told and left out. */
    List<SourceObject> objects(String key) {
        List<SourceObject> objects = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; items != null && i < items.size(); i++) {
            SourceObject object = object(items.get(i), path(key) + "/" + i);
            if (object != null) objects.add(object);
        }
        return objects;
    }

    /** A string that is not blank. */
    @Nullable
    String text(String key) {
        Node node = get(key);
        if (node == null) return null;
        if (node.json().isTextual() && !node.json().textValue().isBlank())
            return node.json().textValue();
        report.error(
                node.at(),
                path(key),
                "expected a string, got " + node.found(),
                node.json().isValueNode() && !node.json().isTextual()
                        ? "write \"" + node.json().asText() + "\""
                        : "");
        return null;
    }

    /** A string, whatever the type that stands there: what a person did not put in quotes is meant as text. */
    @Nullable
    String word(String key) {
        Node node = get(key);
        if (node == null) return null;
        if (node.json().isValueNode() && !node.json().asText().isBlank())
            return node.json().asText();
        report.error(node.at(), path(key), "expected a string, got " + node.found(), "");
        return null;
    }

    /** A finite number; a string that is one counts where the tool writes numbers so. */
    @Nullable
    Double number(String key, boolean quoted) {
        Node node = get(key);
        return node == null ? null : number(node, path(key), quoted);
    }

    @Nullable
    Double number(Node node, String at, boolean quoted) {
        JsonNode json = node.json();
        Double number = json.isNumber() ? Double.valueOf(json.doubleValue()) : json.isTextual() ? parsed(json) : null;
        boolean finite = number != null && Double.isFinite(number);
        if (finite && (quoted || json.isNumber())) return number;
        report.error(
                node.at(),
                at,
                "expected a number, got " + node.found(),
                finite ? "write it without quotes: " + json.textValue().strip() : "");
        return null;
    }

    private static @Nullable Double parsed(JsonNode json) {
        String text = json.textValue().strip();
        // Double.valueOf takes more than people write: 1f, 0x1p3.
        if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) return null;
        return Double.valueOf(text);
    }

    /** A whole number of at least {@code least}. */
    @Nullable
    Long whole(String key, long least, boolean quoted) {
        Node node = get(key);
        if (node == null) return null;
        Double number = quoted && node.json().isTextual() ? parsed(node.json()) : null;
        Long whole = number == null
                ? Numbers.whole(node.json())
                : number == Math.rint(number) && Math.abs(number) < 0x1p53 ? Long.valueOf(number.longValue()) : null;
        if (whole != null && whole >= least) return whole;
        report.error(
                node.at(),
                path(key),
                "expected a whole number" + (least == Long.MIN_VALUE ? "" : " of at least " + least) + ", got "
                        + node.found(),
                "");
        return null;
    }

    /** Tells, if the key is written, that the study does not hold it. */
    void leave(String key, String why, String help) {
        leave(key, why, help, "");
    }

    /** @param about the pointer of what it concerns in the study */
    void leave(String key, String why, String help, String about) {
        if (get(key) != null) report.note(keyAt(key), path(key), NOT_CARRIED + why, help, about);
    }

    /** Counts as asked for, and has no meaning for a study. */
    void pass(String... keys) {
        asked.addAll(List.of(keys));
    }

    /**
     * Tells of the keys that nobody asked for: one that is close to a known one is a mistake, others are not carried
     * over.
     *
     * @param tool whose file it is, as in "W&amp;B"
     */
    void rest(String tool) {
        for (String key : keys()) {
            if (asked.contains(key)) continue;
            String near = Suggestion.near(key, asked);
            if (near != null && !has(near))
                report.error(keyAt(key), path(key), "unknown key \"" + key + "\"", "did you mean \"" + near + "\"?");
            else report.note(keyAt(key), path(key), NOT_CARRIED + tool + " knows no such key here", "", "");
        }
    }
}
