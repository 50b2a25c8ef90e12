// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Suggestion;
import java.util.List;

/**
 * A sweep of W&amp;B as a study.
 *
 * <p>Source: W&amp;B's reference of sweep configurations; where it is silent, the package "sweeps" that carries them
 * out: its early termination compares every run at every one of its iterations, which is one bracket.
 */
final class WandbSweep {
    private static final List<String> METHODS = List.of("grid", "random", "bayes");
    private static final double DEFAULT_ETA = 3;

    private final SourceObject sweep;
    private final Draft draft;
    private final Report report;

    WandbSweep(SourceObject sweep, Draft draft, Report report) {
        this.sweep = sweep;
        this.draft = draft;
        this.report = report;
    }

    void read() {
        String name = sweep.word("name");
        if (name != null) StudyName.give(name, sweep.keyAt("name"), sweep.path("name"), draft, report);
        String description = sweep.word("description");
        if (description != null) draft.description(description);
        boolean grid = method();
        boolean nested = WandbCommand.byFile(sweep);
        parameters(grid, nested);
        new WandbCommand(sweep, draft, report).read();
        metric();
        budget(grid);
        earlyTermination();
        sweep.leave("project", "a run is kept in its own directory under runs/", "");
        sweep.leave("entity", "a run is kept in its own directory under runs/", "");
        sweep.leave("controller", "sextant run is the controller", "");
        sweep.leave("job", "no job is launched: argv is the command of a trial", "", Draft.ARGV);
        sweep.leave("image_uri", "programs run without a container", "start one in argv: docker run …", Draft.ARGV);
        sweep.leave("scheduler", "a study names its searcher", "", Draft.SEARCH);
        sweep.leave("metrics", "of several metrics a study takes", "list them as objectives", Draft.OBJECTIVE);
        sweep.pass("apiVersion", "kind", "$schema");
        sweep.rest("W&B");
    }

    private boolean method() {
        String method = sweep.word("method");
        if (method == null) {
            if (!sweep.has("method"))
                report.error(sweep.at(), "", "\"method\" is missing", "add \"method\": one of grid, random, bayes");
            return false;
        }
        draft.origin(Draft.SEARCH, sweep.keyAt("method"));
        switch (method) {
            case "grid", "random" -> draft.search.put("searcher", method);
            case "bayes" -> draft.search.put("searcher", "bayesian");
            case "custom" ->
                report.note(
                        sweep.keyAt("method"),
                        sweep.path("method"),
                        "not carried over: what a scheduler of your own does is not in the file",
                        "the study takes the usual searcher; name another with \"searcher\"",
                        Draft.SEARCH);
            default ->
                report.error(
                        sweep.keyAt("method"),
                        sweep.path("method"),
                        "unknown method \"" + method + "\"",
                        Suggestion.of(method, METHODS));
        }
        return method.equals("grid");
    }

    private void parameters(boolean grid, boolean nested) {
        SourceObject parameters = sweep.object("parameters");
        if (parameters == null) {
            if (!sweep.has("parameters"))
                report.error(
                        sweep.at(),
                        "",
                        "\"parameters\" is missing",
                        "say what varies: \"parameters\": {\"lr\": {\"min\": 0.0001, \"max\": 0.1}}");
            return;
        }
        draft.origin(Draft.PARAMETERS, sweep.keyAt("parameters"));
        if (parameters.keys().isEmpty())
            report.error(parameters.at(), parameters.path(), "there is no parameter in it", "say what varies");
        group(parameters, new Group(draft.parameters, Draft.PARAMETERS, "", nested), grid);
    }

    /**
     * Where parameters go.
     *
     * @param prefix of their names
     * @param nested whether groups in it are objects; otherwise their names are prefixes
     */
    private record Group(ObjectNode object, String pointer, String prefix, boolean nested) {
        Group inner(String name) {
            return nested
                    ? new Group(object.putObject(name), pointer + "/" + name, "", true)
                    : new Group(object, pointer, prefix + name + ".", false);
        }
    }

    private void group(SourceObject parameters, Group into, boolean grid) {
        for (String name : parameters.keys()) {
            String about = into.pointer() + "/" + into.prefix() + name;
            Position at = parameters.keyAt(name);
            draft.origin(about, at);
            Node node = parameters.any(name);
            if (node == null) continue;
            if (!(node instanceof Node.Fields fields)) {
                report.error(
                        node.at(),
                        parameters.path(name),
                        "expected an object, got " + node.found(),
                        node instanceof Node.Scalar
                                ? "write {\"value\": " + node.json() + "}"
                                : "write {\"values\": [ … ]}");
                continue;
            }
            SourceObject parameter = new SourceObject(fields, parameters.path(name), report);
            if (parameter.has("parameters") && !parameter.has("distribution"))
                nested(parameter, into.inner(name), grid);
            else {
                Target target = new Target(report, at, parameter.path(), about);
                JsonNode read = new WandbParameter(parameter, target, grid).read();
                if (read == null) continue;
                if (into.object().has(into.prefix() + name))
                    target.error("two parameters have the name " + into.prefix() + name, "rename one of the two");
                into.object().set(into.prefix() + name, read);
                if (grid) Grid.every(read, target);
            }
        }
    }

