// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a study file: JSON with comments and trailing commas, format 1. All problems are told at once. */
public final class StudyReader {
    /** The newest format that this version reads. */
    public static final int FORMAT = 1;

    /** The trainer where a study does not say. */
    public static final String DEFAULT_TRAINER = "network";

    /** The searcher where a study does not say. */
    public static final String DEFAULT_SEARCHER = "bayesian";

    private static final int MAX_NAME = 64;
    private static final List<String> KEYS =
            List.of("$schema", "format", "name", "description", "seed", "trainer", "objective", "search", "confirm");
    private static final List<String> SEARCH_KEYS = List.of("searcher", "trials", "window", "tryFirst", "pruner");
    private static final Schema.Text TEXT = new Schema.Text("", List.of());
    private static final Schema.Whole SEED = new Schema.Whole("", Schema.Interval.ANY);
    private static final Schema.Whole TRIALS = new Schema.Whole("", Schema.Interval.closed(1, StudySpec.MAX_TRIALS));
    private static final Schema.Whole WINDOW = new Schema.Whole("", Schema.Interval.closed(1, 1000));
    private static final Schema.Section CONFIRM = confirm();

    private final Catalog catalog;
    private final Problems problems = new Problems();
    private final DocumentReader plain = new DocumentReader(problems, null, false);

