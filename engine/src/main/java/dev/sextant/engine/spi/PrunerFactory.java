// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;

/** Makes pruners of one kind; found by {@link java.util.ServiceLoader}. */
public interface PrunerFactory {
    /** Its name in a study file: {@code asha}, {@code median}. */
    String name();

    /** The settings that may stand in {@code "pruner": {"name": {…}}}. */
    Schema.Section options();

    /**
     * A pruner for one study.
     *
     * @param options checked against {@link #options()}, every default filled in
     * @param epochs the most epochs a trial of this study may have
     */
    Pruner create(Space space, ObjectNode options, int epochs);
}
