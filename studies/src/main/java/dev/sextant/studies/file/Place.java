// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.space.Template;

/**
 * Where the reader is in a document, in both spellings.
 *
 * @param pointer as written in the file, for messages: {@code /trainer/schedule/choice/step/gamma}
 * @param path as parameters are named: {@code schedule.step.gamma}
 */
record Place(String pointer, String path) {
    static final Place ROOT = new Place("", "");

    Place child(String name) {
        return new Place(pointer + "/" + name, Template.join(path, name));
    }

    /** Deeper in the file, but not in the document that trials see: the inside of a domain. */
    Place inside(String name) {
        return new Place(pointer + "/" + name, path);
    }

    /** The same place, where names of parameters begin. */
    Place asRoot() {
        return new Place(pointer, "");
    }
}
