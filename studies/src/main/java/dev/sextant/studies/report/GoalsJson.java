// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Breach;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.Feasibility;
import dev.sextant.engine.ranking.Front;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.util.Locale;

/**
 * What the JSON of a ranking has beside where a study has more goals than one objective, and where its search ended
 * early; nothing otherwise.
 *
 * <ul>
 *   <li>Several objectives: {@code objectives}; {@code front} with its members (of the confirmed the means of every
 *       objective, of others the search's values), the {@code hypervolume} of what the search found, and the
 *       {@code reference} up to which; {@code front} of a trial, whether it is on it.
 *   <li>Constraints: {@code constraints}, each with its bound and how many trials broke it; {@code feasible}, how many
 *       kept every one; {@code feasible} and {@code broken} of a trial.
 *   <li>Either: {@code values} of a trial in the search, by metric, and {@code others} of its confirmation, the further
 *       metrics' intervals.
 *   <li>The clock: {@code reproducible}, which is false, and {@code stamp}.
 *   <li>An early end: {@code searchEnded}.
 * </ul>
 */
final class GoalsJson {
    private final Ranking ranking;
    private final Goals goals;
    private final GoalFigures figures;

    GoalsJson(Ranking ranking) {
        this.ranking = ranking;
        this.goals = ranking.goals();
        this.figures = new GoalFigures(ranking);
    }

    static ObjectNode objective(ObjectNode json, Objective objective) {
        return json.put("metric", objective.metric())
                .put("direction", objective.direction().name().toLowerCase(Locale.ROOT));
    }

    /** What stands before the trials. */
    void head(ObjectNode report) {
        if (goals.several()) {
            ArrayNode objectives = report.putArray("objectives");
            for (Objective objective : goals.objectives()) objective(objectives.addObject(), objective);
        }
        if (!goals.constraints().isEmpty()) {
            ArrayNode constraints = report.putArray("constraints");
            for (Feasibility.Broken broken : ranking.feasibility().broken())
                constraint(constraints.addObject(), broken);
            report.put("feasible", ranking.feasibility().kept());
        }
        if (!ranking.reproducible())
            report.put("reproducible", false).put("stamp", new GoalsWording(ranking).shortStamp());
        SearchEnding ending = ranking.ending();
        if (ending != null)
            report.putObject("searchEnded")
                    .put("trials", ending.trials())
                    .put("budget", ending.budget())
                    .put("reason", ending.reason());
        Front front = ranking.front();
        if (front != null) front(report.putObject("front"), front);
    }

    private static void constraint(ObjectNode json, Feasibility.Broken broken) {
        json.put("metric", broken.constraint().metric())
                .put(
                        broken.constraint().side() == Constraint.Side.AT_MOST ? "atMost" : "atLeast",
                        broken.constraint().bound())
                .put("broken", broken.trials());
    }

    private void front(ObjectNode json, Front front) {
        ArrayNode members = json.putArray("members");
        for (RankedTrial member : front.members()) {
            ObjectNode one = members.addObject();
            one.put("trial", member.trial());
            one.put("confirmed", GoalsWording.confirmed(member));
            ObjectNode values = one.putObject("values");
            for (Objective objective : goals.objectives())
                JsonReport.number(values, objective.metric(), figures.value(member, objective.metric()));
        }
        JsonReport.number(json, "hypervolume", front.hypervolume());
        ObjectNode reference = json.putObject("reference");
        for (int i = 0; i < front.reference().size(); i++)
            JsonReport.number(
                    reference,
                    goals.objectives().get(i).metric(),
                    front.reference().get(i));
    }

    /** What a trial has more. */
    void trial(ObjectNode json, RankedTrial trial) {
        if (goals.metrics().size() > 1) {
            ObjectNode values = json.putObject("values");
            for (String metric : goals.metrics()) JsonReport.number(values, metric, figures.searched(trial, metric));
        }
        Front front = ranking.front();
        if (front != null)
            json.put("front", front.members().stream().anyMatch(member -> member.trial() == trial.trial()));
        if (goals.constraints().isEmpty()) return;
        if (trial.values().isEmpty()) json.putNull("feasible");
        else json.put("feasible", trial.succeeded());
        ArrayNode broken = json.putArray("broken");
        for (Breach breach : trial.breaches()) {
            ObjectNode one = broken.addObject();
            one.put("metric", breach.constraint().metric());
            JsonReport.number(one, "value", breach.value());
        }
    }

    /** What a confirmation has more. */
    static void confirmed(ObjectNode json, Confirmed confirmed) {
        if (confirmed.others().isEmpty()) return;
        ObjectNode others = json.putObject("others");
        confirmed.others().forEach((metric, interval) -> others.set(metric, JsonReport.interval(interval)));
    }
}
