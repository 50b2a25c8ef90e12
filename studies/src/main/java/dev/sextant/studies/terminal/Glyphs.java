// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.util.Map;

/**
 * The characters that pictures are made of.
 *
 * @param levels from the least to the most, for curves of one line
 * @param bar parts of one cell, the last of them full
 * @param empty what of a bar is still to come
 * @param ellipsis one cell: something was left out
 * @param separator between things in one line
 * @param none where there is no value
 */
public record Glyphs(String levels, String bar, char empty, char ellipsis, String separator, String none) {
    /** Where every character can be shown. */
    public static final Glyphs UNICODE = new Glyphs("▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█", '░', '…', " · ", "–");

    /** Where only the oldest 95 characters can be relied on. */
    public static final Glyphs ASCII = new Glyphs("_.-=*#", "#", '.', '~', ", ", "-");

    /** By what the process is told of where its text goes: an encoding of Unicode, and no terminal called dumb. */
    public static Glyphs of(String encoding, Map<String, String> environment) {
        boolean poor = "dumb".equals(environment.get("TERM"));
        return !poor && encoding.toUpperCase(java.util.Locale.ROOT).startsWith("UTF") ? UNICODE : ASCII;
    }

    /** Of this process. */
    public static Glyphs ofProcess() {
        return of(System.getProperty("native.encoding", ""), System.getenv());
    }
}
