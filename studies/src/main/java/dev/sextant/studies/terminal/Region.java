// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * The lines at the bottom of a terminal that are drawn again and again; what else is written goes above them.
 *
 * <p>Each drawing is one piece of text that rewrites what has changed, so nothing flickers. Between drawings the
 * cursor, which is not shown, stands at the end of the last line. No line reaches the last column, and the terminal
 * does not wrap while the lines are written, so that what is too long for a terminal that has just shrunk is cut.
 *
 * <p>Threads: confined to one.
 */
public final class Region {
    private static final String HIDE = "\033[?25l";

    /** Shows the cursor again. */
    public static final String SHOW = "\033[?25h";

    private static final String WRAP = "\033[?7h";
    private static final String CUT = "\033[?7l";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    private final PrintStream out;
    private final boolean color;
    private List<String> shown = List.of();
    private int[] widths = {};
    private int columns;

    /** @param color whether lines are written in their styles */
    public Region(PrintStream out, boolean color) {
        this.out = out;
        this.color = color;
    }

    /**
     * Writes lines above the region for good, and the region as it is now.
     *
     * @param above whole lines, which the terminal may wrap
     * @param lines shorter than the terminal is wide, fewer than it is high
     */
    public void draw(List<String> above, List<Line> lines, int columns) {
        List<String> now = lines.stream().map(line -> line.text(color)).toList();
        boolean resized = columns != this.columns && !shown.isEmpty();
        if (above.isEmpty() && now.equals(shown) && !resized) return;
        StringBuilder text = new StringBuilder();
        top(text, columns);
        boolean all = resized || !above.isEmpty();
        if (all && !shown.isEmpty()) text.append(REST_OF_SCREEN);
        above(text, above);
        if (shown.isEmpty() && !now.isEmpty()) text.append(HIDE);
        text.append(CUT);
        for (int i = 0; i < now.size(); i++) {
            String line = now.get(i);
            boolean last = i == now.size() - 1;
            // What a person types is shown in the last line.
            if (all || last || i >= shown.size() || !line.equals(shown.get(i)))
                text.append(line).append(REST_OF_LINE);
            if (!last) text.append("\r\n");
        }
        if (now.isEmpty()) text.append(REST_OF_SCREEN).append(SHOW);
        else if (!all && shown.size() > now.size()) text.append(REST_OF_SCREEN);
        text.append('\r').append(WRAP);
        out.print(text);
        out.flush();
        shown = now;
        widths = lines.stream().mapToInt(Line::width).toArray();
        this.columns = columns;
    }

    /** Takes the region away and shows the cursor; it may be drawn again. */
    public void clear(List<String> above) {
        StringBuilder text = new StringBuilder();
        top(text, columns);
        if (!shown.isEmpty()) text.append(REST_OF_SCREEN).append(SHOW);
        above(text, above);
        shown = List.of();
        out.print(text);
        out.flush();
    }

    /** Whether there is something to be cleared. */
    public boolean visible() {
        return !shown.isEmpty();
    }

    /** To the first line, of which a terminal that has become narrower has made several. */
    private void top(StringBuilder text, int columns) {
        if (shown.isEmpty()) return;
        int up = 0;
        for (int i = 0; i < widths.length - 1; i++) up += Math.max(1, (widths[i] + columns - 1) / columns);
        text.append('\r');
        if (up > 0) text.append("\033[").append(up).append('A');
    }

    private static void above(StringBuilder text, List<String> above) {
        for (String line : above) text.append(line).append("\r\n");
    }
}
