// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a study trains. */
final class TrainerReader {
    /** No searcher makes anything of more. */
    static final int MAX_PARAMETERS = 1000;

    private static final String TRAINER = "trainer";
    private static final String TYPE = "type";

    private final Part root;
    private final Part trainer;
    private final Problems problems;
    private final Catalog catalog;

    TrainerReader(Part root, Catalog catalog) {
        this.root = root;
        this.trainer = root.part(TRAINER);
        this.problems = root.problems();
        this.catalog = catalog;
    }

    /** What makes the trainer; null where the study names none that is here. */
    @Nullable
    TrainerFactory factory() {
        if (root.get(TRAINER) == null) {
            problems.error(
                    root.fields().at(),
                    "",
                    "\"trainer\" is missing",
                    "say what to train: \"trainer\": { \"data\": { \"builtin\": \"iris\" } }");
            return null;
        }
        if (!(root.get(TRAINER) instanceof Node.Fields)) return null;
        List<String> types =
                catalog.trainers().stream().map(TrainerFactory::type).sorted().toList();
        JsonNode type = trainer.value(
                TYPE, new Schema.Text("", types), JsonNodeFactory.instance.textNode(StudyReader.DEFAULT_TRAINER));
        if (type == null) return null;
        TrainerFactory factory = catalog.trainer(type.textValue());
        if (factory == null)
            problems.error(
                    trainer.fields().at(),
                    trainer.place().pointer(),
                    "there is no trainer \"" + type.textValue() + "\" here",
                    "set \"type\" to one of " + String.join(", ", types));
        return factory;
    }

    /** The trainer's document and what varies in it; null where too much does. */
    @Nullable
    Template template(TrainerFactory factory) {
        Map<String, Node.Field> rest = new LinkedHashMap<>(trainer.fields().fields());
        rest.remove(TYPE);
        List<Parameter> parameters = new ArrayList<>();
        ObjectNode document = new DocumentReader(problems, parameters, false)
                .section(
                        new Node.Fields(trainer.fields().at(), rest),
                        factory.schema(),
                        trainer.place().asRoot());
        Space space = Space.of(parameters);
        if (space.dimensions() > MAX_PARAMETERS) {
            problems.error(
                    trainer.fields().at(),
                    trainer.place().pointer(),
                    "a study searches over at most " + MAX_PARAMETERS + " parameters, got " + space.dimensions(),
                    "give those that matter least a fixed value");
            return null;
        }
        return new Template(document, space);
    }
}
