// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Files of other tools by chance, and what their parameters must become. */
final class RandomSources {
    /**
     * What a parameter must become.
     *
     * @param options how many a choice has; 0 for a range, whose ends are the others; 1 for a plain value
     */
    record Expected(int options, double low, double high, Scale scale, boolean whole) {
        static Expected choice(int options) {
            return new Expected(options, 0, 0, Scale.LINEAR, false);
        }
    }

    /** @param parameters by their paths in the study's space */
    record Source(ObjectNode document, Map<String, Expected> parameters) {}

    private static final List<String> NAMES = List.of(
            "lr",
            "log",
            "choice",
            "uniform",
            "int",
            "seed",
            "trial",
            "epochs",
            "batch-size",
            "x_1",
            "default",
            "grid",
            "größe",
            "flags",
            "file",
            "step",
            "type",
            "find",
            "0",
            "a b");

    private final SplittableRandom chance;
    private final Map<String, Expected> expected = new LinkedHashMap<>();

    RandomSources(long seed) {
        chance = new SplittableRandom(seed);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private String name(int i) {
        String name = NAMES.get(chance.nextInt(NAMES.size()));
        return chance.nextInt(3) == 0 ? name : name + i;
    }

    private double positive() {
        return (1 + chance.nextInt(999)) * List.of(1e-6, 1e-3, 1.0, 1e3).get(chance.nextInt(4));
    }

    private ArrayNode values(int count) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++)
            if (chance.nextBoolean()) values.add(i * 7 + 1);
            else values.add("v" + i);
        return values;
    }

    private void expect(String path, int options) {
        expected.put("parameters." + path, Expected.choice(options));
    }

    private void expect(String path, double low, double high, Scale scale, boolean whole) {
        expected.put("parameters." + path, new Expected(low == high ? 1 : 0, low, high, scale, whole));
    }

    Source wandb() {
        ObjectNode sweep = object();
        sweep.put("method", List.of("grid", "random", "bayes").get(chance.nextInt(3)));
        sweep.put("program", "train.py");
        if (chance.nextBoolean())
            sweep.putObject("metric").put("name", "val/loss").put("goal", "maximize");
        if (chance.nextBoolean()) sweep.put("run_cap", 1 + chance.nextInt(500));
        if (chance.nextInt(3) == 0) sweep.putArray("command").add("${program}").add("--file=${args_json_file}");
        ObjectNode parameters = sweep.putObject("parameters");
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = name(i);
            if (parameters.has(name)) continue;
            if (chance.nextInt(5) > 0) parameters.set(name, wandbParameter(name));
            else {
                ObjectNode inner = parameters.putObject(name).putObject("parameters");
                for (String key : List.of("p" + i, "q" + i)) inner.set(key, wandbParameter(name + "." + key));
            }
        }
        return new Source(sweep, expected);
    }

    private ObjectNode wandbParameter(String path) {
        double low = positive();
        double high = low + (chance.nextInt(9) == 0 ? 0 : positive());
        ObjectNode parameter = object();
        switch (chance.nextInt(7)) {
            case 0 -> {
                expect(path, 1);
                parameter.put("value", chance.nextInt(10));
            }
            case 1 -> {
                int count = 1 + chance.nextInt(5);
                expect(path, count);
                parameter.set("values", values(count));
            }
            case 2 -> {
                long from = chance.nextInt(-50, 50);
                long to = from + chance.nextInt(100);
                expect(path, (double) from, (double) to, Scale.LINEAR, true);
                parameter.put("min", from).put("max", to);
            }
            case 3 -> {
                expect(path, low, high, Scale.LINEAR, false);
                parameter.put("distribution", "uniform").put("min", low).put("max", high);
            }
            case 4 -> {
                expect(path, low, high, Scale.LOG, false);
                String prefix = chance.nextBoolean() ? "inv_" : "";
                parameter
                        .put("distribution", prefix + "log_uniform_values")
                        .put("min", low)
                        .put("max", high);
            }
            case 5 -> {
                expect(path, low, high, Scale.LOG, false);
                parameter.put("distribution", "log_uniform");
                parameter.put("min", StrictMath.log(low)).put("max", StrictMath.log(high));
            }
            default -> {
                int mean = chance.nextInt(10);
                expect(path, mean - 3, mean + 3, Scale.LINEAR, false);
                parameter.put("distribution", "normal").put("mu", mean).put("sigma", 1);
            }
        }
        return parameter;
    }

    Source katib() {
        ObjectNode experiment =
                object().put("apiVersion", "kubeflow.org/v1beta1").put("kind", "Experiment");
        experiment.putObject("metadata").put("name", "by-chance");
        ObjectNode spec = experiment.putObject("spec");
        spec.putObject("objective")
                .put("type", "minimize")
                .put("objectiveMetricName", "loss")
                .put("goal", 0.5);
        spec.putObject("algorithm")
                .put(
                        "algorithmName",
                        List.of("random", "grid", "tpe", "cmaes", "sobol").get(chance.nextInt(5)));
        if (chance.nextBoolean()) spec.put("maxTrialCount", 1 + chance.nextInt(50));
        if (chance.nextBoolean()) spec.put("parallelTrialCount", 1 + chance.nextInt(50));
        if (chance.nextBoolean()) spec.put("maxFailedTrialCount", chance.nextInt(5));
        ArrayNode parameters = spec.putArray("parameters");
        ObjectNode template = spec.putObject("trialTemplate");
        ArrayNode references = template.putArray("trialParameters");
        ArrayNode command = template.putObject("trialSpec")
                .putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "main")
                .putArray("command")
                .add("run");
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = name(i);
            if (expected.containsKey("parameters." + name)) continue;
            parameters.add(katibParameter(name));
            references.addObject().put("name", "p" + i).put("reference", name);
            if (chance.nextInt(4) > 0) command.add("--{x}" + i + "=${trialParameters.p" + i + "}");
        }
        return new Source(experiment, expected);
    }

    private ObjectNode katibParameter(String name) {
        ObjectNode parameter = object().put("name", name);
        ObjectNode space = object();
        double low = positive();
        double high = low + positive();
        switch (chance.nextInt(4)) {
            case 0 -> {
                boolean log = chance.nextBoolean();
                expect(name, low, high, log ? Scale.LOG : Scale.LINEAR, false);
                parameter.put("parameterType", "double");
                space.put("min", "" + low).put("max", "" + high).put("distribution", log ? "logUniform" : "uniform");
            }
            case 1 -> {
                long from = chance.nextInt(1, 21);
                long to = from + chance.nextInt(50);
                expect(name, (double) from, (double) to, Scale.LINEAR, true);
                parameter.put("parameterType", "int");
                space.put("min", "" + from).put("max", "" + to);
            }
            case 2 -> {
                int count = 1 + chance.nextInt(4);
                expect(name, count);
                parameter.put("parameterType", "discrete");
                ArrayNode list = space.putArray("list");
                for (int i = 0; i < count; i++) list.add("" + (i * 0.5));
            }
            default -> {
                int count = 1 + chance.nextInt(4);
                expect(name, count);
                parameter.put("parameterType", "categorical");
                ArrayNode list = space.putArray("list");
                for (int i = 0; i < count; i++) list.add("option " + i);
            }
        }
        parameter.set("feasibleSpace", space);
        return parameter;
    }

    Source nni() {
        ObjectNode space = object();
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = name(i);
            if (!space.has(name)) space.set(name, nniParameter(name, 0));
        }
        if (chance.nextInt(3) == 0) return new Source(space, expected);
        ObjectNode experiment = object();
        experiment.set("searchSpace", space);
        experiment.put("trialCommand", "python3 train.py --x {a}");
        experiment.put("trialConcurrency", 1 + chance.nextInt(8));
        if (chance.nextBoolean()) experiment.put("maxExperimentDuration", (1 + chance.nextInt(90)) + "m");
        ObjectNode tuner = experiment.putObject("tuner");
        tuner.put(
                "name",
                List.of("TPE", "Random", "GridSearch", "Evolution", "SMAC").get(chance.nextInt(5)));
        if (chance.nextBoolean()) tuner.putObject("classArgs").put("optimize_mode", "maximize");
        return new Source(experiment, expected);
    }

    private ObjectNode nniParameter(String path, int depth) {
        ObjectNode parameter = object();
        ArrayNode value = JsonNodeFactory.instance.arrayNode();
        double low = positive();
        double high = low + positive();
        switch (chance.nextInt(depth == 0 ? 5 : 4)) {
            case 0 -> {
                int count = 2 + chance.nextInt(4);
                expect(path, count);
                parameter.put("_type", "choice");
                value.addAll(values(count));
            }
            case 1 -> {
                long from = chance.nextInt(20);
                long to = from + 1 + chance.nextInt(50);
                expect(path, (double) from, to - 1.0, Scale.LINEAR, true);
                parameter.put("_type", "randint");
                value.add(from).add(to);
            }
            case 2 -> {
                expect(path, low, high, Scale.LINEAR, false);
                parameter.put("_type", "uniform");
                value.add(low).add(high);
            }
            case 3 -> {
                expect(path, low, high, Scale.LOG, false);
                parameter.put("_type", "loguniform");
                value.add(low).add(high);
            }
            default -> {
                expect(path, 2);
                parameter.put("_type", "choice");
                value.addObject().put("_name", "none");
                value.addObject().put("_name", "some").set("inner", nniParameter(path + ".some.inner", depth + 1));
            }
        }
        parameter.set("_value", value);
        return parameter;
    }

    /** The document with one thing in it that is not as it was. */
    JsonNode spoilt(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        JsonNode at = copy;
        while (true) {
            List<JsonNode> inner = new ArrayList<>();
            at.forEach(part -> {
                if (part.isContainerNode() && !part.isEmpty()) inner.add(part);
            });
            if (inner.isEmpty() || chance.nextInt(4) == 0) break;
            at = inner.get(chance.nextInt(inner.size()));
        }
        JsonNode other = List.<JsonNode>of(
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.textNode(""),
                        JsonNodeFactory.instance.textNode("${x}{y}"),
                        JsonNodeFactory.instance.numberNode(-1),
                        JsonNodeFactory.instance.numberNode(1e300),
                        JsonNodeFactory.instance.numberNode(0.5),
                        JsonNodeFactory.instance.booleanNode(true),
                        object(),
                        object().put("log", 1),
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.arrayNode().add(1).add("x").add(object()))
                .get(chance.nextInt(11));
        if (at instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(chance.nextInt(keys.size()));
            switch (chance.nextInt(3)) {
                case 0 -> object.remove(key);
                case 1 -> object.set(key + "s", object.remove(key));
                default -> object.set(key, other);
            }
        } else if (at instanceof ArrayNode array) array.set(chance.nextInt(array.size()), other);
        return copy;
    }
}
