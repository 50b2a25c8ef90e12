// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an import has to tell: what is wrong with the source, and what of it the study does not hold. */
final class Report {
    /**
     * Something that is not in the study as it was in the source.
     *
     * @param at where it stands in the source
     * @param path where in the source, names joined by slashes
     * @param about the pointer of what it concerns in the study; empty for the whole
     */
    record Note(Position at, String path, String message, String help, String about) {
        Problem warning() {
            return new Problem(false, at, path, message, help);
        }
    }

    private final Problems errors = new Problems();
    private final List<Note> notes = new ArrayList<>();

    void error(Position at, String path, String message, String help) {
        errors.error(at, path, message, help);
    }

    /** Tells a person now, and whoever reads the study later in a comment of it. */
    void note(Position at, String path, String message, String help, String about) {
        notes.add(new Note(at, path, message, help, about));
    }

    /** What is wrong, without the notes: where there is no study, nobody needs to know what it would lack. */
    Problems errors() {
        return errors;
    }

    boolean failed() {
        return errors.severe();
    }

    /** In the order of the source. */
    List<Note> notes() {
        return notes.stream().sorted(Comparator.comparing(Note::at)).toList();
    }
}
