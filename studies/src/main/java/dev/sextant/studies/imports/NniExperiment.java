// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.TreeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of NNI, in either version of its form, or a search space of it alone, as a study.
 *
 * <p>Source: NNI's reference of experiment configurations and of search spaces.
 */
final class NniExperiment {
    /** What NNI calls a result that is one number. */
    private static final String METRIC = "default";

    /** How NNI's library logs results where no experiment runs around the program. */
    private static final String RESULT = "(?:Intermediate|Final) result: (?:.*'default': )?([-+.\\deE]+|nan|inf|-inf)";

    private static final Pattern DURATION = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([smhd])\\s*");

    private final SourceObject experiment;
    private final Neighbours neighbours;
    private final Draft draft;
    private final Report report;

    NniExperiment(SourceObject experiment, Neighbours neighbours, Draft draft, Report report) {
        this.experiment = experiment;
        this.neighbours = neighbours;
        this.draft = draft;
        this.report = report;
    }

    /** @param root the object that the experiment is, or the search space alone */
    void read(Node.Fields root) throws StudyFileException {
        if (Tool.searchSpace(root)) {
            alone();
            return;
        }
        String name = experiment.word("experimentName");
        if (name != null)
            StudyName.give(name, experiment.keyAt("experimentName"), experiment.path("experimentName"), draft, report);
        NniAlgorithm algorithm = new NniAlgorithm(experiment, draft, report);
        space(algorithm.grid());
        command();
        draft.trainer.putObject("result").putObject("patterns").put(METRIC, RESULT);
        draft.trainer.put("counts", "last");
        report.note(
                experiment.at(),
                "",
                "NNI's library hears of no experiment in a study: nni.get_next_parameter() gives nothing, and results"
                        + " are read from the lines that the library prints then",
                "let the program take its parameters from flags; or see \"result\"",
                Draft.RESULT);
        if (algorithm.maximize()) Objectives.maximize(draft, METRIC, List.of());
        else Objectives.minimize(draft, METRIC, List.of());
        budget(algorithm.grid());
        algorithm.read();
        rest();
    }

    private void alone() {
        new NniSearchSpace(draft, report).read(experiment, false);
        draft.trainer.put("parametersBy", "flags");
        draft.argv.add("python3").add("train.py").add("{flags}");
        draft.trainer.putArray("metrics").add(Objectives.VALUE);
        report.note(
                experiment.at(),
                "",
                "a search space alone names no program, no metric and no budget: the study runs \"python3 train.py\" and"
                        + " minimizes \"" + Objectives.VALUE + "\"",
                "write your own into argv and objective",
                Draft.ARGV);
        draft.objective.put("minimize", Objectives.VALUE);
        Budget.open(false, "maxTrialNumber", experiment.at(), draft, report);
    }

    private void space(boolean grid) throws StudyFileException {
        SourceObject space = experiment.object("searchSpace");
        Node file = experiment.get("searchSpaceFile");
        Node annotation = experiment.get("useAnnotation");
        if (annotation != null && annotation.json().asBoolean()) {
            report.error(
                    experiment.keyAt("useAnnotation"),
                    experiment.path("useAnnotation"),
                    "the search space stands in comments of the program, which are not read",
                    "write it into searchSpace");
            return;
        }
        if (space != null && file != null)
            report.error(
                    experiment.keyAt("searchSpaceFile"),
                    experiment.path("searchSpaceFile"),
                    "the experiment has a searchSpace, too",
                    "leave one of the two out");
        else if (space != null) {
            draft.origin(Draft.PARAMETERS, experiment.keyAt("searchSpace"));
            new NniSearchSpace(draft, report).read(space, grid);
        } else if (file != null) file(grid);
        else if (!experiment.has("searchSpace"))
            report.error(
                    experiment.at(),
                    "",
                    "the experiment has neither a searchSpace nor a searchSpaceFile",
                    "add \"searchSpace\": {\"lr\": {\"_type\": \"loguniform\", \"_value\": [0.0001, 0.1]}}");
    }

    private void file(boolean grid) throws StudyFileException {
        String path = experiment.text("searchSpaceFile");
        if (path == null) return;
        draft.origin(Draft.PARAMETERS, experiment.keyAt("searchSpaceFile"));
        Problems problems = new Problems();
        Node tree;
        try {
            tree = TreeText.read(path, neighbours.read(path), problems);
        } catch (IOException e) {
            report.error(
                    experiment.keyAt("searchSpaceFile"),
                    experiment.path("searchSpaceFile"),
                    "the search space cannot be read: " + e.getMessage(),
                    "its path begins at the folder of the experiment's file");
            return;
        }
        report.errors().addAll(problems);
        if (tree == null || problems.severe()) return;
        SourceObject space = new SourceObject(
                        new Node.Fields(tree.at(), Map.of()), experiment.path("searchSpaceFile"), report)
                .object(tree, "");
        if (space != null) new NniSearchSpace(draft, report).read(space, grid);
    }