    private StudyReader(Catalog catalog) {
        this.catalog = catalog;
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

    private StudyFile read(String name, byte[] bytes, List<Argument> arguments) throws StudyFileException {
        Node.Fields root = tree(name, bytes);
        for (int i = 0; i < arguments.size(); i++) arguments.get(i).apply(root, i + 1, problems);
        checkFormat(root);
        known(root, Place.ROOT, KEYS);
        String study = name(root, name);
        JsonNode description = value(root, Place.ROOT, "description", TEXT, JsonNodeFactory.instance.textNode(""));
        JsonNode seed = value(root, Place.ROOT, "seed", SEED, number(StudySpec.DEFAULT_SEED));
        TrainerFactory factory = trainerType(root);
        Template template = factory == null ? null : template(root, factory);
        Objective objective = factory == null ? null : objective(root, factory);

        Node.Fields search = fields(root, "search");
        Place searchPlace = Place.ROOT.child("search");
        known(search, searchPlace, SEARCH_KEYS);
        StudySpec.Selection searcher = selection(search, "searcher", searchers(), DEFAULT_SEARCHER);
        StudySpec.Selection pruner = selection(search, "pruner", pruners(), null);
        JsonNode trials = value(search, searchPlace, "trials", TRIALS, number(StudySpec.DEFAULT_TRIALS));
        JsonNode window = value(search, searchPlace, "window", WINDOW, number(StudySpec.DEFAULT_WINDOW));
        List<Configuration> tryFirst = tryFirst(search, searchPlace.child("tryFirst"), template);
        ObjectNode confirm = plain.section(fields(root, "confirm"), CONFIRM, Place.ROOT.child("confirm"));

        if (problems.severe()
                || template == null
                || factory == null
                || objective == null
                || searcher == null
                || description == null
                || seed == null
                || trials == null
                || window == null) throw new StudyFileException(problems.sorted());
        StudySpec spec = new StudySpec(
                study,
                description.textValue(),
                seed.longValue(),
                factory.type(),
                template,
                objective,
                searcher,
                pruner,
                trials.longValue(),
                window.intValue(),
                tryFirst,
                new ConfirmationRule(
                        confirm.get("top").intValue(),
                        confirm.get("seeds").intValue(),
                        confirm.get("test").booleanValue()));
        StudyFile file = new StudyFile(name, bytes, root, spec, factory);
        file.warn(problems);
        return file.with(problems.sorted());
    }

    private Node.Fields tree(String name, byte[] bytes) throws StudyFileException {
        String text = "";
        Source source;
        Node root = null;
        if (bytes.length > TreeReader.MAX_BYTES) {
            source = new Source(Source.FILE, name, "");
            problems.error(
                    new Position(source, 1, 1),
                    "",
                    "the file has " + bytes.length + " bytes, a study at most " + TreeReader.MAX_BYTES,
                    "is this the right file?");
        } else {
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                Position at = new Position(new Source(Source.FILE, name, ""), 1, 1);
                problems.error(at, "", "the file is not text in UTF-8", "save it as UTF-8");
                throw new StudyFileException(problems.sorted());
            }
            if (text.startsWith("\ufeff")) text = text.substring(1);
            source = new Source(Source.FILE, name, text);
            root = TreeReader.read(source, text, 0, problems);
        }
        if (root instanceof Node.Fields fields) return fields;
        if (root != null) problems.error(root.at(), "", "a study is one JSON object, got " + root.found(), "");
        throw new StudyFileException(problems.sorted());
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

    private void known(Node.Fields fields, Place place, List<String> keys) {
        for (String name : fields.names())
            if (!keys.contains(name))
                problems.error(
                        fields.keyAt(name),
                        place.child(name).pointer(),
                        "unknown key \"" + name + "\"",
                        Suggestion.of(name, keys));
    }

    private String name(Node.Fields root, String file) {
        Node node = root.get("name");
        if (node == null) return Names.ofFile(file, MAX_NAME);
        if (node.json().isTextual() && Names.valid(node.json().textValue(), MAX_NAME))
            return node.json().textValue();
        problems.error(
                node.at(),
                "/name",
                "a name has 1 to " + MAX_NAME + " letters, digits, dots, hyphens or underscores, got " + node.found(),
                node.json().isTextual() ? "write \"" + Names.ofFile(node.json().textValue(), MAX_NAME) + "\"" : "");
        return "study";
    }

    private @Nullable JsonNode value(Node.Fields fields, Place place, String key, Schema schema, JsonNode preset) {
        Node node = fields.get(key);
        return node == null ? preset : plain.read(node, schema, place.child(key), null);
    }

    private Node.Fields fields(Node.Fields root, String key) {
        Node node = root.get(key);
        if (node instanceof Node.Fields fields) return fields;
        if (node != null) problems.error(node.at(), "/" + key, "expected an object, got " + node.found(), "");
        return new Node.Fields(root.at(), Map.of());
    }

    private @Nullable TrainerFactory trainerType(Node.Fields root) {
        if (root.get("trainer") == null) {
            problems.error(
                    root.at(),
                    "",
                    "\"trainer\" is missing",
                    "say what to train: \"trainer\": { \"data\": { \"builtin\": \"iris\" } }");
            return null;
        }
        Node.Fields trainer = fields(root, "trainer");
        List<String> types =
                catalog.trainers().stream().map(TrainerFactory::type).sorted().toList();
        JsonNode type = value(
                trainer,
                Place.ROOT.child("trainer"),
                "type",
                new Schema.Text("", types),
                JsonNodeFactory.instance.textNode(DEFAULT_TRAINER));
        if (type == null) return null;
        TrainerFactory factory = catalog.trainer(type.textValue());
        if (factory == null)
            problems.error(
                    trainer.at(),
                    "/trainer",
                    "there is no trainer \"" + type.textValue() + "\" here",
                    "set \"type\" to one of " + String.join(", ", types));
        return factory;
    }

    private Template template(Node.Fields root, TrainerFactory factory) {
        Node.Fields trainer = fields(root, "trainer");
        Map<String, Node.Field> rest = new LinkedHashMap<>(trainer.fields());
        rest.remove("type");
        List<Parameter> parameters = new ArrayList<>();
        ObjectNode document = new DocumentReader(problems, parameters, false)
                .section(
                        new Node.Fields(trainer.at(), rest),
                        factory.schema(),
                        Place.ROOT.child("trainer").asRoot());
        return new Template(document, Space.of(parameters));
    }

    private @Nullable Objective objective(Node.Fields root, TrainerFactory factory) {
        Map<String, Direction> metrics = factory.metrics();
        Node node = root.get("objective");
        if (node == null) {
            Map.Entry<String, Direction> first = metrics.entrySet().iterator().next();
            return new Objective(first.getKey(), first.getValue());
        }
        Node.Fields fields = fields(root, "objective");
        known(fields, Place.ROOT.child("objective"), List.of("minimize", "maximize"));
        Node minimize = fields.get("minimize");
        Node metric = minimize != null ? minimize : fields.get("maximize");
        if (metric == null || (minimize != null && fields.get("maximize") != null)) {
            if (node instanceof Node.Fields)
                problems.error(
                        node.at(),
                        "/objective",
                        "expected one of \"minimize\" and \"maximize\", got "
                                + (metric == null ? fields.found() : "both"),
                        "write {\"minimize\": \"" + metrics.keySet().iterator().next() + "\"}");
            return null;
        }
        Direction direction = minimize != null ? Direction.MINIMIZE : Direction.MAXIMIZE;
        String word = minimize != null ? "minimize" : "maximize";
        Place place = Place.ROOT.child("objective").child(word);
        JsonNode name = plain.read(metric, new Schema.Text("", List.copyOf(metrics.keySet())), place, null);
        if (name == null) return null;
        if (metrics.get(name.textValue()) != direction) {
            problems.error(
                    metric.at(),
                    place.pointer(),
                    name.textValue() + " is good when it is " + (minimize != null ? "large" : "small"),
                    "write {\"" + (minimize != null ? "maximize" : "minimize") + "\": " + name + "}");
            return null;
        }
        return new Objective(name.textValue(), direction);
    }

    private Schema.Variants searchers() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        for (SearcherFactory factory : catalog.searchers()) variants.put(factory.name(), factory.options());
        return new Schema.Variants("", variants);
    }

