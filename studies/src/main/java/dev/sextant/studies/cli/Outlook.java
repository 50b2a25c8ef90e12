// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.GridPoints;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.manual.Wrapping;
import dev.sextant.studies.wiring.MemoryOutlook;
import dev.sextant.studies.wiring.PreparedStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run of a study would do, for people. */
final class Outlook {
    private static final int NAME = 16;

    /** Where values begin. */
    private static final int VALUE = NAME + 3;

    private Outlook() {}

    /**
     * @param memory what the run will need; null where that is not known
     * @param width of the terminal, in characters
     */
    static String text(PreparedStudy study, @Nullable MemoryOutlook memory, int width) {
        StudySpec spec = study.file().spec();
        StringBuilder text = new StringBuilder();
        text.append(study.file().name()).append(": good\n");
        row(text, "study", spec.name() + (spec.description().isEmpty() ? "" : ": " + spec.description()));
        for (Map.Entry<String, String> fact : study.facts().entrySet()) row(text, fact.getKey(), fact.getValue());
        text.append(ColumnTable.text(study.columns(), width));
        goals(text, spec.goals());
        row(text, "seed", Long.toString(spec.seed()));
        row(
                text,
                "searcher",
                selection(spec.searcher()) + ", " + spec.parallelism().text()
                        + (spec.parallelism().reproducible() ? "" : ": not reproducible"));
        StudySpec.Selection pruner = spec.pruner();
        row(text, "pruner", pruner == null ? "none" : selection(pruner));
        if (!spec.stopWhen().equals(StopRule.NEVER)) row(text, "ends early", ending(spec.stopWhen()));
        limits(text, spec.limits());
        Trainings trainings = Trainings.of(study);
        row(text, "trainings", trainings.text());
        epochs(text, spec, trainings);
        grid(text, study);
        memory(text, memory);
        FoundRates found = study.file().found();
        if (found != null) row(text, "learning rates", found.text());
        int parameters = spec.space().dimensions();
        row(text, "parameters", parameters == 0 ? "none: every trial is the same configuration" : "" + parameters);
        parameters(text, spec.space());
        String table =
                StructureTable.text(study.structure(), parameters == 0 ? "" : " of the default configuration", width);
        return folded(text.toString(), width) + table;
    }

    /** Rows that are wider go on below their value; a word that is wider stays whole. */
    private static String folded(String rows, int width) {
        StringBuilder text = new StringBuilder();
        for (String row : rows.lines().toList()) {
            if (row.length() <= width || row.length() <= VALUE) {
                text.append(row).append('\n');
                continue;
            }
            String before = row.substring(0, VALUE);
            for (String line : Wrapping.lines(row.substring(VALUE), Math.max(1, width - VALUE))) {
                text.append(before).append(line).append('\n');
                before = " ".repeat(VALUE);
            }
        }
        return text.toString();
    }

    private static void goals(StringBuilder text, Goals goals) {
        List<String> objectives = new ArrayList<>();
        for (Objective objective : goals.objectives())
            objectives.add(
                    (objective.direction() == Direction.MINIMIZE ? "minimize " : "maximize ") + objective.metric());
        row(text, goals.several() ? "objectives" : "objective", String.join(", ", objectives));
        if (!goals.constraints().isEmpty())
            row(
                    text,
                    "subject to",
                    String.join(
                            ", ",
                            goals.constraints().stream()
                                    .map(constraint -> constraint.metric() + " " + constraint.rule())
                                    .toList()));
        if (goals.timed())
            row(text, "clock", Goals.EPOCH_SECONDS + " is measured: no two runs need have the same result");
    }

    private static String ending(StopRule rule) {
        List<String> ways = new ArrayList<>();
        if (rule.noBetterFor() > 0)
            ways.add("once " + Figures.count(rule.noBetterFor(), "trial") + " in a row brought nothing better");
        if (rule.expectedGainBelow() > 0)
            ways.add("once the searcher expected gains below " + Figures.number(rule.expectedGainBelow()) + " of "
                    + StopRule.PROMISES + " trials in a row");
        return String.join(", or ", ways);
    }

