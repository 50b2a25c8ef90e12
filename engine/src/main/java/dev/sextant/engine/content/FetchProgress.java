// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import java.util.Locale;

/** Told how far a file has come. Threads: that which fetches; must be quick. */
@FunctionalInterface
public interface FetchProgress {
    /** Nobody is told. */
    FetchProgress NONE = (_, _, _) -> {};

    /**
     * Called after every part that has come.
     *
     * @param file its path as the study names it
     * @param bytes that are here
     * @param size of the whole
     */
    void fetched(String file, long bytes, long size);

    /** For a line of a console: {@code data.csv 12 of 40 MB}. */
    static String text(String file, long bytes, long size) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (unit < units.length - 1 && size >> (10 * unit) >= 10_000) unit++;
        return String.format(
                Locale.ROOT, "%s %d of %d %s", file, bytes >> (10 * unit), size >> (10 * unit), units[unit]);
    }
}
