// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every key of a study file for people to read, in Markdown, written from {@link StudySchema} as {@link JsonSchema} is.
 * A part that holds keys of its own has a heading, and so an anchor: the path by which messages name it. What stands in
 * several places is written once and linked to.
 *
 * <p>Cost: O(n d) for n keys in d levels, since parts are compared with all that they hold.
 */
public final class StudyReference {
    private static final String TRAINER = StudySchema.TRAINER;

    /** A part that has its own heading. */
    private record Nested(String path, String suffix, Schema schema) {
        String title() {
            return "`" + path + "`" + suffix;
        }
    }

    private final StringBuilder text = new StringBuilder();
    private final Map<Schema, Nested> written = new HashMap<>();
    private List<Nested> pending = new ArrayList<>();

    /** Which trainer's keys are being written, for headings; empty outside of trainers. */
    private String suffix = "";

    private StudyReference() {}

    /** The whole file. A function of what may be named in a study alone. */
    public static String of(Catalog catalog) {
        StudyReference reference = new StudyReference();
        reference.write(StudySchema.of(catalog));
        return reference.text.toString();
    }

    private void write(Schema.Section study) {
        line("# The study file");
        blank(
                "This file is generated from the program's own description of study files: `./sextant manual studies/docs`"
                        + " writes it again. [`study.schema.json`](../study.schema.json) says the same to editors.");
        blank(
                "A study is one object, in JSON (comments and trailing commas are allowed) or YAML. Only `trainer` must be"
                        + " written; everything else has a default, and `study.resolved.json` in a run's directory shows all of"
                        + " them. Keys that begin with `x-` are yours: nobody reads them. The smallest study that makes sense:");
        blank("```json first.json");
        line("{");
        line("  \"trainer\": { \"data\": { \"builtin\": \"iris\" }, \"learningRate\": { \"log\": [1e-4, 1.0] } }");
        line("}");
        line("```");
        blank("Each key below has its kind, what it may be, its default, what it means, and an example.");
        List<Schema> trainers = trainers(study);
        line("");
        line("- [Keys of a study](#keys-of-a-study)");
        line("- [Domains: what is searched over](#domains-what-is-searched-over)");
        for (Schema trainer : trainers)
            if (trainer instanceof Schema.Section section) {
                String type = type(section);
                line("- [Trainer `" + type + "`](#trainer-" + slug(type) + "): " + escaped(section.description()));
            }
        for (Schema.Key key : study.keys())
            if (!key.name().equals(TRAINER) && nested(key.schema()))
                line("- [`" + key.name() + "`](#" + slug(key.name()) + "): "
                        + escaped(key.schema().description()));
        line("");
        line("## Keys of a study");
        line("");
        List<Nested> parts = keys(study.keys(), "", "");
        domains();
        for (Schema trainer : trainers) if (trainer instanceof Schema.Section section) trainer(section);
        for (Nested part : parts) part(part, 2);
    }

    private static List<Schema> trainers(Schema.Section study) {
        Schema.Key key = study.find(TRAINER);
        return key != null && key.schema() instanceof Schema.AnyOf any ? any.forms() : List.of();
    }

    private static String type(Schema.Section trainer) {
        Schema.Key key = trainer.find(TrainerReader.TYPE);
        return key != null && key.schema() instanceof Schema.Text text
                ? text.allowed().getFirst()
                : "";
    }

    private void trainer(Schema.Section trainer) {
        String type = type(trainer);
        suffix = " (" + type + ")";
        line("");
        line("## Trainer " + type);
        blank(escaped(trainer.description()) + " Any value below may be a domain.");
        if (type.equals(StudyReader.DEFAULT_TRAINER)) blank("This is the usual one: its type need not be written.");
        groups(trainer.groups(), "");
        line("");
        for (Nested part : keys(trainer.keys(), TRAINER + ".", "")) part(part, 3);
        suffix = "";
    }

    private void domains() {
        line("");
        line("## Domains: what is searched over");
        blank("Anywhere inside `trainer` an object of one of these kinds may stand for a value. A choice may be between"
                + " branches that bring parameters of their own. Kinds that a value cannot be are refused, and so are"
                + " ends outside of its range.");
        line("");
        JsonNode kinds = new JsonDomains(new JsonForms())
                .of(new Schema.Real("", Schema.Interval.ANY), true)
                .path("properties");
        for (String kind : DomainReader.KINDS)
            line("- **`" + kind + "`** "
                    + escaped(kinds.path(kind).path("description").asText()) + " Example: `"
                    + StudyExamples.domain(kind) + "`.");
        line("");
        line("Beside these:");
        line("");
        for (String key : List.of(DomainReader.DEFAULT, DomainReader.GRID, DomainReader.STEP))
            line("- **`" + key + "`** "
                    + escaped(kinds.path(key).path("description").asText()));
        line("");
        line("Within `" + DomainReader.FIND + "`, which a network's `learningRate` alone may be:");
        line("");
        keys(FindReader.SETTINGS.keys(), "", "");
    }

    /** A part under its heading, then the parts within it. */
    private void part(Nested part, int level) {
        line("");
        line("#".repeat(level) + " " + part.title());
        blank(escaped(part.schema().description()));
        if (part.schema() instanceof Schema.AnyOf any)
            for (Schema form : any.forms()) if (form instanceof Schema.Section) written.putIfAbsent(form, part);
        List<Nested> outer = pending;
        pending = new ArrayList<>();
        body(part.schema(), part.path() + ".", "");
        List<Nested> inner = pending;
        pending = outer;
        for (Nested each : inner) part(each, Math.min(level + 1, 4));
    }

