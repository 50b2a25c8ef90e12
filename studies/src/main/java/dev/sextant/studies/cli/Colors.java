// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether what a person reads is coloured, and how. Asked for by {@code --color}; where it says auto, by the
 * environment (<a href="https://no-color.org">NO_COLOR</a>, CLICOLOR_FORCE, TERM=dumb), and otherwise where the text
 * goes to a terminal. Only a word here and there has a colour, so that nothing is lost without.
 *
 * <p>Threads: the choice is made before anything is written.
 */
final class Colors {
    /** When text is coloured; named as typed. */
    enum When {
        auto,
        always,
        never
    }

    /** Nothing is coloured unless asked for. */
    static Colors none() {
        return new Colors(false, false);
    }

    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    /** The line below a source line that marks the place. */
    private static final Pattern MARK = Pattern.compile("\\s*\\|\\s*\\^");

    private static final Pattern BEST = Pattern.compile("(?m)^Best(?= |:)");

    private final boolean outByItself;
    private final boolean errByItself;
    private When when = When.auto;

    private Colors(boolean out, boolean err) {
        this.outByItself = out;
        this.errByItself = err;
    }

    /**
     * By the environment and by where the streams go.
     *
     * @param out whether standard output is a terminal
     * @param err whether standard error is one
     */
    static Colors of(Map<String, String> environment, boolean out, boolean err) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) return none();
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        if (!force.isEmpty() && !force.equals("0")) return new Colors(true, true);
        if (environment.getOrDefault("TERM", "").equals("dumb")) return none();
        return new Colors(out, err);
    }

    /** What {@code --color} says. */
    void choose(When asked) {
        when = asked;
    }

    /** Whether standard output is coloured. */
    boolean out() {
        return by(outByItself);
    }

    /** Whether standard error is coloured. */
    boolean err() {
        return by(errByItself);
    }

    private boolean by(boolean itself) {
        return switch (when) {
            case auto -> itself;
            case always -> true;
            case never -> false;
        };
    }

    /** The program's name before what went wrong. */
    String failure(String text) {
        return err() ? RED + text + PLAIN : text;
    }

    /** A warning's first word. */
    String warning(String text) {
        return err() ? YELLOW + text + PLAIN : text;
    }

    /** Problems as compilers write them: the words error and warning, and the mark below the place. */
    String problems(String text) {
        if (!err()) return text;
        StringBuilder painted = new StringBuilder();
        String color = RED;
        for (String line : text.lines().toList()) {
            int warning = line.indexOf(": warning: ");
            int error = line.indexOf(": error: ");
            boolean severe = error >= 0 && (warning < 0 || error < warning);
            int from = -1;
            int to = -1;
            if (MARK.matcher(line).matches()) {
                from = line.length() - 1;
                to = line.length();
            } else if (!line.startsWith(" ") && (severe || warning >= 0)) {
                color = severe ? RED : YELLOW;
                from = (severe ? error : warning) + 2;
                to = line.indexOf(':', from) + 1;
            }
            if (from < 0) painted.append(line);
            else
                painted.append(line, 0, from)
                        .append(color)
                        .append(line, from, to)
                        .append(PLAIN)
                        .append(line, to, line.length());
            painted.append('\n');
        }
        return painted.toString();
    }

    /** A ranking: the word before its winner. */
    String table(String text) {
        return out() ? BEST.matcher(text).replaceFirst(BOLD + "Best" + PLAIN) : text;
    }
}
