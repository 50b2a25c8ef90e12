// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tuner and the assessor of an experiment, as searcher and pruner. */
final class NniAlgorithm {
    /**
     * What a tuner becomes.
     *
     * @param searcher null for the usual one
     * @param loss what of it is not carried over; empty where it is the same algorithm
     * @param maximizes what NNI does where the experiment does not say
     */
    private record Tuner(@Nullable String searcher, String loss, boolean maximizes) {}

    private static final String NEAREST = "a study has no such searcher, the nearest to it is ";
    private static final String NONE = "a study has no such searcher, and takes the usual one";

    private static final Map<String, Tuner> TUNERS = new TreeMap<>(Map.ofEntries(
            Map.entry("random", new Tuner("random", "", true)),
            Map.entry("gridsearch", new Tuner("grid", "", true)),
            Map.entry("tpe", new Tuner("tpe", "", false)),
            Map.entry("gp", new Tuner("bayesian", "", true)),
            Map.entry("gptuner", new Tuner("bayesian", "", true)),
            Map.entry("metis", new Tuner("bayesian", NEAREST + "bayesian", true)),
            Map.entry("smac", new Tuner("bayesian", NEAREST + "bayesian", true)),
            Map.entry("dngo", new Tuner("bayesian", NEAREST + "bayesian", true)),
            Map.entry("anneal", new Tuner(null, NONE, false)),
            Map.entry("evolution", new Tuner(null, NONE, true)),
            Map.entry("regularizedevolution", new Tuner(null, NONE, true)),
            Map.entry("pbt", new Tuner(null, "a study's trials do not take over one another's weights", true)),
            Map.entry(
                    "hyperband",
                    new Tuner("random", "each trial gets all of its epochs, and a pruner stops the worse", true)),
            Map.entry(
                    "bohb",
                    new Tuner("tpe", "each trial gets all of its epochs, and a pruner stops the worse", true))));

    private static final List<String> CARRIED = List.of("optimize_mode", "seed", "R", "eta", "max_budget");

    private static final long DEFAULT_ETA = 3;

    private final SourceObject experiment;
    private final Draft draft;
    private final Report report;
    private final String key;
    private final @Nullable SourceObject tuner;
    private final String name;
    private final @Nullable SourceObject arguments;

    NniAlgorithm(SourceObject experiment, Draft draft, Report report) {
        this.experiment = experiment;
        this.draft = draft;
        this.report = report;
        this.key = experiment.has("tuner") || !experiment.has("advisor") ? "tuner" : "advisor";
        this.tuner = experiment.object(key);
        String written = tuner == null ? null : tuner.word("name");
        this.name = written == null ? "" : written.toLowerCase(Locale.ROOT);
        this.arguments = tuner == null ? null : tuner.object("classArgs");
    }

    boolean grid() {
        return name.equals("gridsearch");
    }

    /** What the experiment says, or what its tuner does where it says nothing, which then is told. */
    boolean maximize() {
        String mode = arguments == null ? null : arguments.word("optimize_mode");
        if (mode != null && arguments != null) {
            if (List.of("minimize", "maximize").contains(mode)) return mode.equals("maximize");
            report.error(
                    arguments.keyAt("optimize_mode"),
                    arguments.path("optimize_mode"),
                    "unknown mode \"" + mode + "\"",
                    Suggestion.of(mode, List.of("minimize", "maximize")));
            return false;
        }
        Tuner known = TUNERS.get(name);
        boolean maximizes = known != null && known.maximizes();
        report.note(
                tuner == null ? experiment.at() : tuner.at(),
                tuner == null ? "" : tuner.path(),
                "no optimize_mode: the study " + (maximizes ? "maximizes" : "minimizes"),
                "if that is wrong write {\"" + (maximizes ? "minimize" : "maximize") + "\": \"default\"}",
                Draft.OBJECTIVE);
        return maximizes;
    }

    void read() {
        if (key.equals("tuner")) experiment.leave("advisor", "a study has one searcher", "", Draft.SEARCH);
        if (tuner != null) searcher(tuner);
        SourceObject assessor = experiment.object("assessor");
        if (assessor != null) assessor(assessor);
    }

    private void searcher(SourceObject tuner) {
        draft.origin(Draft.SEARCH, experiment.keyAt(key));
        tuner.leave(
                "className", "an algorithm of your own is not run", "the study takes the usual searcher", Draft.SEARCH);
        tuner.leave("codeDirectory", "an algorithm of your own is not run", "", Draft.SEARCH);
        tuner.rest("NNI");
        if (!tuner.has("name")) return;
        if (name.equals("batch")) {
            report.error(
                    tuner.keyAt("name"),
                    tuner.path("name"),
                    "Batch tries a list of configurations, and a study searches a space",
                    "name what may vary in searchSpace, and list the configurations as \"tryFirst\" of the study");
            return;
        }
        Tuner known = TUNERS.get(name);
        if (known == null) {
            report.error(
                    tuner.keyAt("name"),
                    tuner.path("name"),
                    "unknown " + key + " \"" + name + "\"",
                    Suggestion.of(name, TUNERS.keySet()));
            return;
        }
        if (known.searcher() != null) draft.search.put("searcher", known.searcher());
        if (!known.loss().isEmpty())
            report.note(tuner.keyAt("name"), tuner.path("name"), "not carried over: " + known.loss(), "", Draft.SEARCH);
        Long seed = arguments == null ? null : arguments.whole("seed", Long.MIN_VALUE, false);
        if (seed != null) draft.seed(seed);
        if (name.equals("hyperband") || name.equals("bohb")) hyperband(tuner);
        if (arguments == null) return;
        for (String argument : arguments.keys())
            if (!CARRIED.contains(argument))
                arguments.leave(argument, "the searcher here has its own settings", "", Draft.SEARCH);
    }

    private void hyperband(SourceObject tuner) {
        String most = name.equals("bohb") ? "max_budget" : "R";
        Long epochs = arguments == null ? null : arguments.whole(most, 1, false);
        Long eta = arguments == null ? null : arguments.whole("eta", 2, false);
        Pruners.halving(
                draft, report, 1, Math.clamp(eta == null ? DEFAULT_ETA : eta, 2, 10), epochs, tuner.keyAt("name"));
    }

    private void assessor(SourceObject assessor) {
        draft.origin(Draft.PRUNER, experiment.keyAt("assessor"));
        String written = assessor.word("name");
        SourceObject settings = assessor.object("classArgs");
        assessor.pass("className", "codeDirectory");
        assessor.rest("NNI");
        String known = written == null ? "" : written.toLowerCase(Locale.ROOT);
        if (!known.equals("medianstop")) {
            boolean fitting = known.equals("curvefitting") || assessor.has("className");
            if (fitting)
                experiment.leave(
                        "assessor", "a study has no such pruner", "name one: \"pruner\": \"median\"", Draft.SEARCH);
            else
                report.error(
                        written == null ? assessor.at() : assessor.keyAt("name"),
                        assessor.path("name"),
                        written == null ? "\"name\" is missing" : "unknown assessor \"" + written + "\"",
                        "NNI has Medianstop and Curvefitting");
            return;
        }
        Long start = settings == null ? null : settings.whole("start_step", 0, false);
        if (settings != null) {
            settings.pass("optimize_mode");
            settings.rest("NNI");
        }
        if (draft.search.has("pruner")) experiment.leave("assessor", "a study has one pruner", "", Draft.SEARCH);
        else Pruners.median(draft, report, Math.max(1, start == null ? 1 : start), null, experiment.keyAt("assessor"));
    }
}
