// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Comparison;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.report.ComparedRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads several runs and holds them against each other. */
public final class RunComparison {
    /** The fact by which data is known, wherever it lies. */
    private static final String SHA256 = "sha256";

    /** Keys of a study that say nothing of what it does. */
    private static final List<String> NAMES = List.of("name", "description", ResolvedStudy.PROVENANCE);

    private RunComparison() {}

    /**
     * Side by side, in this order.
     *
     * @param named what each run is called, in the order of the runs
     * @param times whether it is told how long they took
     */
    public static ComparedRuns of(List<SavedRun> runs, List<String> named, boolean times)
            throws RefusedException, StudyFileException {
        List<Ranking> rankings = new ArrayList<>();
        List<Map<String, String>> conditions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> datasets = new ArrayList<>();
        List<ObjectNode> studies = new ArrayList<>();
        List<String> states = new ArrayList<>();
        List<Long> budgets = new ArrayList<>();
        List<Duration> taken = new ArrayList<>();
        for (SavedRun run : runs) {
            StudySpec spec = run.file().spec();
            Ranking ranking = run.ranking();
            rankings.add(ranking);
            conditions.add(conditions(run, ranking));
            names.add(spec.name());
            datasets.add(RunVariants.dataset(spec, conditions.getLast()));
            ObjectNode study = ResolvedStudy.write(spec, run.file().found(), Map.of());
            study.remove(NAMES);
            studies.add(study);
            states.add(run.goesOn() ? "running" : run.finished() ? "finished" : "stopped");
            budgets.add(spec.trials());
            taken.add(run.timeUsed());
        }
        List<String> variants = RunVariants.variants(names, datasets, studies);
        List<Comparison.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++)
            candidates.add(new Comparison.Candidate(
                    named.get(i),
                    rankings.get(i),
                    runs.get(i).file().spec().seed(),
                    conditions.get(i),
                    datasets.get(i),
                    variants.get(i)));
        return new ComparedRuns(Comparison.of(candidates), settings(studies), states, budgets, times ? taken : null);
    }

    /** What must be equal for values to mean the same: the goals, the trainer, the data, and what the trainer says. */
    private static Map<String, String> conditions(SavedRun run, Ranking ranking) {
        StudySpec spec = run.file().spec();
        Map<String, String> conditions = new LinkedHashMap<>();
        List<String> goals = new ArrayList<>();
        for (Objective objective : spec.goals().objectives())
            goals.add((objective.direction() == Direction.MINIMIZE ? "minimize " : "maximize ") + objective.metric());
        for (Constraint constraint : spec.goals().constraints())
            goals.add(constraint.metric() + " " + constraint.rule());
        conditions.put("objective", String.join(", ", goals));
        conditions.put("trainer", spec.trainerType());
        String sha256 = run.file().provenance().get(Provenance.TRAINER + SHA256);
        if (sha256 != null)
            conditions.put("data", "sha256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…");
        RankedTrial winner = ranking.winner();
        ObjectNode document =
                winner == null ? run.file().defaultDocument() : spec.template().fill(winner.configuration());
        conditions.putAll(run.file().trainer().yardstick(document));
        return conditions;
    }

    /** Every key whose values are not the same in all studies; arrays and what is no object stand as a whole. */
    private static Map<String, List<String>> settings(List<ObjectNode> studies) {
        List<Map<String, String>> flat = new ArrayList<>();
        Map<String, String> keys = new LinkedHashMap<>();
        for (ObjectNode study : studies) {
            Map<String, String> values = new LinkedHashMap<>();
            flatten(study, "", values);
            flat.add(values);
            keys.putAll(values);
        }
        Map<String, List<String>> differing = new LinkedHashMap<>();
        for (String key : keys.keySet()) {
            List<String> values = new ArrayList<>();
            for (Map<String, String> study : flat) values.add(study.getOrDefault(key, ""));
            if (values.stream().distinct().count() > 1) differing.put(key, values);
        }
        return differing;
    }

    private static void flatten(JsonNode node, String path, Map<String, String> into) {
        if (!node.isObject() || node.isEmpty()) {
            into.put(path, node.toString());
            return;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties())
            flatten(entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), into);
    }
}