    private static void limits(StringBuilder text, Limits limits) {
        List<String> ways = new ArrayList<>();
        if (limits.trialEpochs() > 0)
            ways.add("a training stops after " + Figures.count(limits.trialEpochs(), "epoch"));
        if (limits.trialTime() != null) ways.add("a trial fails after " + Limits.text(limits.trialTime()));
        if (limits.failedShare() < 1)
            ways.add("the search ends once more than " + Figures.number(100 * limits.failedShare())
                    + " % of its trials failed");
        if (limits.studyTime() != null) ways.add("the study stops after " + Limits.text(limits.studyTime()));
        if (!ways.isEmpty()) row(text, "limits", String.join("; ", ways));
        if (limits.trialTime() != null || limits.studyTime() != null)
            row(text, "clock", "where it ends a trial or the study, the report says that it is not reproducible");
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("  ").append(padded(name, NAME)).append(' ').append(value).append('\n');
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String selection(StudySpec.Selection selection) {
        List<String> options = new ArrayList<>();
        for (Map.Entry<String, JsonNode> option : selection.options().properties())
            options.add(option.getKey() + " " + option.getValue());
        return selection.name() + (options.isEmpty() ? "" : " (" + String.join(", ", options) + ")");
    }

    private static void epochs(StringBuilder text, StudySpec spec, Trainings trainings) {
        if (trainings.epochs() == 1 && !spec.epochs().limits()) return;
        row(
                text,
                "epochs",
                "at most " + Figures.count(trainings.mostEpochs(), "epoch") + " in all"
                        + (spec.epochs().limits() ? ", " + trainings.searchEpochs() + " of them in the search" : ""));
    }

    private static void grid(StringBuilder text, PreparedStudy study) {
        Space space = study.file().spec().space();
        if (space.dimensions() == 0) return;
        long points = GridPoints.count(space.roots());
        boolean taken = study.searcher().capacity() < Long.MAX_VALUE;
        row(
                text,
                "grid",
                taken
                        ? Figures.count(study.searcher().capacity(), "point")
                        : "would have "
                                + (points == Long.MAX_VALUE
                                        ? "more points than can be counted"
                                        : Figures.count(points, "point")));
    }

    private static void memory(StringBuilder text, @Nullable MemoryOutlook memory) {
        if (memory == null) return;
        row(
                text,
                "memory",
                "about " + Figures.bytes(memory.bytes()) + " with " + Figures.count(memory.workers(), "worker")
                        + "; this process may have " + Figures.bytes(memory.heap()));
        row(text, "", "all: " + parts(memory.shared()) + ", Sextant itself " + Figures.bytes(memory.own()));
        row(
                text,
                "",
                "each training: at most " + Figures.bytes(memory.trainingBytes()) + ": " + parts(memory.training()));
    }

    private static String parts(Map<String, Long> bytes) {
        List<String> parts = new ArrayList<>();
        bytes.forEach((name, size) -> parts.add(name + " " + Figures.bytes(size)));
        return String.join(", ", parts);
    }

    private static void parameters(StringBuilder text, Space space) {
        int names = 0;
        int domains = 0;
        for (Parameter parameter : space.parameters()) {
            names = Math.max(names, parameter.path().length());
            domains = Math.max(domains, domain(parameter.domain()).length());
        }
        for (Parameter parameter : space.parameters()) {
            text.append("    ").append(padded(parameter.path(), names)).append("  ");
            text.append(padded(domain(parameter.domain()), Math.min(domains, 56)));
            text.append("  default ").append(parameter.preset().text());
            Space.Condition condition = space.condition(parameter.path());
            if (condition != null) text.append("  if ").append(condition(space, condition));
            text.append('\n');
        }
    }

    static String condition(Space space, Space.Condition condition) {
        Parameter parent = space.find(condition.parent());
        return parent != null && parent.domain() instanceof Domain.Choice choice
                ? parent.path() + " is "
                        + choice.options().get(condition.option()).label()
                : condition.parent();
    }

    static String domain(Domain domain) {
        return switch (domain) {
            case Domain.Range range ->
                (range.scale() == Scale.LOG ? "log " : "uniform ") + Figures.number(range.low()) + " … "
                        + Figures.number(range.high())
                        + (range.step() > 0 ? " by " + Figures.number(range.step()) : "");
            case Domain.Whole whole ->
                (whole.scale() == Scale.LOG ? "logInt " : "int ") + whole.low() + " … " + whole.high()
                        + (whole.step() > 1 ? " by " + whole.step() : "");
            case Domain.Choice choice ->
                String.join(", ", choice.options().stream().map(Option::label).toList());
        };
    }
}
