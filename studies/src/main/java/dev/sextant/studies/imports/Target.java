// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Position;

/**
 * A parameter on its way from the source into the study.
 *
 * @param at where in the source it stands
 * @param path where in the source, names joined by slashes
 * @param about its pointer in the study
 */
record Target(Report report, Position at, String path, String about) {
    void error(String message, String help) {
        report.error(at, path, message, help);
    }

    void note(String message, String help) {
        report.note(at, path, message, help, about);
    }

    /** The same parameter, where problems are told at one of its parts. */
    Target at(Position part, String name) {
        return new Target(report, part, path + "/" + name, about);
    }
}
