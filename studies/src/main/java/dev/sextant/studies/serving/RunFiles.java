// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a run's files and its store are, at a glance: while this is the same, so is what can be read in them. Of a store
 * in the run's own folder nothing is opened, so that neither this process's locks nor another's are touched.
 *
 * @param text equal for equal files
 * @param inUse whether somebody who lives writes the store
 */
record RunFiles(String text, boolean inUse) {
    /** A store that could not be looked at is left alone for so long: a database that is away takes its time. */
    private static final long REST = 15_000_000_000L;

    /**
     * A store that could not be looked at.
     *
     * @param until nanoseconds from anywhere
     */
    private record Away(String why, long until) {}

    private static final Map<String, Away> AWAY = new ConcurrentHashMap<>();

    static RunFiles of(RunDirectory run) {
        String files = of(run.resolved()) + " " + of(run.report()) + " ";
        try {
            StoreSource store = RunStore.of(run);
            Away away = AWAY.get(store.shown());
            if (away != null && System.nanoTime() - away.until() < 0) return new RunFiles(files + away.why(), false);
            try {
                String mark = store.mark();
                boolean inUse = store.inUse();
                return new RunFiles(files + mark + " " + inUse, inUse);
            } catch (StoreException unreadable) {
                String why = String.valueOf(unreadable.getMessage());
                AWAY.put(store.shown(), new Away(why, System.nanoTime() + REST));
                return new RunFiles(files + why, false);
            }
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
