// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.store.SqliteStore;
import dev.sextant.studies.wiring.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run's files are, by their sizes and times: while this is the same, so is what can be read in them. Nothing is
 * opened, so that neither this process's locks nor another's are touched.
 *
 * @param text equal for equal files
 * @param inUse whether a live process writes the store
 */
record RunFiles(String text, boolean inUse) {
    static RunFiles of(RunDirectory run) {
        Path store = run.store();
        StringBuilder text = new StringBuilder();
        List<Path> files = new ArrayList<>(List.of(run.resolved(), run.report(), store));
        files.add(store.resolveSibling(store.getFileName() + "-wal"));
        for (Path file : files) text.append(of(file)).append(' ');
        boolean inUse = SqliteStore.inUse(store);
        return new RunFiles(text.append(inUse).toString(), inUse);
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
