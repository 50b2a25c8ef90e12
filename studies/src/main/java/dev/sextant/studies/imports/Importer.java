// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.file.Catalog;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Source;
import dev.sextant.studies.tree.TreeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a study for the command trainer of another tool's file. What comes out is a valid study, which is read again to
 * make sure; what is wrong with the source, or would be wrong with the study, is told at its place in the source.
 */
public final class Importer {
    private static final String CONFIRM = "Each configuration is tried once, as by other tools. A number here trains so"
            + " many leaders again with other seeds, which the program gets as {seed} and SEXTANT_SEED.";

    private final String name;
    private final Neighbours neighbours;
    private final Catalog catalog;
    private final Draft draft = new Draft();
    private final Report report = new Report();

    private Importer(String name, Neighbours neighbours, Catalog catalog) {
        this.name = name;
        this.neighbours = neighbours;
        this.catalog = catalog;
    }

    /**
     * The study.
     *
     * @param name the file as the person typed it; its ending tells whether it is YAML or JSON
     * @param tool whose file it is; null to find out
     */
    public static Imported read(String name, byte[] bytes, @Nullable Tool tool, Neighbours neighbours, Catalog catalog)
            throws StudyFileException {
        return new Importer(name, neighbours, catalog).read(bytes, tool);
    }

    private Imported read(byte[] bytes, @Nullable Tool wanted) throws StudyFileException {
        Node tree = TreeText.read(name, ManyDocuments.experiment(name, bytes, report), report.errors());
        if (tree == null || report.failed()) throw new StudyFileException(report.errors());
        if (!(tree instanceof Node.Fields root)) {
            report.error(tree.at(), "", "expected an object, got " + tree.found(), expected());
            throw new StudyFileException(report.errors());
        }
        Tool tool = tool(root, wanted);
        draft.origin("", root.at());
        Node.Fields renewed = tool == Tool.NNI ? NniFirstVersion.renewed(root) : root;
        SourceObject source = new SourceObject(renewed, "", report);
        switch (tool) {
            case WANDB -> new WandbSweep(source, draft, report).read();
            case KATIB -> new KatibExperiment(source, draft, report).read();
            case NNI -> new NniExperiment(source, neighbours, draft, report).read(renewed);
        }
        if (report.failed()) throw new StudyFileException(report.errors());
        String text = text(tool == Tool.NNI && Tool.searchSpace(root) ? "a search space of NNI" : tool.file());
        check(text);
        return new Imported(
                tool, text, report.notes().stream().map(Report.Note::warning).toList());
    }

    private Tool tool(Node.Fields root, @Nullable Tool wanted) throws StudyFileException {
        Tool found = Tool.of(root);
        if (wanted != null && (found == null || found == wanted)) return wanted;
        if (wanted == null && found != null) return found;
        String guess = found != null ? "this looks like " + found.file() : Tool.guess(root);
        report.error(
                root.at(),
                "",
                wanted != null
                        ? "expected " + wanted.file() + ": " + guess
                        : guess.isEmpty() ? "this is no file that can be imported" : guess,
                found != null ? "leave out --from" : expected());
        throw new StudyFileException(report.errors());
    }

    private static String expected() {
        return "what can be imported is " + Tool.WANDB.file() + ", " + Tool.KATIB.file() + ", " + Tool.NNI.file()
                + " or its search space";
    }

    /** The file with its comments. */
    private String text(String file) {
        Map<String, List<String>> comments = new LinkedHashMap<>();
        List<String> head = new ArrayList<>(List.of("Made by sextant import from " + called() + ", " + file + "."));
        comments.put("", head);
        draft.comments().forEach((pointer, lines) -> comments.put(pointer, new ArrayList<>(lines)));
        ObjectNode study = draft.document();
        for (Report.Note note : report.notes()) {
            String pointer = present(study, note.about());
            comments.computeIfAbsent(pointer, _ -> new ArrayList<>()).add(comment(note));
        }
        comments.put("/confirm", List.of(CONFIRM));
        return StudyWriter.write(study, comments);
    }

    /** The file's name without its folder, which nobody else has. */
    private String called() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private String comment(Report.Note note) {
        Source source = note.at().source();
        String where = source.name().equals(name)
                ? "Line " + note.at().line()
                : source.name() + ":" + note.at().line();
        String part = part(note.path());
        return where + (part.isEmpty() ? "" : ", " + part) + ": " + sentence(note.message())
                + sentence(capital(note.help()));
    }

    /** The last name of a path, with its number if it is one of several: the line says the rest. */
    private static String part(String path) {
        int slash = path.lastIndexOf('/');
        boolean number = slash > 0 && path.substring(slash + 1).chars().allMatch(Character::isDigit);
        return path.substring((number ? path.lastIndexOf('/', slash - 1) : slash) + 1);
    }

    private static String sentence(String words) {
        if (words.isEmpty()) return "";
        return (words.endsWith("?") ? words : words + ".") + " ";
    }

    private static String capital(String words) {
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The pointer, or the nearest above it that the study has. */
    private static String present(ObjectNode study, String pointer) {
        String at = pointer;
        while (!at.isEmpty() && !StudyWriter.has(study, at)) at = at.substring(0, at.lastIndexOf('/'));
        return at;
    }

    /** What would be wrong with the study is wrong with the source. */
    private void check(String text) throws StudyFileException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Position whole = draft.origin("");
        if (whole == null) throw new IllegalStateException("the source has no beginning");
        if (bytes.length > TreeText.MAX_BYTES) {
            report.error(
                    whole,
                    "",
                    "the study would have " + bytes.length + " bytes, and may have " + TreeText.MAX_BYTES,
                    "list fewer values");
            throw new StudyFileException(report.errors());
        }
        try {
            StudyReader.read("study.json", bytes, List.of(), catalog);
        } catch (StudyFileException invalid) {
            for (Problem problem : invalid.problems()) {
                if (!problem.severe()) continue;
                Position at = draft.origin(problem.path());
                report.error(
                        at == null ? whole : at,
                        "",
                        "this makes no study: " + problem.path() + ": " + problem.message(),
                        problem.help());
            }
            throw new StudyFileException(report.errors());
        }
    }
}
