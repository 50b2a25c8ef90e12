// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.ranking.WinnerFigure;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option by which a search gates a build. */
final class RequireOption {
    @Option(
            names = "--require",
            paramLabel = "RULE",
            description = "End with 5 where the winner does not keep a rule such as \"accuracy>=0.95\", in quotes;"
                    + " may be repeated, default: no rule. A rule is a metric, >=, <=, > or <, and a number. A short"
                    + " name, as accuracy for validationAccuracy, means the test rows where they were opened. Other"
                    + " metrics are means over the confirmation's fresh seeds, or of the search where nothing was"
                    + " confirmed; gain is by how much the winner betters the default configuration.")
    private List<String> rules = new ArrayList<>();

    /** The rules, read. */
    List<Requirement> requirements(@Nullable CommandSpec spec) {
        List<Requirement> requirements = new ArrayList<>();
        for (String rule : rules)
            try {
                requirements.add(Requirement.of(rule));
            } catch (IllegalArgumentException e) {
                throw refused(spec, "--require " + UsageErrors.shown(rule) + ": " + e.getMessage());
            }
        return requirements;
    }

    /** Refuses metrics that the study's winner will never tell. */
    static void check(List<Requirement> requirements, StudyFile file, @Nullable CommandSpec spec) {
        if (requirements.isEmpty()) return;
        StudySpec study = file.spec();
        Set<String> metrics = file.trainer()
                .metrics(study.template().fill(study.space().preset()))
                .keySet();
        boolean tested = study.confirm().test() && TestScore.rows(study.template());
        Set<String> known = WinnerFigure.names(study.goals(), metrics, tested);
        for (Requirement requirement : requirements) {
            String metric = requirement.metric();
            if (known.contains(metric)) continue;
            boolean closed =
                    !tested && WinnerFigure.names(study.goals(), metrics, true).contains(metric);
            throw refused(
                    spec,
                    "--require " + requirement.text() + ": "
                            + (closed
                                    ? "this study does not open any test rows, by \"test\" in its confirm or its data"
                                    : "the study has no metric " + UsageErrors.shown(metric) + "; "
                                            + Suggestion.of(metric, known)));
        }
    }

    private static ParameterException refused(@Nullable CommandSpec spec, String message) {
        return new ParameterException(WorkerOptions.commandLine(spec), message);
    }
}
