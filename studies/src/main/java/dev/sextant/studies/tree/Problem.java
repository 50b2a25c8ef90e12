// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

/**
 * One thing wrong with a study file, in words for the person who wrote it.
 *
 * @param severe whether the study cannot run; otherwise a warning
 * @param path where in the document, names joined by slashes: {@code /trainer/learningRate/log}; empty for the whole
 * @param message what was found and the rule
 * @param help the way out; may be empty
 */
public record Problem(boolean severe, Position at, String path, String message, String help) {
    /** Longer source lines are shown as a piece around the place. */
    private static final int WIDTH = 100;

    /** A message may name what stands in the file, of any length; no more characters are shown. */
    private static final int LONGEST = 600;

    /** A path may be as deep as the file. */
    private static final int LONGEST_PATH = 300;

    public Problem {
        message = shortened(message, LONGEST);
        help = shortened(help, LONGEST);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** The problem as compilers write it, with the source line, ending in a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Source source = at.source();
        text.append(printable(shortened(source.name(), LONGEST_PATH)));
        if (source.isFile()) text.append(':').append(at.line()).append(':').append(at.column());
        text.append(severe ? ": error: " : ": warning: ");
        if (!path.isEmpty())
            text.append(printable(shortened(path, LONGEST_PATH))).append(": ");
        text.append(printable(message)).append('\n');
        appendSource(text);
        if (!help.isEmpty())
            text.append("      = help: ").append(printable(help)).append('\n');
        return text.toString();
    }

    private void appendSource(StringBuilder text) {
        String line = at.source().line(at.line());
        int column = Math.clamp(at.column() - 1L, 0, line.length());
        if (line.isBlank()) return;
        int from = line.length() <= WIDTH || column < WIDTH * 3 / 4 ? 0 : column - WIDTH / 2;
        int to = Math.min(line.length(), from + WIDTH);
        String shown = (from > 0 ? "…" : "") + printable(line.substring(from, to)) + (to < line.length() ? "…" : "");
        String number = at.source().isFile() ? Integer.toString(at.line()) : "";
        text.append(" ".repeat(Math.max(0, 5 - number.length()))).append(number).append(" | ");
        text.append(shown).append('\n').append("      | ");
        for (int i = 0; i < column - from + (from > 0 ? 1 : 0); i++)
            text.append(i < shown.length() && shown.charAt(i) == '\t' ? '\t' : ' ');
        text.append("^\n");
    }

    /** A file may hold anything; what controls a terminal, or the direction of its text, must not reach it. */
    private static String printable(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            shown.append(
                    c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                            ? '\ufffd'
                            : c);
        }
        return shown.toString();
    }
}
