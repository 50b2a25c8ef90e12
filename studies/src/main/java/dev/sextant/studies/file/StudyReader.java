// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Template;
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
import java.util.List;

/** Reads a study file: JSON with comments and trailing commas or YAML, format 1. All problems are told at once. */
public final class StudyReader {
    /** The newest format that this version reads. */
    public static final int FORMAT = 1;

    /** The trainer where a study does not say. */
    public static final String DEFAULT_TRAINER = "network";

    /** The searcher where a study does not say. */
    public static final String DEFAULT_SEARCHER = "auto";

    /** Characters of a study's name, at most. */
    public static final int MAX_NAME = Names.LONGEST;

    private final Catalog catalog;
    private final Problems problems = Problems.limited();

    private StudyReader(Catalog catalog) {
        this.catalog = catalog;
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
        return read(name, bytes, false, arguments, catalog);
    }

    /** The decided study of a file that {@link ResolvedStudy} wrote, which may be larger than one of a person. */
    public static StudyFile readResolved(String name, byte[] bytes, List<Argument> arguments, Catalog catalog)
            throws StudyFileException {
        return read(name, bytes, true, arguments, catalog);
    }

    private static StudyFile read(String name, byte[] bytes, boolean own, List<Argument> arguments, Catalog catalog)
            throws StudyFileException {
        StudyReader reader = new StudyReader(catalog);
        try {
            return reader.read(name, bytes, own, arguments);
        } catch (Problems.TooManyException e) {
            throw new StudyFileException(reader.problems);
        }
    }

    /** The study with the learning rates that it waited for. */
    public static StudyFile read(StudyFile waiting, FoundRates found, Catalog catalog) throws StudyFileException {
        return new StudyReader(catalog).decide(waiting.name(), waiting.bytes(), waiting.with(found));
    }

    private StudyFile read(String name, byte[] bytes, boolean own, List<Argument> arguments) throws StudyFileException {
        Node.Fields tree = StudyText.tree(name, bytes, own, problems);
        for (int i = 0; i < arguments.size(); i++) arguments.get(i).apply(tree, i + 1, problems);
        return decide(name, bytes, tree);
    }

    private StudyFile decide(String name, byte[] bytes, Node.Fields tree) throws StudyFileException {
        checkFormat(tree);
        // Only the trainer that is named is described: making the others' descriptions would take its time.
        Part root =
                new Part(tree, StudySchema.root(TrainerReader.ANY, SearchReader.schema(catalog)), Place.ROOT, problems);
        root.allow();
        Node schema = root.get(StudySchema.SCHEMA);
        if (schema != null) root.read(StudySchema.SCHEMA, schema);
        String study = name(tree, name);
        JsonNode description = root.value(StudySchema.DESCRIPTION);
        JsonNode seed = root.value(StudySchema.SEED);
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
        ConfirmationRule confirm = ConfirmationReader.read(root, factory);
        Limits limits = new LimitsReader(root).read(factory);

        if (problems.severe()
                || template == null
                || factory == null
                || goals == null
                || searcher == null
                || description == null
                || seed == null
                || trials == null
                || parallelism == null) throw new StudyFileException(problems);
        EpochBudget budget = search.budget(epochs, factory, StudyFile.epochs(factory, template));
        if (problems.severe()) throw new StudyFileException(problems);
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
        new Coherence(file, problems).tell();
        if (problems.severe()) throw new StudyFileException(problems.sorted());
        new Doubts(file).tell(problems);
        return file.with(problems.sorted());
    }

    private void checkFormat(Node.Fields root) throws StudyFileException {
        Node format = root.get(StudySchema.FORMAT);
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
        if (number != null && number > FORMAT) throw new StudyFileException(problems);
    }

    private String name(Node.Fields root, String file) {
        Node node = root.get(StudySchema.NAME);
        if (node == null) return Names.ofFile(file);
        if (node.json().isTextual() && Names.FORM.fits(node.json().textValue()))
            return node.json().textValue();
        String suggested =
                node.json().isTextual() ? Names.suggestion(node.json().textValue()) : "";
        problems.error(
                node.at(),
                "/name",
                "a name has " + Names.FORM.words() + ", got " + node.found(),
                suggested.isEmpty() ? "" : "write \"" + suggested + "\"");
        return "study";
    }
}
