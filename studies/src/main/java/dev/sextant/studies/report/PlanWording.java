// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.stream.Collectors;

/** Why a trial was stopped, or why it was not, from its stopping plan and its curve. */
final class PlanWording {
    private static final int DIGITS = 4;

    private final Objective objective;
    private final StoppingPlan plan;
    private final Outcome outcome;

    private PlanWording(Objective objective, StoppingPlan plan, Outcome outcome) {
        this.objective = objective;
        this.plan = plan;
        this.outcome = outcome;
    }

    /** A sentence or two; empty where no pruner took part. */
    static String of(Trial trial, Objective objective) {
        StoppingPlan plan = trial.plan();
        Outcome outcome = trial.outcome();
        if (outcome == null) return "";
        PlanWording wording = new PlanWording(objective, plan, outcome);
        if (wording.capped())
            return "It was stopped after %d epoch%s by the study's limit for a trial (limits.trialEpochs)."
                    .formatted(outcome.curve().epochs(), outcome.curve().epochs() == 1 ? "" : "s");
        if (plan.equals(StoppingPlan.NONE)) return "";
        return (wording.held() + wording.switchedOff()).strip();
    }

    /** Whether it was stopped, but not by its plan. */
    private boolean capped() {
        return outcome instanceof Outcome.Pruned
                && !(plan.enforced() && plan.missed(outcome, objective.direction()) != null);
    }

    private String held() {
        Rung missed = plan.missed(outcome, objective.direction());
        List<Rung> passed = plan.passed(outcome);
        if (!plan.enforced()) {
            String control = "It belongs to the control group, which is never pruned";
            if (plan.rungs().isEmpty()) return control + ".";
            if (missed != null) return "%s: it would have been, for %s.".formatted(control, shortfall(missed));
            return control + (passed.isEmpty() ? "." : ", and reached all that would have been asked of it.");
        }
        if (missed != null) return "Pruned because " + shortfall(missed) + ".";
        if (plan.rungs().isEmpty()) return "";
        if (passed.isEmpty())
            return "Not pruned: it ended before its first check, after epoch %d."
                    .formatted(plan.rungs().getFirst().epoch());
        Rung last = passed.getLast();
        return "Not pruned: it reached all that was asked of it, the last time %s after epoch %d%s."
                .formatted(number(last.threshold()), last.epoch(), origin(last));
    }

    private String shortfall(Rung rung) {
        double best = outcome.curve().bestUpTo(rung.epoch(), objective.direction());
        return "its best %s after epoch %d was %s, and %s was to be reached there%s"
                .formatted(objective.metric(), rung.epoch(), number(best), number(rung.threshold()), origin(rung));
    }

    private static String origin(Rung rung) {
        if (rung.trials() == 0) return "";
        return rung.trials() == 1
                ? " (from 1 earlier trial)"
                : " (from %s earlier trials)".formatted(Figures.count(rung.trials()));
    }

    private String switchedOff() {
        List<StoppingPlan.SwitchedOff> off = plan.switchedOff();
        if (off.isEmpty()) return "";
        return (" At epoch%s %s nobody was held back: the values of %d control trials there did not foretell their last"
                        + " ones (rank correlation %s).")
                .formatted(
                        off.size() == 1 ? "" : "s",
                        off.stream().map(rung -> "" + rung.epoch()).collect(Collectors.joining(", ")),
                        off.getFirst().trials(),
                        off.stream()
                                .map(rung -> Figures.number(rung.correlation(), 2))
                                .collect(Collectors.joining(", ")));
    }

    private static String number(double value) {
        return Figures.number(value, DIGITS);
    }

    /** The plan for programs. */
    static ObjectNode json(StoppingPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("control", !plan.enforced());
        ArrayNode rungs = json.putArray("rungs");
        for (Rung rung : plan.rungs())
            rungs.addObject()
                    .put("epoch", rung.epoch())
                    .put("threshold", rung.threshold())
                    .put("trials", rung.trials());
        ArrayNode off = json.putArray("switchedOff");
        for (StoppingPlan.SwitchedOff rung : plan.switchedOff())
            off.addObject()
                    .put("epoch", rung.epoch())
                    .put("correlation", rung.correlation())
                    .put("trials", rung.trials());
        return json;
    }
}
