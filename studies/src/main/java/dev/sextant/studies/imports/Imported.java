// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Problem;
import java.util.List;

/**
 * A study that was made of another tool's file.
 *
 * @param study the study file's text, JSON with comments
 * @param notes what the study does not hold as the source did, in the order of the source
 */
public record Imported(Tool tool, String study, List<Problem> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }
}
