// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Options;
import dev.sextant.trainers.document.Spelling;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a {@code data} object that say where rows come from, and how they are read. */
public final class Sources {
    /** The keys that name a source: exactly one of them is written. */
    private static final List<String> NAMES = List.of("csv", "builtin", "idx", "npy", "npz", "libsvm", "arff");

    /** What is written of them. */
    public static final Schema.Group GROUP = Schema.Group.exactlyOne(NAMES);

    /** The keys that say how a source is read, and the sources that they are for. */
    private static final Map<String, Set<String>> FORMS = new LinkedHashMap<>();

    private static final Map<String, Separator> SEPARATORS = new LinkedHashMap<>();

    static {
        FORMS.put("separator", Set.of("csv"));
        FORMS.put("header", Set.of("csv"));
        FORMS.put("decimal", Set.of("csv"));
        FORMS.put("encoding", Set.of("csv", "libsvm", "arff"));
        SEPARATORS.put(",", Separator.COMMA);
        SEPARATORS.put(";", Separator.SEMICOLON);
        SEPARATORS.put("\t", Separator.TAB);
        SEPARATORS.put("tab", Separator.TAB);
        SEPARATORS.put("|", Separator.PIPE);
    }

    private static final Schema.Section IDX = new Schema.Section(
            "Two IDX files, as those of MNIST; gzip is told by itself.",
            List.of(
                    new Schema.Key("features", file("Path of the images."), true, null),
                    new Schema.Key("target", file("Path of the labels."), true, null)));

    private static final Schema.Section NPY = new Schema.Section(
            "Arrays that numpy.save wrote.",
            List.of(
                    new Schema.Key("features", file("Path of an array of rows."), true, null),
                    new Schema.Key(
                            "target",
                            file("Path of an array of one number a row; default: the features' last column."),
                            false,
                            null)));

    private static final Schema.Section NPZ = new Schema.Section(
            "An archive that numpy.savez wrote.",
            List.of(
                    new Schema.Key("file", file("Path of the archive."), true, null),
                    new Schema.Key(
                            "features",
                            file("Name of the array of rows; default: the first of "
                                    + String.join(", ", NpzFile.FEATURES) + "."),
                            false,
                            null),
                    new Schema.Key(
                            "target",
                            file("Name of the array of one number a row; default: the first of "
                                    + String.join(", ", NpzFile.TARGETS) + "."),
                            false,
                            null)));

    /** The keys that say where rows come from, and how they are read. */
    public static final List<Schema.Key> KEYS = List.of(
            Setting.text("csv", "Path of a CSV or TSV file, from the study's folder.", List.of(), null),
            Setting.text(
                    "separator",
                    "What parts the fields of a CSV file; default: told from its first rows.",
                    List.copyOf(SEPARATORS.keySet()),
                    null),
            new Schema.Key(
                    "header",
                    new Schema.Flag("Whether a CSV file's first row names the columns; default: true. Without names"
                            + " they are column1, column2, …"),
                    false,
                    null),
            Setting.text(
                    "decimal", "The decimal mark of a CSV file's numbers; default: a point.", List.of(".", ","), null),
            Setting.text(
                    "encoding",
                    "What a text file is written in: latin1, windows-1252, …; default: its byte order mark, or UTF-8.",
                    List.of(),
                    null),
            new Schema.Key("builtin", Builtins.SCHEMA, false, null),
            new Schema.Key("idx", IDX, false, null),
            new Schema.Key("npy", NPY, false, null),
            new Schema.Key(
                    "npz",
                    new Schema.AnyOf(
                            "An archive that numpy.savez wrote, by its path or in full.",
                            List.of(file("Path of the archive."), NPZ)),
                    false,
                    null),
            Setting.text("libsvm", "Path of a file of rows \"label index:value …\".", List.of(), null),
            Setting.text("arff", "Path of an ARFF file, Weka's format.", List.of(), null));

    private Sources() {}

