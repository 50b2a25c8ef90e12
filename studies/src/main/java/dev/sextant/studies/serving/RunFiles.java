// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.store.StoreSource;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How a run's files and its store are, at a glance: while this is the same, so is what can be read in them. Of a store
 * in the run's own folder nothing is opened, so that neither this process's locks nor another's are touched.
 *
 * @param text equal for equal files
 * @param inUse whether somebody who lives writes the store
 */
record RunFiles(String text, boolean inUse) {
    static RunFiles of(RunDirectory run) {
        String files = of(run.resolved()) + " " + of(run.report()) + " ";
        try {
            StoreSource store = RunStore.of(run);
            boolean inUse = store.inUse();
            return new RunFiles(files + store.mark() + " " + inUse, inUse);
        } catch (RefusedException unreadable) {
            return new RunFiles(files + unreadable.getMessage(), false);
        }
    }

    private static String of(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.size() + "@" + found.lastModifiedTime();
        } catch (IOException gone) {
            return "-";
        }
    }
}
