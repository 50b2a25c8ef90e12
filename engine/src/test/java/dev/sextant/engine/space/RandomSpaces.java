// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Spaces of every shape, with the documents that they stand in. */
public final class RandomSpaces {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SplittableRandom chance;

    public RandomSpaces(long seed) {
        chance = new SplittableRandom(seed);
    }

    public Template next() {
        ObjectNode document = JSON.objectNode();
        List<Parameter> roots = new ArrayList<>();
        section(document, "", roots, 0);
        document.put("fixed", "as it is");
        document.putObject("deep").putArray("list").add(1).add(domain("deep.list.1", roots));
        return new Template(document, Space.of(roots));
    }

    double[] point(Space space) {
        return chance.doubles(space.dimensions()).toArray();
    }

    private void section(ObjectNode section, String path, List<Parameter> parameters, int depth) {
        int keys = depth == 0 ? 1 + chance.nextInt(4) : chance.nextInt(3);
        for (int i = 0; i < keys; i++) {
            String name = "p" + i;
            String at = Template.join(path, name);
            if (depth < 3 && chance.nextInt(3) == 0) section.set(name, choice(at, parameters, depth));
            else section.set(name, domain(at, parameters));
        }
    }

    private JsonNode choice(String path, List<Parameter> parameters, int depth) {
        List<Option> options = new ArrayList<>();
        int branches = 1 + chance.nextInt(3);
        for (int i = 0; i < branches; i++) {
            ObjectNode content = JSON.objectNode();
            List<Parameter> children = new ArrayList<>();
            section(content, path + ".branch" + i, children, depth + 1);
            options.add(new Option("branch" + i, content, true, children));
        }
        options.add(Option.of(JSON.textNode("plain")));
        options.add(Option.of(JSON.arrayNode().add(64).add(32)));
        Domain.Choice domain = new Domain.Choice(options);
        parameters.add(new Parameter(path, domain, domain.chosen(chance.nextInt(options.size()))));
        return JSON.objectNode().put("choice", path);
    }

    /** What stands in the document in a domain's place matters to nobody but the study file's reader. */
    private JsonNode domain(String path, List<Parameter> parameters) {
        Domain domain = numeric();
        parameters.add(new Parameter(path, domain, domain.fromUnit(chance.nextDouble())));
        return JSON.objectNode().put("domain", path);
    }

    public Domain numeric() {
        Scale scale = chance.nextBoolean() ? Scale.LOG : Scale.LINEAR;
        if (chance.nextBoolean()) {
            double low = scale == Scale.LOG ? StrictMath.exp(chance.nextDouble(-9, 3)) : chance.nextDouble(-9, 9);
            double high = low + StrictMath.exp(chance.nextDouble(-6, 6));
            double step = chance.nextInt(3) == 0 ? (high - low) / (1 + chance.nextInt(9)) : 0;
            return new Domain.Range(low, high, scale, step, 5);
        }
        long low = scale == Scale.LOG ? 1 + chance.nextInt(50) : chance.nextInt(-50, 50);
        long high = low + 1 + chance.nextInt(200);
        return new Domain.Whole(low, high, scale, 1 + chance.nextInt((int) Math.min(high - low, 5)), 5);
    }
}