    /** The keys as a list. The parts among them that want headings, in their order. */
    private List<Nested> keys(List<Schema.Key> keys, String path, String indent) {
        List<Nested> outer = pending;
        pending = new ArrayList<>();
        for (Schema.Key key : keys) key(key, path, indent);
        List<Nested> found = pending;
        pending = outer;
        return found;
    }

    private void key(Schema.Key key, String path, String indent) {
        StringBuilder line = new StringBuilder(indent + "- **`" + key.name() + "`** ");
        Schema schema = key.schema();
        line.append(key.name().equals(TRAINER) && path.isEmpty() ? "object" : StudyWords.kind(schema));
        boolean named = key.name().equals(TrainerReader.TYPE)
                && path.equals(TRAINER + ".")
                && !suffix.equals(" (" + StudyReader.DEFAULT_TRAINER + ")");
        if (key.required() || named) line.append(", required");
        else if (key.nullable()) line.append(", or `null`, the default");
        else if (key.preset() != null && StudyWords.telling(key.preset()))
            line.append("; default `").append(StudyWords.json(key.preset())).append('`');
        line.append(". ").append(escaped(schema.description()));
        if (key.name().equals(TRAINER) && path.isEmpty()) line.append(" Its keys: see the trainers above.");
        else {
            String example = StudyExamples.of(key);
            if (!example.isEmpty()) line.append(" Example: `").append(example).append("`.");
            if (nested(schema))
                line.append(" [More](#")
                        .append(anchor(path + key.name(), schema))
                        .append(").");
        }
        line(line.toString());
    }

    /** Where the part is, or will be, written. */
    private String anchor(String path, Schema schema) {
        Nested known = written.get(schema);
        // A list of what stands under this very heading.
        if (known == null && schema instanceof Schema.Items items) known = written.get(items.item());
        if (known == null) {
            known = new Nested(path, suffix, schema);
            written.put(schema, known);
            pending.add(known);
        }
        return slug(known.title());
    }

    private void body(Schema schema, String path, String indent) {
        switch (schema) {
            case Schema.Section section -> {
                groups(section.groups(), indent);
                line("");
                for (Schema.Key key : section.keys()) key(key, path, indent);
            }
            case Schema.Variants variants -> {
                blank(indent + "One of these, as `\"name\"`, or as `{\"name\": {…}}` with keys of its own:");
                line("");
                variants.variants().forEach((name, form) -> variant(name, form, path, indent));
            }
            case Schema.AnyOf any -> {
                blank(indent + "One of these forms:");
                line("");
                for (Schema form : any.forms()) form(form, path, indent);
            }
            case Schema.Items items -> {
                if (items.item() instanceof Schema.Variants || items.item() instanceof Schema.AnyOf)
                    blank(indent + "Each item:");
                body(items.item(), path, indent);
            }
            case Schema.Named named -> {
                if (nested(named.values())) body(named.values(), path, indent);
            }
            case Schema.Real _, Schema.Whole _, Schema.Flag _, Schema.Text _, Schema.Any _ -> {}
        }
    }

    private void variant(String name, Schema form, String path, String indent) {
        boolean section = form instanceof Schema.Section;
        line(indent + "- **`" + name + "`** " + (section ? "" : StudyWords.kind(form) + ". ")
                + escaped(form.description()) + more(form, path + name));
        below(form, path + name + ".", indent + "  ");
    }

    private void form(Schema form, String path, String indent) {
        String at = path.substring(0, path.length() - 1);
        line(indent + "- " + StudyWords.kind(form) + ": " + escaped(form.description()) + more(form, at));
        below(form, path, indent + "  ");
    }

    /** The keys of a form that is an object stand right below it; those of others under a heading. */
    private void below(Schema form, String path, String indent) {
        if (!(form instanceof Schema.Section section) || section.keys().isEmpty()) return;
        groups(section.groups(), indent);
        for (Schema.Key key : section.keys()) key(key, path, indent);
    }

    private String more(Schema form, String path) {
        return form instanceof Schema.Section || !nested(form) ? "" : " [More](#" + anchor(path, form) + ").";
    }

    private void groups(List<Schema.Group> groups, String indent) {
        for (Schema.Group group : groups) {
            String words = group.text();
            int keys = words.indexOf(" of ") + 4;
            String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1, keys) + "`"
                    + String.join("`, `", group.keys()) + "`.";
            if (indent.isEmpty()) blank(sentence);
            else line(indent + "- " + sentence);
        }
    }

    /** Whether it holds keys of its own. */
    private static boolean nested(Schema schema) {
        return switch (schema) {
            case Schema.Section section -> !section.keys().isEmpty();
            case Schema.Variants _ -> true;
            case Schema.AnyOf any -> any.forms().stream().anyMatch(StudyReference::nested);
            case Schema.Items items -> nested(items.item());
            case Schema.Named named -> nested(named.values());
            case Schema.Real _, Schema.Whole _, Schema.Flag _, Schema.Text _, Schema.Any _ -> false;
        };
    }

    /** What GitHub makes of a heading. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private void blank(String line) {
        line("");
        line(line);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** What would be taken for HTML, emphasis or a link is meant as it stands. */
    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace("<", "\\<")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("[", "\\[");
    }
}
