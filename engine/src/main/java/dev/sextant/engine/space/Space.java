// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may vary: a tree of parameters. A parameter below an option exists only while that option is chosen.
 *
 * <p>The flat order used everywhere (unit vectors, tables, configurations) is the order of the document, a parent
 * before its children: {@link #parameters()}.
 */
public final class Space {
    /** A parameter's place in the tree: the choice above it and the option that activates it. */
    public record Condition(String parent, int option) {}

    /** So many parameters are found as fast in a list as by their hash. */
    private static final int FEW = 32;

    private final List<Parameter> roots;
    private final List<Parameter> flat = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Condition> conditions = new HashMap<>();
    private final Map<String, String> shortNames = new LinkedHashMap<>();

    private Space(List<Parameter> roots) {
        this.roots = List.copyOf(roots);
        for (Parameter root : roots) flatten(root, null);
        Map<String, Integer> uses = new HashMap<>();
        for (Parameter parameter : flat) uses.merge(lastName(parameter.path()), 1, Integer::sum);
        for (Parameter parameter : flat) {
            String last = lastName(parameter.path());
            boolean unique = uses.getOrDefault(last, 0) == 1 && !last.chars().allMatch(Character::isDigit);
            shortNames.put(parameter.path(), unique ? last : parameter.path());
        }
    }

    /** A space of these parameters and all below them. Paths must be unique in the whole tree. */
    public static Space of(List<Parameter> roots) {
        return new Space(roots);
    }

    private void flatten(Parameter parameter, @Nullable Condition condition) {
        if (index.put(parameter.path(), flat.size()) != null)
            throw new IllegalArgumentException("parameter %s stands twice".formatted(parameter.path()));
        flat.add(parameter);
        if (condition != null) conditions.put(parameter.path(), condition);
        if (parameter.domain() instanceof Domain.Choice choice)
            for (int i = 0; i < choice.options().size(); i++)
                for (Parameter child : choice.options().get(i).children())
                    flatten(child, new Condition(parameter.path(), i));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The parameters that are always active. */
    public List<Parameter> roots() {
        return roots;
    }

    /** Every parameter of the tree, parents before children, in document order. */
    public List<Parameter> parameters() {
        return java.util.Collections.unmodifiableList(flat);
    }

    public int dimensions() {
        return flat.size();
    }

    /** The parameter with this path, or null. */
    public @Nullable Parameter find(String path) {
        Integer at = index.get(path);
        return at == null ? null : flat.get(at);
    }

    /** The parameter's place in {@link #parameters()}. */
    public int indexOf(String path) {
        Integer at = index.get(path);
        if (at == null) throw new IllegalArgumentException("no parameter %s in this space".formatted(path));
        return at;
    }

    /** What activates the parameter, or null where it is always active. */
    public @Nullable Condition condition(String path) {
        return conditions.get(path);
    }

    /** The last name of the path where that is unique in the space, otherwise the whole path. */
    public String shortName(String path) {
        return shortNames.getOrDefault(path, path);
    }

    /** The configuration in which every active parameter has its default. */
    public Configuration preset() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : flat)
            if (active(parameter.path(), values)) values.put(parameter.path(), parameter.preset());
        return new Configuration(values);
    }

    /**
     * The configuration at a point of the unit cube; coordinates of inactive parameters are ignored.
     *
     * @param unit one coordinate in [0, 1] for each of {@link #parameters()}
     */
    public Configuration fromUnit(double[] unit) {
        if (unit.length != flat.size())
            throw new IllegalArgumentException("expected %d coordinates, got %d".formatted(flat.size(), unit.length));
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < unit.length; i++) {
            Parameter parameter = flat.get(i);
            if (active(parameter.path(), values))
                values.put(parameter.path(), parameter.domain().fromUnit(unit[i]));
        }
        return new Configuration(values);
    }

    /** The middle of the configuration's cell in the unit cube; inactive parameters stand at 0.5. */
    public double[] toUnit(Configuration configuration) {
        double[] unit = new double[flat.size()];
        for (int i = 0; i < unit.length; i++) {
            Parameter parameter = flat.get(i);
            Value value = configuration.get(parameter.path());
            unit[i] = value == null ? 0.5 : parameter.domain().toUnit(value);
        }
        return unit;
    }

    private boolean active(String path, Map<String, Value> values) {
        Condition condition = conditions.get(path);
        if (condition == null) return true;
        return values.get(condition.parent()) instanceof Value.Chosen chosen && chosen.index() == condition.option();
    }

    /** Whether the configuration holds a value of the right domain for exactly the parameters that are active in it. */
    public boolean contains(Configuration configuration) {
        // A configuration finds its values by looking through them, which is fast only where they are few.
        Map<String, Value> values = flat.size() > FEW ? new HashMap<>(configuration.values()) : configuration.values();
        int active = 0;
        for (Parameter parameter : flat) {
            Value value = values.get(parameter.path());
            boolean expected = active(parameter.path(), values);
            if (expected != (value != null)) return false;
            if (value != null && !parameter.domain().contains(value)) return false;
            if (value != null) active++;
        }
        return active == values.size();
    }

    /**
     * The configuration as a flat JSON object: numbers, and the labels of chosen options. Read back by {@link #read}.
     */
    public ObjectNode write(Configuration configuration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        configuration.values().forEach((path, value) -> {
            switch (value) {
                case Value.Real real -> json.put(path, real.number());
                case Value.Whole whole -> json.put(path, whole.number());
                case Value.Chosen chosen -> json.put(path, chosen.label());
            }
        });
        return json;
    }

    /**
     * Reads what {@link #write} wrote. Throws IllegalArgumentException where a path or a value is not of this space.
     */
    public Configuration read(JsonNode json) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : flat) {
            JsonNode node = json.get(parameter.path());
            if (node == null) continue;
            values.put(
                    parameter.path(),
                    switch (parameter.domain()) {
                        case Domain.Range _ -> new Value.Real(node.doubleValue());
                        case Domain.Whole _ -> new Value.Whole(node.longValue());
                        case Domain.Choice choice -> {
                            int at = choice.indexOf(node.textValue());
                            if (at < 0)
                                throw new IllegalArgumentException(
                                        "%s has no option %s".formatted(parameter.path(), node));
                            yield choice.chosen(at);
                        }
                    });
        }
        Configuration configuration = new Configuration(values);
        if (json.size() != values.size() || !contains(configuration))
            throw new IllegalArgumentException("%s is not a configuration of this space".formatted(json));
        return configuration;
    }
}