    private void nested(SourceObject parameter, Group into, boolean grid) {
        SourceObject inner = parameter.object("parameters");
        if (inner != null) group(inner, into, grid);
        if (!into.nested())
            report.note(
                    parameter.at(),
                    parameter.path(),
                    "the program gets --" + into.prefix() + "name=value for each parameter in it, and from W&B one"
                            + " argument with all of them",
                    "let the program read such flags",
                    Draft.PARAMETERS);
        parameter.rest("W&B");
    }

    private void metric() {
        SourceObject metric = sweep.object("metric");
        if (metric == null) {
            if (sweep.has("metric")) return;
            report.note(
                    sweep.at(),
                    "",
                    "the sweep names no metric: the study minimizes the program's \"" + Objectives.VALUE + "\"",
                    "name it in metrics and objective",
                    Draft.OBJECTIVE);
            Objectives.minimize(draft, Objectives.VALUE, List.of());
            return;
        }
        draft.origin(Draft.OBJECTIVE, sweep.keyAt("metric"));
        String name = metric.word("name");
        if (name == null) {
            if (!metric.has("name"))
                report.error(metric.at(), metric.path(), "\"name\" is missing", "name the metric to optimize");
            return;
        }
        String goal = metric.word("goal");
        if (goal != null && !List.of("minimize", "maximize").contains(goal)) {
            report.error(
                    metric.keyAt("goal"),
                    metric.path("goal"),
                    "unknown goal \"" + goal + "\"",
                    Suggestion.of(goal, List.of("minimize", "maximize")));
            return;
        }
        boolean maximize = "maximize".equals(goal);
        if (maximize) Objectives.maximize(draft, name, List.of());
        else Objectives.minimize(draft, name, List.of());
        Node target = metric.get("target");
        if (target != null && target.json().isNumber())
            report.note(
                    metric.keyAt("target"),
                    metric.path("target"),
                    "not carried over: a study does not end at a value",
                    Objectives.require(name, maximize, target.json().doubleValue()),
                    Draft.OBJECTIVE);
        metric.leave("impute", "a failed trial has no value", "", Draft.OBJECTIVE);
        metric.leave("impute_while_running", "a running trial has no value", "", Draft.OBJECTIVE);
        metric.rest("W&B");
    }

    private void budget(boolean grid) {
        Long cap = sweep.whole("run_cap", 1, false);
        if (cap != null) {
            draft.search.put("trials", cap);
            draft.origin(Draft.TRIALS, sweep.keyAt("run_cap"));
        } else if (!sweep.has("run_cap")) Budget.open(grid, "run_cap", sweep.at(), draft, report);
    }

    private void earlyTermination() {
        SourceObject early = sweep.object("early_terminate");
        if (early == null) return;
        draft.origin(Draft.PRUNER, sweep.keyAt("early_terminate"));
        early.leave("strict", "a study compares the best value so far, as without strict", "", Draft.PRUNER);
        String type = early.word("type");
        Long least = early.whole("min_iter", 1, false);
        Long most = early.whole("max_iter", 1, false);
        Long brackets = early.whole("s", 1, false);
        double eta = eta(early);
        early.rest("W&B");
        if (type == null || !type.equals("hyperband")) {
            if (type != null || !early.has("type"))
                report.error(
                        type == null ? early.at() : early.keyAt("type"),
                        early.path("type"),
                        type == null ? "\"type\" is missing" : "unknown type \"" + type + "\"",
                        "W&B has one: hyperband");
            return;
        }
        if (Double.isNaN(eta)) return;
        if (least == null && (most == null || brackets == null)) {
            if (!early.has("min_iter") && !(early.has("max_iter") && early.has("s")))
                report.error(
                        early.at(), early.path(), "hyperband needs min_iter, or max_iter and s", "add \"min_iter\": 3");
            return;
        }
        // Where both ways are written W&B takes max_iter and s.
        long first = most != null && brackets != null ? first(most, brackets, eta) : least == null ? 1 : least;
        Pruners.halving(draft, report, first, Math.round(eta), most, sweep.keyAt("early_terminate"));
    }

    /** The first of the iterations at which runs are compared. */
    private static long first(long most, long brackets, double eta) {
        double first = (double) most;
        for (long i = 0; i < brackets && first / eta >= 1; i++) first /= eta;
        return (long) first;
    }

    /** A whole number from 2 to 10; NaN where it is not to be had. */
    private double eta(SourceObject early) {
        if (!early.has("eta")) return DEFAULT_ETA;
        Double eta = early.number("eta", false);
        if (eta == null) return Double.NaN;
        if (!(eta > 1)) {
            report.error(
                    early.keyAt("eta"), early.path("eta"), "eta must be above 1, got " + Domains.shown(eta), "write 3");
            return Double.NaN;
        }
        double whole = Math.clamp(Math.rint(eta), 2, 10);
        if (whole != eta)
            report.note(
                    early.keyAt("eta"),
                    early.path("eta"),
                    "eta is a whole number from 2 to 10 in a study: " + Domains.shown(eta) + " became " + (long) whole,
                    "",
                    Draft.PRUNER);
        return whole;
    }
}
