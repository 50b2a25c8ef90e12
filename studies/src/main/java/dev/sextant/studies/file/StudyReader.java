// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Goals;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a study file: JSON with comments and trailing commas, format 1. All problems are told at once. */
public final class StudyReader {
    /** The newest format that this version reads. */
    public static final int FORMAT = 1;

    /** The trainer where a study does not say. */
    public static final String DEFAULT_TRAINER = "network";

    /** The searcher where a study does not say. */
    public static final String DEFAULT_SEARCHER = "auto";

    /** Characters of a study's name. */
    public static final int MAX_NAME = 64;

    private static final List<String> KEYS = keys();
    private static final Schema.Text TEXT = new Schema.Text("", List.of());
    private static final Schema.Whole SEED = new Schema.Whole("", Schema.Interval.ANY);
    private static final Schema.Section CONFIRM = confirm();

    private final Catalog catalog;
    private final Problems problems = new Problems();

    private StudyReader(Catalog catalog) {
        this.catalog = catalog;
    }

    private static List<String> keys() {
        List<String> keys =
                new ArrayList<>(List.of("$schema", "format", "name", "description", "seed", "trainer", "search"));
        keys.addAll(GoalsReader.KEYS);
        keys.add("confirm");
        keys.add(LimitsReader.LIMITS);
        return List.copyOf(keys);
    }

    private static Schema.Section confirm() {
        ConfirmationRule preset = ConfirmationRule.DEFAULT;
        JsonNodeFactory make = JsonNodeFactory.instance;
        Schema.Interval top = Schema.Interval.closed(0, 1000);
        Schema.Interval seeds = Schema.Interval.closed(1, 1000);
        return new Schema.Section(
                "",
                List.of(
                        new Schema.Key("top", new Schema.Whole("", top), false, make.numberNode(preset.top())),
                        new Schema.Key("seeds", new Schema.Whole("", seeds), false, make.numberNode(preset.seeds())),
                        new Schema.Key("test", new Schema.Flag(""), false, make.booleanNode(preset.test()))));
    }

    /**
     * The decided study.
     *
     * @param name the file as the person typed it, for messages; without its folder and ending it is the default of the
     *     study's name
     * @param bytes the file's content
     * @param arguments changes from the command line, applied in order before anything is checked
     */
    public static StudyFile read(String name, byte[] bytes, List<Argument> arguments, Catalog catalog)
            throws StudyFileException {
        return new StudyReader(catalog).read(name, bytes, arguments);
    }

    /** The study with the learning rates that it waited for. */
    public static StudyFile read(StudyFile waiting, FoundRates found, Catalog catalog) throws StudyFileException {
        return new StudyReader(catalog).decide(waiting.name(), waiting.bytes(), waiting.with(found));
    }

    private StudyFile read(String name, byte[] bytes, List<Argument> arguments) throws StudyFileException {
        Node.Fields tree = StudyText.tree(name, bytes, problems);
        for (int i = 0; i < arguments.size(); i++) arguments.get(i).apply(tree, i + 1, problems);
        return decide(name, bytes, tree);
    }

    private StudyFile decide(String name, byte[] bytes, Node.Fields tree) throws StudyFileException {
        checkFormat(tree);
        Part root = new Part(tree, Place.ROOT, problems);
        root.allow(KEYS);
        String study = name(tree, name);
        JsonNode description = root.value("description", TEXT, JsonNodeFactory.instance.textNode(""));
        JsonNode seed = root.value("seed", SEED, StudySpec.DEFAULT_SEED);
        TrainerReader trainer = new TrainerReader(root, catalog);
        TrainerFactory factory = trainer.factory();
        Template template = factory == null ? null : trainer.template(factory);
        Goals goals = factory == null || template == null ? null : GoalsReader.read(root, factory, template);
        SearchReader search = new SearchReader(root, catalog);
        StudySpec.Selection searcher = search.searcher();
        StudySpec.Selection pruner = search.pruner(goals);
        StopRule stopWhen = search.stopWhen(searcher, goals);
        long epochs = search.epochs();
        JsonNode trials = search.trials(epochs);
        Parallelism parallelism = search.parallelism();
        List<Configuration> tryFirst = search.tryFirst(template);
        ConfirmationRule confirm = confirmation(root, factory);
        Limits limits = new LimitsReader(root).read(factory);

        if (problems.severe()
                || template == null
                || factory == null
                || goals == null
                || searcher == null
                || description == null
                || seed == null
                || trials == null
                || parallelism == null) throw new StudyFileException(problems.sorted());
        EpochBudget budget = search.budget(epochs, factory, StudyFile.epochs(factory, template));
        if (problems.severe()) throw new StudyFileException(problems.sorted());
        StudySpec spec = new StudySpec(
                study,
                description.textValue(),
                seed.longValue(),
                factory.type(),
                template,
                goals,
                searcher,
                pruner,
                trials.longValue(),
                budget,
                parallelism,
                stopWhen,
                tryFirst,
                confirm,
                limits);
        StudyFile file = new StudyFile(name, bytes, tree, spec, factory);
        new Doubts(file).tell(problems);
        return file.with(problems.sorted());
    }

    /** Where another program trains the trials, nobody trains any of them again. */
    private ConfirmationRule confirmation(Part root, @Nullable TrainerFactory factory) {
        Part part = root.part("confirm");
        int before = problems.count();
        ObjectNode read = part.section(CONFIRM);
        if (problems.count() > before) return ConfirmationRule.DEFAULT;
        ConfirmationRule written = new ConfirmationRule(
                read.get("top").intValue(),
                read.get("seeds").intValue(),
                read.get("test").booleanValue());
        if (factory == null || factory.trains()) return written;
        if (written.top() > 0) trainedOnce(part, "top", "confirmed");
        if (written.test()) trainedOnce(part, "test", "tested");
        return new ConfirmationRule(0, written.seeds(), false);
    }

    private void trainedOnce(Part confirm, String key, String again) {
        Node asked = confirm.get(key);
        if (asked != null)
            problems.warning(
                    asked.at(),
                    confirm.place().child(key).pointer(),
                    "trials that another program trains are trained once: none is " + again,
                    "leave it out");
    }

    private void checkFormat(Node.Fields root) throws StudyFileException {
        Node format = root.get("format");
        if (format == null) return;
        Long number = Numbers.whole(format.json());
        if (number != null && number == FORMAT) return;
        problems.error(
                format.at(),
                "/format",
                number != null && number > FORMAT
                        ? "this file has format " + number + "; this version of Sextant reads format " + FORMAT
                        : "expected " + FORMAT + ", got " + format.found(),
                number != null && number > FORMAT
                        ? "run it with a newer version, or write it in format " + FORMAT
                        : "write \"format\": " + FORMAT + ", or leave it out");
        // What the other keys of another format mean is unknown.
        if (number != null && number > FORMAT) throw new StudyFileException(problems.sorted());
    }

    private String name(Node.Fields root, String file) {
        Node node = root.get("name");
        if (node == null) return Names.ofFile(file, MAX_NAME);
        if (node.json().isTextual() && Names.valid(node.json().textValue(), MAX_NAME))
            return node.json().textValue();
        String suggested =
                node.json().isTextual() ? Names.suggestion(node.json().textValue(), MAX_NAME) : "";
        problems.error(
                node.at(),
                "/name",
                "a name has 1 to " + MAX_NAME + " letters, digits, dots, hyphens or underscores, got " + node.found(),
                suggested.isEmpty() ? "" : "write \"" + suggested + "\"");
        return "study";
    }
}
