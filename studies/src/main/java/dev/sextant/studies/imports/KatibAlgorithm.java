// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an experiment searches and what it stops early, as searcher and pruner. */
final class KatibAlgorithm {
    private static final List<String> ALGORITHMS = List.of(
            "random",
            "grid",
            "bayesianoptimization",
            "tpe",
            "multivariate-tpe",
            "cmaes",
            "sobol",
            "hyperband",
            "pbt",
            "enas",
            "darts");

    /** As Katib's service has them. */
    private static final long DEFAULT_START_STEP = 4;

    private static final long DEFAULT_MIN_TRIALS = 3;
    private static final double DEFAULT_ETA = 3;

    private final SourceObject spec;
    private final Draft draft;
    private final Report report;

    KatibAlgorithm(SourceObject spec, Draft draft, Report report) {
        this.spec = spec;
        this.draft = draft;
        this.report = report;
    }

    void read() {
        SourceObject algorithm = spec.object("algorithm");
        if (algorithm == null) {
            if (!spec.has("algorithm"))
                report.error(spec.at(), spec.path(), "\"algorithm\" is missing", "name one: algorithmName: random");
        } else algorithm(algorithm);
        SourceObject early = spec.object("earlyStopping");
        if (early != null) earlyStopping(early);
    }

    private void algorithm(SourceObject algorithm) {
        draft.origin(Draft.SEARCH, spec.keyAt("algorithm"));
        Map<String, SourceObject> settings = settings(algorithm);
        String name = algorithm.word("algorithmName");
        algorithm.rest("Katib");
        if (name == null) {
            if (!algorithm.has("algorithmName"))
                report.error(algorithm.at(), algorithm.path(), "\"algorithmName\" is missing", "name one: random");
            return;
        }
        switch (name) {
            case "random", "grid", "tpe", "cmaes", "sobol" -> draft.search.put("searcher", name);
            case "bayesianoptimization" -> draft.search.put("searcher", "bayesian");
            case "multivariate-tpe" -> draft.search.put("searcher", "tpe");
            case "hyperband" -> hyperband(algorithm, settings);
            case "pbt" ->
                note(
                        algorithm,
                        "not carried over: a study's trials do not take over one another's weights",
                        "the study takes the usual searcher");
            case "enas", "darts" ->
                report.error(
                        algorithm.keyAt("algorithmName"),
                        algorithm.path("algorithmName"),
                        name + " searches for an architecture, and a study for values",
                        "this experiment cannot be a study");
            default ->
                report.error(
                        algorithm.keyAt("algorithmName"),
                        algorithm.path("algorithmName"),
                        "unknown algorithm \"" + name + "\"",
                        Suggestion.of(name, ALGORITHMS));
        }
        SourceObject seed = settings.remove("random_state");
        Long number = seed == null ? null : seed.whole("value", Long.MIN_VALUE, true);
        if (number != null) draft.seed(number);
        settings.forEach((key, setting) -> report.note(
                setting.at(),
                setting.path(),
                "the setting " + key + " is not carried over: the searcher here has its own",
                "",
                Draft.SEARCH));
    }

    private void note(SourceObject algorithm, String message, String help) {
        report.note(algorithm.keyAt("algorithmName"), algorithm.path("algorithmName"), message, help, Draft.SEARCH);
    }

    private Map<String, SourceObject> settings(SourceObject algorithm) {
        Map<String, SourceObject> settings = new LinkedHashMap<>();
        for (SourceObject setting : algorithm.objects("algorithmSettings")) {
            String name = setting.word("name");
            setting.pass("value");
            setting.rest("Katib");
            if (name != null) settings.put(name, setting);
        }
        return settings;
    }

    /** There trials get more and more of a resource; here each gets all of it, and a pruner stops the worse. */
    private void hyperband(SourceObject algorithm, Map<String, SourceObject> settings) {
        draft.search.put("searcher", "random");
        SourceObject resource = settings.remove("resource_name");
        SourceObject most = settings.remove("r_l");
        SourceObject eta = settings.remove("eta");
        String parameter = resource == null ? null : resource.word("value");
        Double epochs = most == null ? null : most.number("value", true);
        Double factor = eta == null ? Double.valueOf(DEFAULT_ETA) : eta.number("value", true);
        if (resource == null || parameter == null || epochs == null) {
            for (String key : List.of("resource_name", "r_l"))
                if ((key.equals("r_l") ? most : resource) == null)
                    report.error(
                            algorithm.at(),
                            algorithm.path(),
                            "hyperband needs the setting " + key,
                            "add it to algorithmSettings");
            return;
        }
        if (!draft.parameters.has(parameter)) {
            report.error(
                    resource.at(),
                    resource.path(),
                    "there is no parameter \"" + parameter + "\"",
                    Suggestion.of(parameter, names()));
            return;
        }
        if (factor == null) return;
        draft.parameters.set(parameter, Domains.number(Math.max(1, Math.rint(epochs))));
        note(
                algorithm,
                "each trial gets all of " + parameter + " (" + Domains.shown(epochs)
                        + "), and a pruner stops the worse: Katib begins them with less and starts the better again",
                "let the program print its metric after each");
        Pruners.halving(
                draft,
                report,
                1,
                (long) Math.clamp(Math.rint(factor), 2, 10),
                (long) Math.max(1, Math.rint(epochs)),
                algorithm.keyAt("algorithmName"));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        draft.parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void earlyStopping(SourceObject early) {
        draft.origin(Draft.PRUNER, spec.keyAt("earlyStopping"));
        Map<String, SourceObject> settings = settings(early);
        String name = early.word("algorithmName");
        early.rest("Katib");
        if (name == null || !name.equals("medianstop")) {
            report.error(
                    early.has("algorithmName") ? early.keyAt("algorithmName") : early.at(),
                    early.path("algorithmName"),
                    name == null ? "\"algorithmName\" is missing" : "unknown algorithm \"" + name + "\"",
                    "Katib has one: medianstop");
            return;
        }
        Long trials = setting(settings.remove("min_trials_required"), DEFAULT_MIN_TRIALS);
        Long step = setting(settings.remove("start_step"), DEFAULT_START_STEP);
        settings.forEach((key, setting) ->
                report.note(setting.at(), setting.path(), "medianstop has no setting " + key, "", Draft.PRUNER));
        if (trials == null || step == null) return;
        if (draft.search.has("pruner"))
            report.note(
                    spec.keyAt("earlyStopping"),
                    spec.path("earlyStopping"),
                    "not carried over: a study has one pruner",
                    "",
                    Draft.PRUNER);
        else Pruners.median(draft, report, step, trials, spec.keyAt("earlyStopping"));
    }

    private static @Nullable Long setting(@Nullable SourceObject setting, long preset) {
        return setting == null ? Long.valueOf(preset) : setting.whole("value", 1, true);
    }
}
