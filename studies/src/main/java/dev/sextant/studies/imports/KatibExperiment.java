// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of Katib, kubeflow.org/v1beta1, as a study whose trials run here.
 *
 * <p>Source: the types of Katib's API, and its services where they say nothing (defaults, metrics strategies).
 */
final class KatibExperiment {
    private static final String VERSION = "kubeflow.org/v1beta1";

    private final SourceObject experiment;
    private final Draft draft;
    private final Report report;

    KatibExperiment(SourceObject experiment, Draft draft, Report report) {
        this.experiment = experiment;
        this.draft = draft;
        this.report = report;
    }

    void read() {
        String version = experiment.word("apiVersion");
        String kind = experiment.word("kind");
        if (kind == null || !kind.equals("Experiment")) {
            report.error(
                    experiment.keyAt("kind"),
                    experiment.path("kind"),
                    "expected an Experiment, got " + (kind == null ? "nothing" : "a " + kind),
                    "the file of an experiment says \"kind: Experiment\"");
            return;
        }
        if (version == null || !version.equals(VERSION))
            report.error(
                    experiment.keyAt("apiVersion"),
                    experiment.path("apiVersion"),
                    "expected " + VERSION + ", got " + (version == null ? "nothing" : version),
                    "older experiments name their parts otherwise: bring it up to v1beta1");
        metadata();
        experiment.pass("status");
        SourceObject spec = experiment.object("spec");
        experiment.rest("Katib");
        if (spec != null) spec(spec);
        else if (!experiment.has("spec")) report.error(experiment.at(), "", "\"spec\" is missing", "");
    }

    private void metadata() {
        SourceObject metadata = experiment.object("metadata");
        String name = metadata == null ? null : metadata.word("name");
        if (metadata != null && name != null)
            StudyName.give(name, metadata.keyAt("name"), metadata.path("name"), draft, report);
    }

    private void spec(SourceObject spec) {
        spec.leave("nasConfig", "a study searches for values, not for an architecture", "");
        new KatibParameters(spec, draft, report).read(grid(spec));
        new KatibTrial(spec, draft, report).read();
        objective(spec);
        new KatibMetrics(spec, draft, report).read();
        new KatibAlgorithm(spec, draft, report).read();
        budget(spec);
        spec.pass("resumePolicy");
        spec.rest("Katib");
    }

    private static boolean grid(SourceObject spec) {
        return spec.get("algorithm") instanceof Node.Fields algorithm
                && Tool.word(algorithm, "algorithmName").equals("grid");
    }

    private void objective(SourceObject spec) {
        SourceObject objective = spec.object("objective");
        if (objective == null) {
            if (!spec.has("objective"))
                report.error(
                        spec.at(),
                        spec.path(),
                        "\"objective\" is missing",
                        "say what to optimize: objectiveMetricName and type");
            return;
        }
        draft.origin(Draft.OBJECTIVE, spec.keyAt("objective"));
        String metric = objective.word("objectiveMetricName");
        String type = objective.word("type");
        for (String key : List.of("objectiveMetricName", "type"))
            if (!objective.has(key)) report.error(objective.at(), objective.path(), "\"" + key + "\" is missing", "");
        List<String> others = new ArrayList<>();
        List<Node> written = objective.items("additionalMetricNames");
        if (written != null) for (Node other : written) others.add(other.json().asText());
        boolean maximize = "maximize".equals(type);
        if (type != null && !maximize && !type.equals("minimize"))
            report.error(
                    objective.keyAt("type"),
                    objective.path("type"),
                    "unknown type \"" + type + "\"",
                    Suggestion.of(type, List.of("minimize", "maximize")));
        Double goal = objective.number("goal", true);
        if (goal != null && metric != null)
            report.note(
                    objective.keyAt("goal"),
                    objective.path("goal"),
                    "not carried over: a study does not end at a value",
                    Objectives.require(metric, maximize, goal),
                    Draft.OBJECTIVE);
        strategies(objective, metric, maximize);
        objective.rest("Katib");
        if (metric == null || type == null) return;
        if (maximize) Objectives.maximize(draft, metric, others);
        else Objectives.minimize(draft, metric, others);
    }

    /** Which of a trial's values counts: the best, unless the experiment says the latest. */
    private void strategies(SourceObject objective, @Nullable String metric, boolean maximize) {
        for (SourceObject strategy : objective.objects("metricStrategies")) {
            String name = strategy.word("name");
            String value = strategy.word("value");
            strategy.rest("Katib");
            if (name == null || value == null || !name.equals(metric)) continue;
            if (value.equals("latest")) draft.trainer.put("counts", "last");
            else if (!value.equals(maximize ? "max" : "min"))
                report.note(
                        strategy.at(),
                        strategy.path(),
                        "not carried over: of a trial's values the best counts, or the last",
                        "",
                        Draft.TRAINER + "/counts");
        }
    }

    private void budget(SourceObject spec) {
        Long trials = spec.whole("maxTrialCount", 1, true);
        if (trials != null) {
            draft.search.put("trials", trials);
            draft.origin(Draft.TRIALS, spec.keyAt("maxTrialCount"));
        } else if (!spec.has("maxTrialCount")) Budget.open(grid(spec), "maxTrialCount", spec.at(), draft, report);
        Long parallel = spec.whole("parallelTrialCount", 1, true);
        if (parallel != null)
            Budget.parallel(parallel, spec.keyAt("parallelTrialCount"), spec.path("parallelTrialCount"), draft, report);
        Long failed = spec.whole("maxFailedTrialCount", 0, true);
        if (failed == null) return;
        double all = draft.search.path("trials").asDouble();
        double share = Math.min(1, failed.doubleValue() / Math.max(all, failed.doubleValue()));
        draft.limits.put("failedShare", Math.rint(share * 1000) / 1000);
        draft.origin("/limits", spec.keyAt("maxFailedTrialCount"));
        report.note(
                spec.keyAt("maxFailedTrialCount"),
                spec.path("maxFailedTrialCount"),
                "a study ends by the share of its trials that failed, once ten have ended: " + failed + " of "
                        + (long) all,
                "",
                "/limits/failedShare");
    }
}
