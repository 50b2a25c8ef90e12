// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The template of an experiment's trials: of its containers one has the command that becomes the study's. */
final class KatibTrial {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{trialParameters\\.([^}]*)}");
    private static final String TRIAL_NAME = "${trialSpec.Name}";

    private final SourceObject spec;
    private final Draft draft;
    private final Report report;
    /** What stands for each of the template's parameters. */
    private final Map<String, String> placeholders = new LinkedHashMap<>();

    KatibTrial(SourceObject spec, Draft draft, Report report) {
        this.spec = spec;
        this.draft = draft;
        this.report = report;
    }

    void read() {
        SourceObject template = spec.object("trialTemplate");
        if (template == null) {
            if (!spec.has("trialTemplate"))
                report.error(spec.at(), spec.path(), "\"trialTemplate\" is missing", "it says what a trial runs");
            return;
        }
        draft.origin(Draft.ARGV, spec.keyAt("trialTemplate"));
        template.pass("retain", "successCondition", "failureCondition", "primaryPodLabels");
        for (SourceObject parameter : template.objects("trialParameters")) reference(parameter);
        String primary = template.word("primaryContainerName");
        Node trial = template.get("trialSpec");
        if (template.get("configMap") != null)
            report.error(
                    template.keyAt("configMap"),
                    template.path("configMap"),
                    "the template is kept in the cluster, in a ConfigMap",
                    "put it here as trialSpec");
        else if (trial == null)
            report.error(template.at(), template.path(), "\"trialSpec\" is missing", "it says what a trial runs");
        else container(trial, template.path("trialSpec"), primary);
        template.rest("Katib");
    }

    private void reference(SourceObject parameter) {
        String name = parameter.word("name");
        String reference = parameter.word("reference");
        parameter.pass("description");
        parameter.rest("Katib");
        for (String key : List.of("name", "reference"))
            if (!parameter.has(key)) report.error(parameter.at(), parameter.path(), "\"" + key + "\" is missing", "");
        if (name == null || reference == null) return;
        if (reference.equals(TRIAL_NAME)) {
            placeholders.put(name, "{trial}");
            report.note(
                    parameter.at(),
                    parameter.path(),
                    "trials have no name in a study: " + name + " is the trial's number",
                    "",
                    Draft.ARGV);
        } else if (reference.startsWith("${trialSpec.")) {
            placeholders.put(name, "");
        } else if (draft.parameters.has(reference)) placeholders.put(name, "{" + reference + "}");
        else if (!report.failed())
            report.error(
                    parameter.keyAt("reference"),
                    parameter.path("reference"),
                    "there is no parameter \"" + reference + "\"",
                    Suggestion.of(reference, names()));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        draft.parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void container(Node trial, String path, @Nullable String primary) {
        List<SourceObject> containers = new ArrayList<>();
        collect(trial, path, containers);
        SourceObject chosen = null;
        for (SourceObject container : containers)
            if (primary == null || primary.equals(container.word("name"))) {
                chosen = container;
                break;
            }
        if (chosen == null) {
            report.error(
                    trial.at(),
                    path,
                    containers.isEmpty()
                            ? "no container is found in the template"
                            : "no container has the name \"" + primary + "\", which primaryContainerName says",
                    containers.isEmpty() ? "a trial is the command of a container" : "");
            return;
        }
        if (containers.size() > 1)
            report.note(
                    chosen.at(),
                    chosen.path(),
                    "of " + containers.size() + " containers in the template this one's command is the study's",
                    "a trial of a study is one program on one machine",
                    Draft.ARGV);
        command(chosen);
        environment(chosen);
        String image = chosen.word("image");
        report.note(
                image == null ? chosen.at() : chosen.keyAt("image"),
                image == null ? chosen.path() : chosen.path("image"),
                "not carried over: a trial is a program on this machine" + (image == null ? "" : ", not in " + image),
                "what the program needs must be here, at the same paths; or start the container yourself:"
                        + " [\"docker\", \"run\", …]",
                Draft.ARGV);
        chosen.leave("workingDir", "the program runs in the study's folder", "save the study there", Draft.ARGV);
        chosen.pass("resources", "volumeMounts", "name", "ports", "imagePullPolicy", "securityContext");
    }

    /** Every container below, in the order of the file, wherever the kind of the trial's job has its pods. */
    private void collect(Node node, String path, List<SourceObject> containers) {
        switch (node) {
            case Node.Fields fields ->
                fields.fields().forEach((key, field) -> {
                    String at = path + "/" + key;
                    if (!key.equals("containers")
                            || !(field.value() instanceof Node.Items(Position _, List<Node> items))) {
                        collect(field.value(), at, containers);
                        return;
                    }
                    for (int i = 0; i < items.size(); i++)
                        if (items.get(i) instanceof Node.Fields container)
                            containers.add(new SourceObject(container, at + "/" + i, report));
                });
            case Node.Items(Position _, List<Node> items) -> {
                for (int i = 0; i < items.size(); i++) collect(items.get(i), path + "/" + i, containers);
            }
            case Node.Scalar _ -> {}
        }
    }

    private void command(SourceObject container) {
        draft.trainer.put("parametersBy", "flags");
        List<Node> command = container.items("command");
        List<Node> arguments = container.items("args");
        if (command == null || command.isEmpty()) {
            report.error(
                    container.at(),
                    container.path(),
                    "the container has no command: what its image starts is not known here",
                    "write it as command: [\"python3\", \"train.py\"]");
            return;
        }
        words(container, "command", command);
        if (arguments != null) words(container, "args", arguments);
        List<String> left = new ArrayList<>();
        for (String name : names()) {
            boolean told = false;
            for (JsonNode argument : draft.argv) told |= argument.textValue().contains("{" + name + "}");
            if (!told) left.add(name);
        }
        if (left.isEmpty()) return;
        draft.argv.add("{flags}");
        report.note(
                container.keyAt("command"),
                container.path("command"),
                "the command does not name " + String.join(", ", left) + ": the program gets "
                        + (left.size() == 1 ? "it" : "them") + " as --name=value",
                "delete the parameter if the program does not know it",
                Draft.ARGV);
    }

    private void words(SourceObject container, String key, List<Node> words) {
        for (int i = 0; i < words.size(); i++) {
            Node word = words.get(i);
            String path = container.path(key) + "/" + i;
            if (!word.json().isValueNode() || word.json().isNull()) {
                report.error(word.at(), path, "expected a string, got " + word.found(), "");
                continue;
            }
            draft.origin(Draft.ARGV + "/" + draft.argv.size(), word.at());
            String replaced = replaced(word.json().asText(), word.at(), path);
            if (replaced != null) draft.argv.add(replaced);
        }
    }

    /** The text with placeholders for the template's parameters; null where one is not known, which is told. */
    private @Nullable String replaced(String text, Position at, String path) {
        StringBuilder argument = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        int from = 0;
        while (reference.find()) {
            String placeholder = placeholders.get(reference.group(1));
            if (placeholder == null || placeholder.isEmpty()) {
                report.error(
                        at,
                        path,
                        placeholder == null
                                ? "there is no trial parameter \"" + reference.group(1) + "\""
                                : "\"" + reference.group(1) + "\" is a fact of the cluster, and there is none",
                        placeholder == null
                                ? Suggestion.of(reference.group(1), placeholders.keySet())
                                : "write a value");
                return null;
            }
            argument.append(Braces.escaped(text.substring(from, reference.start())))
                    .append(placeholder);
            from = reference.end();
        }
        return argument.append(Braces.escaped(text.substring(from))).toString();
    }

    private void environment(SourceObject container) {
        for (SourceObject variable : container.objects("env")) {
            String name = variable.word("name");
            if (name == null) continue;
            if (variable.has("valueFrom")) {
                report.note(
                        variable.at(),
                        variable.path(),
                        "not carried over: the value of " + name + " is kept in the cluster",
                        "set it here, and hand it on: \"environment\": {\"pass\": [\"" + name + "\"]}",
                        Draft.ARGV);
                continue;
            }
            Node value = variable.get("value");
            String text = value == null ? "" : value.json().asText();
            boolean fact = false;
            for (Map.Entry<String, String> entry : placeholders.entrySet())
                fact |= entry.getValue().isEmpty() && text.contains("${trialParameters." + entry.getKey() + "}");
            if (fact)
                report.note(
                        variable.at(),
                        variable.path(),
                        "not carried over: " + name + " holds a fact of the cluster, and there is none",
                        "",
                        Draft.ARGV);
            else set(variable, name, text);
        }
    }

    private void set(SourceObject variable, String name, String text) {
        String replaced = replaced(text, variable.at(), variable.path());
        if (replaced == null) return;
        ObjectNode environment = draft.trainer.withObjectProperty("environment").withObjectProperty("set");
        environment.put(name, replaced);
        draft.origin("/trainer/environment/set/" + name, variable.at());
    }
}
