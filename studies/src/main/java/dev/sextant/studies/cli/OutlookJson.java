// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.GridPoints;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.MemoryOutlook;
import dev.sextant.studies.wiring.PreparedStudy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run of a study would do, for programs. Counts beyond the largest long are that; sizes are in bytes. */
final class OutlookJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OutlookJson() {}

    /** A study that would run. */
    static ObjectNode of(PreparedStudy study, @Nullable MemoryOutlook memory, List<Problem> warnings) {
        StudySpec spec = study.file().spec();
        ObjectNode json = JSON.objectNode();
        json.put("file", study.file().name());
        json.put("valid", true);
        json.set("problems", problems(warnings));
        json.put("study", spec.name());
        json.put("seed", spec.seed());
        ObjectNode facts = json.putObject("facts");
        study.facts().forEach(facts::put);
        ArrayNode columns = json.putArray("columns");
        for (Preparation.Column column : study.columns())
            columns.addObject()
                    .put("name", column.name())
                    .put("role", column.role())
                    .put("kind", column.kind())
                    .put("detail", column.detail());
        Structure structure = study.structure();
        if (!structure.isEmpty()) structure(json.putObject("structure"), structure);
        ArrayNode objectives = json.putArray("objectives");
        for (Objective objective : spec.goals().objectives())
            objectives
                    .addObject()
                    .put("metric", objective.metric())
                    .put("direction", objective.direction().name().toLowerCase(Locale.ROOT));
        selection(json, "searcher", spec.searcher());
        selection(json, "pruner", spec.pruner());
        json.put("parallelism", spec.parallelism().text());
        trainings(json.putObject("trainings"), Trainings.of(study));
        json.put("gridPoints", GridPoints.count(spec.space().roots()));
        ArrayNode parameters = json.putArray("parameters");
        for (Parameter parameter : spec.space().parameters())
            parameter(parameters.addObject(), parameter, spec.space());
        if (memory == null) json.putNull("memory");
        else memory(json.putObject("memory"), memory);
        return json;
    }

    /** That of the default configuration. */
    private static void structure(ObjectNode json, Structure structure) {
        json.put("title", structure.title());
        ArrayNode parts = json.putArray("parts");
        for (Structure.Part part : structure.parts()) {
            ObjectNode one = parts.addObject();
            for (int i = 0; i < structure.words().size(); i++)
                one.put(structure.words().get(i), part.words().get(i));
            for (int i = 0; i < structure.counts().size(); i++)
                one.put(structure.counts().get(i), part.counts().get(i));
        }
        ObjectNode totals = json.putObject("totals");
        for (int i = 0; i < structure.counts().size(); i++)
            totals.put(structure.counts().get(i), structure.totals().get(i));
    }

    /** A file that would not run. */
    static ObjectNode refused(String file, List<Problem> problems) {
        ObjectNode json = JSON.objectNode();
        json.put("file", file);
        json.put("valid", false);
        json.set("problems", problems(problems));
        return json;
    }

    /** A file that could not be read. */
    static ObjectNode refused(String file, String message) {
        ObjectNode json = JSON.objectNode();
        json.put("file", file);
        json.put("valid", false);
        json.putArray("problems").addObject().put("severe", true).put("message", message);
        return json;
    }

    private static ArrayNode problems(List<Problem> problems) {
        ArrayNode array = JSON.arrayNode();
        for (Problem problem : problems) {
            ObjectNode one = array.addObject().put("severe", problem.severe());
            if (problem.at().source().isFile())
                one.put("line", problem.at().line()).put("column", problem.at().column());
            one.put("path", problem.path()).put("message", problem.message()).put("help", problem.help());
        }
        return array;
    }

    private static void selection(ObjectNode json, String key, StudySpec.@Nullable Selection selection) {
        if (selection == null) json.putNull(key);
        else json.putObject(key).set(selection.name(), selection.options());
    }

    private static void trainings(ObjectNode json, Trainings trainings) {
        json.put("search", trainings.search());
        json.put("confirmation", trainings.leaders() * trainings.seeds());
        json.put("test", trainings.test());
        json.put("atMost", trainings.most());
        json.put("folds", trainings.folds());
        json.put("epochsEach", trainings.epochs());
        json.put("epochsAtMost", trainings.mostEpochs());
    }

    private static void parameter(ObjectNode json, Parameter parameter, Space space) {
        json.put("path", parameter.path());
        switch (parameter.domain()) {
            case Domain.Range range -> {
                json.put("domain", range.scale() == Scale.LOG ? "log" : "uniform");
                json.put("low", range.low()).put("high", range.high());
                if (range.step() > 0) json.put("step", range.step());
            }
            case Domain.Whole whole -> {
                json.put("domain", whole.scale() == Scale.LOG ? "logInt" : "int");
                json.put("low", whole.low()).put("high", whole.high());
                if (whole.step() > 1) json.put("step", whole.step());
            }
            case Domain.Choice choice -> {
                json.put("domain", "choice");
                ArrayNode options = json.putArray("options");
                choice.options().forEach(option -> options.add(option.label()));
            }
        }
        json.put("default", parameter.preset().text());
        Space.Condition condition = space.condition(parameter.path());
        if (condition == null) return;
        ObjectNode active = json.putObject("activeIf").put("parameter", condition.parent());
        Parameter parent = space.find(condition.parent());
        if (parent != null && parent.domain() instanceof Domain.Choice choice)
            active.put("is", choice.options().get(condition.option()).label());
    }

    private static void memory(ObjectNode json, MemoryOutlook memory) {
        json.put("bytes", memory.bytes());
        json.put("workers", memory.workers());
        json.put("heap", memory.heap());
        json.put("fits", memory.fits());
        json.put("own", memory.own());
        sizes(json.putObject("shared"), memory.shared());
        sizes(json.putObject("training"), memory.training());
    }

    private static void sizes(ObjectNode json, Map<String, Long> bytes) {
        bytes.forEach(json::put);
    }
}