    /** @param keys the {@code data} object, its defaults filled in */
    public static Source read(ObjectNode keys) throws TrainingException {
        String name = name(keys);
        for (Map.Entry<String, Set<String>> form : FORMS.entrySet())
            if (keys.has(form.getKey()) && !form.getValue().contains(name))
                throw new TrainingException(
                        "data." + form.getKey(), "%s is not for %s".formatted(form.getKey(), name), "leave it out");
        JsonNode value = keys.get(name);
        return switch (name) {
            case "csv" -> csv(keys);
            case "idx" -> {
                ObjectNode idx = Setting.section(value, "data.idx", IDX);
                yield new Source.Idx(
                        Setting.file(idx, "data.idx", "features"), Setting.file(idx, "data.idx", "target"));
            }
            case "npy" -> {
                ObjectNode npy = Setting.section(value, "data.npy", NPY);
                yield new Source.Npy(
                        Setting.file(npy, "data.npy", "features"),
                        npy.has("target") ? Setting.file(npy, "data.npy", "target") : null);
            }
            case "npz" -> {
                if (value.isTextual()) yield new Source.Npz(Setting.file(keys, "data", "npz"), null, null);
                ObjectNode npz = Setting.section(value, "data.npz", NPZ);
                yield new Source.Npz(
                        Setting.file(npz, "data.npz", "file"),
                        npz.has("features") ? npz.get("features").asText() : null,
                        npz.has("target") ? npz.get("target").asText() : null);
            }
            case "libsvm" -> new Source.Libsvm(Setting.file(keys, "data", "libsvm"), encoding(keys));
            case "arff" -> new Source.Arff(Setting.file(keys, "data", "arff"), encoding(keys));
            default -> Builtins.read(value);
        };
    }

    /**
     * The files that any of the sources reads which may come to stand here, in the order of the document.
     *
     * @param data one that may still have domains in it
     */
    public static Set<String> files(JsonNode data) {
        Set<String> files = new LinkedHashSet<>();
        for (JsonNode keys : Options.of(data)) {
            for (String key : List.of("csv", "libsvm", "arff", "npz")) files.addAll(Options.texts(keys.path(key)));
            for (JsonNode npz : Options.of(keys.path("npz"))) files.addAll(Options.texts(npz.path("file")));
            for (String key : List.of("idx", "npy"))
                for (JsonNode arrays : Options.of(keys.path(key)))
                    for (String array : List.of("features", "target")) files.addAll(Options.texts(arrays.path(array)));
        }
        return files;
    }

    /** The one source that is written. */
    private static String name(ObjectNode keys) throws TrainingException {
        List<String> written = NAMES.stream().filter(keys::has).toList();
        if (written.isEmpty())
            throw new TrainingException(
                    "data",
                    "none of %s is written, exactly one must be".formatted(String.join(", ", NAMES)),
                    "write \"csv\": \"my.csv\" or \"builtin\": \"iris\"");
        if (written.size() > 1)
            throw new TrainingException(
                    "data",
                    "both %s and %s are written, exactly one source must be"
                            .formatted(written.getFirst(), written.get(1)),
                    "leave one of them out");
        return written.getFirst();
    }

    private static Source csv(ObjectNode keys) throws TrainingException {
        String path = keys.get("csv").asText();
        if (path.isBlank())
            throw new TrainingException("data.csv", "the path is empty", "write the path of a CSV file");
        Separator separator = null;
        if (keys.has("separator")) {
            separator = SEPARATORS.get(keys.get("separator").asText());
            if (separator == null)
                throw new TrainingException(
                        "data.separator",
                        "unknown separator %s".formatted(keys.get("separator")),
                        "write \",\", \";\", \"tab\" or \"|\"");
        }
        if (keys.has("header") && !keys.get("header").isBoolean())
            throw new TrainingException(
                    "data.header",
                    "header must be true or false, got %s".formatted(keys.get("header")),
                    "write false where the first row is data");
        String decimal = keys.has("decimal") ? keys.get("decimal").asText() : ".";
        if (!decimal.equals(".") && !decimal.equals(","))
            throw new TrainingException(
                    "data.decimal", "unknown decimal mark %s".formatted(keys.get("decimal")), "write \".\" or \",\"");
        return new Source.Csv(
                path,
                encoding(keys),
                separator,
                !keys.has("header") || keys.get("header").booleanValue(),
                decimal.equals(","));
    }

    private static @Nullable Charset encoding(ObjectNode keys) throws TrainingException {
        if (!keys.has("encoding")) return null;
        String name = keys.get("encoding").asText();
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new TrainingException(
                    "data.encoding",
                    "unknown encoding \"%s\"".formatted(name),
                    Spelling.advice(
                            name, List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "latin1", "windows-1252")));
        }
    }

    private static Schema.Text file(String description) {
        return new Schema.Text(description, List.of());
    }
}
