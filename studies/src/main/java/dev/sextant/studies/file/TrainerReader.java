// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
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
    static final String TYPE = "type";
    private static final String TRAINER = StudySchema.TRAINER;
    private static final String WHAT =
            "What is trained: its type decides which other keys there are. Any value may be replaced by a domain, an"
                    + " object such as {\"log\": [1e-4, 1.0]}, and is searched over then.";

    /** What stands there where nothing is known of the trainers. */
    static final Schema.Section ANY = new Schema.Section(WHAT, List.of());

    /** No searcher makes anything of more. */
    static final int MAX_PARAMETERS = 1000;

    private final Part root;
    private final Part trainer;
    private final Problems problems;
    private final Catalog catalog;

    TrainerReader(Part root, Catalog catalog) {
        this.root = root;
        this.trainer = root.part(TRAINER, new Schema.Section(WHAT, List.of(type(catalog))));
        this.problems = root.problems();
        this.catalog = catalog;
    }

    private static Schema.Key type(Catalog catalog) {
        return type(
                catalog.trainers().stream().map(TrainerFactory::type).sorted().toList());
    }

    private static Schema.Key type(List<String> allowed) {
        return Schema.Key.text(
                TYPE, new Schema.Text("What kind of trainer it is.", allowed), StudyReader.DEFAULT_TRAINER);
    }

    /** The keys of every trainer, each with its type beside them; the usual one first. */
    static Schema.AnyOf schema(Catalog catalog) {
        List<Schema> forms = new ArrayList<>();
        for (TrainerFactory factory : catalog.trainers()) {
            List<Schema.Key> keys = new ArrayList<>();
            keys.add(type(List.of(factory.type())));
            keys.addAll(factory.schema().keys());
            Schema.Section form = new Schema.Section(
                    factory.schema().description(), keys, factory.schema().groups());
            if (factory.type().equals(StudyReader.DEFAULT_TRAINER)) forms.addFirst(form);
            else forms.add(form);
        }
        return new Schema.AnyOf(WHAT, forms);
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
        JsonNode type = trainer.value(TYPE);
        if (type == null) return null;
        TrainerFactory factory = catalog.trainer(type.textValue());
        if (factory == null)
            problems.error(
                    trainer.fields().at(),
                    trainer.place().pointer(),
                    "there is no trainer \"" + type.textValue() + "\" here",
                    "set \"type\" to one of "
                            + String.join(
                                    ", ",
                                    catalog.trainers().stream()
                                            .map(TrainerFactory::type)
                                            .sorted()
                                            .toList()));
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
