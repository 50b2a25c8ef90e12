// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is served as it is: the shell, which is the answer at {@code /}, {@code /run/ID} and {@code /run/ID/trial/N} and
 * holds no data, and the files under {@code /ui/}, by exact name. Nothing else is there, and none of it comes from a
 * folder.
 *
 * @param shell HTML
 * @param files by name, which has letters, digits, dots, hyphens and underscores
 */
public record Ui(Asset shell, Map<String, Asset> files) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}");

    /**
     * One file.
     *
     * @param bytes never changed
     * @param type its media type, such as {@code text/javascript; charset=utf-8}
     */
    public record Asset(byte[] bytes, String type) {}

    public Ui {
        files = Map.copyOf(files);
        for (String name : files.keySet())
            if (!NAME.matcher(name).matches())
                throw new IllegalArgumentException("the name of a file (%s) must match %s".formatted(name, NAME));
    }
}