    private void command() {
        draft.origin(Draft.ARGV, experiment.keyAt("trialCommand"));
        draft.trainer.put("parametersBy", "flags");
        Node written = experiment.get("trialCommand");
        String line = experiment.text("trialCommand");
        if (written == null)
            report.error(experiment.at(), "", "\"trialCommand\" is missing", "it says what a trial runs");
        if (line == null || written == null) return;
        ShellWords words = ShellWords.of(line);
        if (words.refused() != null) {
            report.error(
                    written.at(),
                    experiment.path("trialCommand"),
                    "the command needs a shell for " + words.refused() + ", and a study starts its program without one",
                    "put the line into a script, and write \"bash script.sh\"");
            return;
        }
        for (String word : words.words()) draft.argv.add(Braces.escaped(word));
        draft.argv.add("{flags}");
        Node folder = experiment.get("trialCodeDirectory");
        if (folder != null && !folder.json().asText().matches("\\.?/?"))
            report.note(
                    experiment.keyAt("trialCodeDirectory"),
                    experiment.path("trialCodeDirectory"),
                    "the program runs in the study's folder",
                    "save the study in " + folder.json().asText(),
                    Draft.ARGV);
    }

    private void budget(boolean grid) {
        Long trials = experiment.whole("maxTrialNumber", 1, false);
        if (trials != null) {
            draft.search.put("trials", trials);
            draft.origin(Draft.TRIALS, experiment.keyAt("maxTrialNumber"));
        } else if (!experiment.has("maxTrialNumber"))
            Budget.open(grid, "maxTrialNumber", experiment.at(), draft, report);
        Long parallel = experiment.whole("trialConcurrency", 1, false);
        if (parallel != null)
            Budget.parallel(
                    parallel, experiment.keyAt("trialConcurrency"), experiment.path("trialConcurrency"), draft, report);
        duration("maxExperimentDuration", "studyTime");
        duration("maxTrialDuration", "trialTime");
    }

    private void duration(String key, String limit) {
        Node written = experiment.get(key);
        if (written == null) return;
        Matcher form = DURATION.matcher(written.json().asText());
        String time = form.matches() ? time(new BigDecimal(form.group(1)), form.group(2)) : null;
        if (time == null) {
            report.error(
                    written.at(),
                    experiment.path(key),
                    "expected a time above 0, got " + written.found(),
                    "write it as \"30m\"; the units are s, m, h and d");
            return;
        }
        draft.limits.put(limit, time);
        draft.origin("/limits", experiment.keyAt(key));
    }

    /** A whole number of the largest unit that measures it; null where there is none. */
    private static @Nullable String time(BigDecimal count, String unit) {
        long seconds = "smhd".indexOf(unit) == 0 ? 1 : unit.equals("m") ? 60 : unit.equals("h") ? 3600 : 86_400;
        BigDecimal millis = count.multiply(BigDecimal.valueOf(seconds * 1000));
        if (millis.signum() <= 0 || millis.compareTo(BigDecimal.valueOf(86_400_000L * 36_500)) > 0) return null;
        long whole = Math.max(1, millis.longValue());
        if (whole % 1000 != 0) return whole + "ms";
        if (whole % 60_000 != 0) return whole / 1000 + "s";
        if (whole % 3_600_000 != 0) return whole / 60_000 + "m";
        return whole % 86_400_000 != 0 ? whole / 3_600_000 + "h" : whole / 86_400_000 + "d";
    }

    private void rest() {
        Node service = experiment.get("trainingService");
        boolean local = !(service instanceof Node.Fields fields)
                || Tool.word(fields, "platform").isEmpty()
                || Tool.word(fields, "platform").equals("local");
        if (!local) experiment.leave("trainingService", "trials run on this machine", "", Draft.ARGV);
        Node gpus = experiment.get("trialGpuNumber");
        if (gpus != null && gpus.json().asInt() > 0)
            experiment.leave(
                    "trialGpuNumber",
                    "a study gives its programs no graphics card",
                    "choose one for all: \"environment\": {\"set\": {\"CUDA_VISIBLE_DEVICES\": \"0\"}}",
                    Draft.ARGV);
        experiment.leave("sharedStorage", "trials run on this machine", "", Draft.ARGV);
        experiment.leave("tunerGpuIndices", "the searcher takes no graphics card", "", Draft.SEARCH);
        experiment.pass(
                "debug",
                "logLevel",
                "logCollection",
                "nniManagerIp",
                "experimentWorkingDirectory",
                "experimentType",
                "webPort",
                "useAnnotation");
        experiment.rest("NNI");
    }
}
