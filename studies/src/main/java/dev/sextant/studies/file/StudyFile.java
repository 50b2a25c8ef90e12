// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Notation;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.TreeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A study file without errors: the decided study, and the places in the file for what turns out later. */
public final class StudyFile {
    private static final String TRAINER = "trainer";

    /** So many documents with one parameter moved are made, and with no more values than this together. */
    private static final int MOST_DOCUMENTS = 1000;

    private static final long MOST_VALUES = 1_000_000;

    private final String name;
    private final byte[] bytes;
    private final Node.Fields root;
    private final StudySpec spec;
    private final TrainerFactory trainer;
    private final List<Problem> warnings;

    StudyFile(String name, byte[] bytes, Node.Fields root, StudySpec spec, TrainerFactory trainer) {
        this(name, bytes, root, spec, trainer, List.of());
    }

    private StudyFile(
            String name,
            byte[] bytes,
            Node.Fields root,
            StudySpec spec,
            TrainerFactory trainer,
            List<Problem> warnings) {
        this.name = name;
        this.bytes = bytes;
        this.root = root;
        this.spec = spec;
        this.trainer = trainer;
        this.warnings = warnings;
    }

    StudyFile with(List<Problem> warnings) {
        return new StudyFile(name, bytes, root, spec, trainer, warnings);
    }

    /** The file as the person typed it. */
    public String name() {
        return name;
    }

    /** The file, byte for byte. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** In what it is written. */
    public Notation notation() {
        return TreeText.notation(name, bytes);
    }

    public StudySpec spec() {
        return spec;
    }

    public TrainerFactory trainer() {
        return trainer;
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** What a resolved study says it ran on, by name; empty for other files. */
    public Map<String, String> provenance() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (root.get(ResolvedStudy.PROVENANCE) instanceof Node.Fields written)
            written.fields()
                    .forEach((name, fact) -> facts.put(name, fact.value().json().asText()));
        return facts;
    }

    /** What a sweep has to go through before the learning rate has its range; null where it has one. */
    public @Nullable SweepRange wanted() {
        return FindReader.wanted(spec.template().document().path(Axes.RATE));
    }

    /** Where the range of the learning rate comes from, if a sweep found it. */
    public @Nullable FoundRates found() {
        Node written = root.get(FoundRates.KEY);
        FoundRates found = written == null ? null : FoundRates.read(written.json());
        Parameter rate = spec.space().find(Axes.RATE);
        // A person may have changed the range since.
        boolean searched = found != null
                && rate != null
                && rate.domain() instanceof Domain.Range range
                && range.low() == found.low()
                && range.high() == found.high();
        return searched ? found : null;
    }

    /** The file as it would be had the found range stood in it, at the same places. */
    Node.Fields with(FoundRates found) {
        Node trainer = root.get(TRAINER);
        Node written = trainer instanceof Node.Fields fields ? fields.get(Axes.RATE) : null;
        if (!(spec.space().find(Axes.RATE) instanceof Parameter(String _, Domain.Range range, Value.Real preset))
                || !(trainer instanceof Node.Fields fields)
                || written == null) throw new IllegalStateException("no learning rate is to be found");
        ObjectNode domain = JsonNodeFactory.instance.objectNode();
        domain.putArray(DomainReader.LOG).add(found.low()).add(found.high());
        domain.put(DomainReader.GRID, range.grid()).put(DomainReader.DEFAULT, preset.number());
        Map<String, Node.Field> keys = new LinkedHashMap<>(fields.fields());
        keys.put(Axes.RATE, new Node.Field(fields.keyAt(Axes.RATE), Node.of(domain, written.at())));
        Map<String, Node.Field> whole = new LinkedHashMap<>(root.fields());
        whole.put(TRAINER, new Node.Field(root.keyAt(TRAINER), new Node.Fields(fields.at(), keys)));
        whole.put(FoundRates.KEY, new Node.Field(root.at(), Node.of(found.write(), root.at())));
        return new Node.Fields(root.at(), whole);
    }

    /**
     * The default document with every option of a choice in turn, by the option's label, in the order of the choice;
     * where nothing may be chosen, the default document alone under the name of the variant that stands there.
     *
     * @param key of the trainer's document
     */
    public Map<String, ObjectNode> branches(String key) {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        Parameter parameter = spec.space().find(key);
        if (parameter != null && parameter.domain() instanceof Domain.Choice) {
            for (Value option : Moved.extremes(parameter.domain()))
                documents.put(
                        option.text(),
                        spec.template().fill(Neighbours.moved(spec.space(), Map.of(parameter.path(), option))));
            return documents;
        }
        ObjectNode document = defaultDocument();
        JsonNode written = document.path(key);
        String name =
                written.isObject() && written.size() == 1 ? written.fieldNames().next() : written.asText();
        documents.put(name, document);
        return documents;
    }