    private Schema.Variants pruners() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        for (PrunerFactory factory : catalog.pruners()) variants.put(factory.name(), factory.options());
        return new Schema.Variants("", variants);
    }

    private StudySpec.@Nullable Selection selection(
            Node.Fields search, String key, Schema.Variants variants, @Nullable String preset) {
        Node node = search.get(key);
        if (node == null || (preset == null && node.json().isNull())) {
            if (preset == null) return null;
            node = new Node.Scalar(search.at(), JsonNodeFactory.instance.textNode(preset));
        }
        Place place = new Place("/search/" + key, key);
        if (variants.variants().isEmpty()) {
            problems.error(node.at(), place.pointer(), "there is no " + key + " in this version", "leave it out");
            return null;
        }
        JsonNode read = plain.read(node, variants, place, null);
        if (read == null) return null;
        Map.Entry<String, JsonNode> chosen = read.properties().iterator().next();
        return new StudySpec.Selection(chosen.getKey(), (ObjectNode) chosen.getValue());
    }

    /** The first tries; none are looked at where the space itself has problems. */
    private List<Configuration> tryFirst(Node.Fields search, Place place, @Nullable Template template) {
        Node node = search.get("tryFirst");
        List<Configuration> configurations = new ArrayList<>();
        if (node == null) return configurations;
        if (!(node instanceof Node.Items(Position _, List<Node> items))) {
            problems.error(
                    node.at(),
                    place.pointer(),
                    "expected an array of configurations, got " + node.found(),
                    node instanceof Node.Fields ? "write [ { … } ]" : "");
            return configurations;
        }
        for (int i = 0; i < items.size(); i++) {
            Place at = place.child(Integer.toString(i));
            Node item = items.get(i);
            if (!(item instanceof Node.Fields))
                problems.error(item.at(), at.pointer(), "expected an object of values, got " + item.found(), "");
            else if (template != null && !spaceDoubtful())
                configurations.add(TryFirstReader.read(item, template, at, problems));
        }
        return configurations;
    }

    private boolean spaceDoubtful() {
        for (Problem problem : problems.sorted())
            if (problem.severe() && problem.path().startsWith("/trainer")) return true;
        return false;
    }

    private static JsonNode number(long value) {
        return JsonNodeFactory.instance.numberNode(value);
    }
}
