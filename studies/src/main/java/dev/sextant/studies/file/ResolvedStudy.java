// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.study.StudySpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A study written with every default visible: a study file that is read back to the same study. */
public final class ResolvedStudy {
    /** Under this key stands what the study ran on; readers skip it. */
    public static final String PROVENANCE = "x-provenance";

    private ResolvedStudy() {}

    /** @param provenance facts by name, kept under {@link #PROVENANCE} */
    public static ObjectNode write(StudySpec spec, Map<String, String> provenance) {
        return write(spec, null, provenance);
    }

    /**
     * The study's content.
     *
     * @param found where the learning rates come from, if a sweep found them
     * @param provenance facts by name, kept under {@link #PROVENANCE}
     */
    public static ObjectNode write(StudySpec spec, @Nullable FoundRates found, Map<String, String> provenance) {
        ObjectNode study = JsonNodeFactory.instance.objectNode();
        study.put("format", StudyReader.FORMAT);
        study.put("name", spec.name());
        study.put("description", spec.description());
        study.put("seed", spec.seed());
        ObjectNode trainer = study.putObject("trainer").put("type", spec.trainerType());
        // At the place of a parameter the template's document holds its domain in full.
        trainer.setAll(spec.template().document());
        GoalsReader.write(spec.goals(), study);
        ObjectNode search = study.putObject("search");
        search.set("searcher", selection(spec.searcher()));
        search.put("trials", spec.trials());
        search.put(
                EpochBudgetReader.EPOCHS, spec.epochs().limits() ? spec.epochs().epochs() : null);
        ParallelismReader.write(spec.parallelism(), search);
        ArrayNode tryFirst = search.putArray("tryFirst");
        for (Configuration configuration : spec.tryFirst()) tryFirst.add(searched(spec, configuration));
        search.set("pruner", spec.pruner() == null ? JsonNodeFactory.instance.nullNode() : selection(spec.pruner()));
        StopRuleReader.write(spec.stopWhen(), search);
        ConfirmationReader.write(spec.confirm(), study);
        LimitsReader.write(spec.limits(), study);
        if (found != null) study.set(FoundRates.KEY, found.write());
        ObjectNode facts = study.putObject(PROVENANCE);
        provenance.forEach(facts::put);
        return study;
    }

    private static ObjectNode selection(StudySpec.Selection selection) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.set(selection.name(), selection.options());
        return named;
    }

    /** The document of the configuration, without the keys in which nothing varies. */
    private static ObjectNode searched(StudySpec spec, Configuration configuration) {
        Set<String> varying = new HashSet<>();
        for (Parameter parameter : spec.space().parameters()) {
            int dot = parameter.path().indexOf('.');
            varying.add(dot < 0 ? parameter.path() : parameter.path().substring(0, dot));
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry :
                spec.template().fill(configuration).properties())
            if (varying.contains(entry.getKey())) part.set(entry.getKey(), entry.getValue());
        return part;
    }
}