    /** The document that the default configuration trains. */
    public ObjectNode defaultDocument() {
        return spec.template().fill(spec.space().preset());
    }

    /** The most epochs that a training of this study may have. */
    public int epochs() {
        return epochs(trainer, spec.template());
    }

    static int epochs(TrainerFactory trainer, Template template) {
        AtomicInteger most =
                new AtomicInteger(trainer.epochs(template.fill(template.space().preset())));
        // Each parameter by itself is enough: epochs stand in one place.
        Moved.each(template, (parameter, value, document) -> {
            most.accumulateAndGet(trainer.epochs(document), Math::max);
            return true;
        });
        return most.get();
    }

    /**
     * The default document with every other option of the choices at and below a key of the trainer's document, one at
     * a time; by the option's label.
     */
    public Map<String, ObjectNode> variations(String key) {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        for (Parameter parameter : spec.space().parameters()) {
            boolean below = parameter.path().equals(key) || parameter.path().startsWith(key + ".");
            if (!below || spec.space().condition(parameter.path()) != null) continue;
            if (parameter.domain() instanceof Domain.Choice)
                for (Value option : Moved.extremes(parameter.domain()))
                    if (!option.equals(parameter.preset()))
                        documents.put(
                                option.text(),
                                spec.template().fill(Neighbours.moved(spec.space(), Map.of(parameter.path(), option))));
        }
        return documents;
    }

    /**
     * The default document with every parameter outside a key moved away, one at a time: to each other option of a
     * choice, to the upper end of a range. Of very many only the first.
     */
    public List<Extreme> extremes(String key) {
        List<Extreme> documents = new ArrayList<>();
        int most = Math.clamp(MOST_VALUES / (1 + size(defaultDocument())), 10, MOST_DOCUMENTS);
        Moved.each(spec.template(), (parameter, value, document) -> {
            boolean below = parameter.path().equals(key) || parameter.path().startsWith(key + ".");
            if (!below) documents.add(new Extreme(parameter.path(), value, document.deepCopy()));
            return documents.size() < most;
        });
        return documents;
    }

    /**
     * A document in which one value is not the default.
     *
     * @param path of its parameter
     */
    public record Extreme(String path, Value value, ObjectNode document) {}

    private static long size(JsonNode json) {
        long size = 1;
        for (JsonNode child : json) size += size(child);
        return size;
    }

    /** The exception as a problem at the place of the file that it speaks of. */
    public Problem problem(TrainingException exception) {
        String message = exception.getMessage();
        return problem(
                true,
                exception.path().isEmpty() ? "trainer" : "trainer." + exception.path(),
                message == null ? exception.toString() : message,
                exception.help());
    }

    /**
     * A problem at a place of the file, or at the nearest above it that is written.
     *
     * @param path names joined by dots, as parameters are named: {@code trainer.schedule.step.gamma}
     */
    public Problem problem(boolean severe, String path, String message, String help) {
        Node node = root;
        StringBuilder pointer = new StringBuilder();
        boolean written = true;
        for (String key : path.split("\\.", -1)) {
            pointer.append('/').append(key);
            Node next = written ? below(node, key) : null;
            written = next != null;
            if (next != null) node = next;
        }
        return new Problem(severe, node.at(), pointer.toString(), message, help);
    }

    private static @Nullable Node below(Node node, String key) {
        if (node instanceof Node.Fields fields) {
            Node next = fields.get(key);
            if (next != null) return next;
            Node choice = fields.get(DomainReader.CHOICE);
            return choice == null ? null : option(choice, key);
        }
        if (node instanceof Node.Items(Position _, List<Node> items))
            for (int i = 0; i < items.size(); i++) if (key.equals(Integer.toString(i))) return items.get(i);
        return null;
    }

    /** That of a name; where the options are lists nobody knows which one is meant. */
    private static @Nullable Node option(Node choice, String name) {
        if (choice instanceof Node.Fields) return below(choice, name);
        if (choice instanceof Node.Items(Position _, List<Node> items))
            for (Node item : items) {
                if (item.json().asText().equals(name)) return item;
                if (item instanceof Node.Fields fields && fields.names().equals(List.of(name))) return fields.get(name);
            }
        return null;
    }
}
