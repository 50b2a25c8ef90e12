// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.Structure;
import dev.sextant.studies.manual.Wrapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The parts of what is trained, as a table that fits on a screen: words to the left, counts to the right, totals. */
final class StructureTable {
    private static final String INDENT = "    ";
    private static final int GAP = 2;

    /** What the widest column of words is not made narrower than. */
    private static final int NARROWEST = 16;

    /** A heading that is wider than this stands on several lines. */
    private static final int HEADING = 13;

    private final List<Integer> widths = new ArrayList<>();
    private final int words;
    private final StringBuilder text = new StringBuilder();

    private StructureTable(Structure structure, List<List<String>> rows, int width) {
        words = structure.words().size();
        for (int column = 0; column < words + structure.counts().size(); column++) {
            int widest = 0;
            for (List<String> row : rows)
                widest = Math.max(widest, row.get(column).length());
            widths.add(widest);
        }
        int all = INDENT.length() - GAP;
        for (int each : widths) all += each + GAP;
        int widest = widths.indexOf(Collections.max(widths.subList(0, words)));
        if (all > width)
            widths.set(widest, Math.max(Math.min(NARROWEST, widths.get(widest)), widths.get(widest) - (all - width)));
    }

    /**
     * A row for each part, below a title; nothing where there are none.
     *
     * @param of what it is the structure of, for people; may be empty
     * @param width of the terminal, in characters
     */
    static String text(Structure structure, String of, int width) {
        if (structure.isEmpty()) return "";
        List<List<String>> headings = headings(structure);
        List<List<String>> rows = new ArrayList<>();
        for (Structure.Part part : structure.parts()) rows.add(row(part.words(), part.counts()));
        List<String> names =
                new ArrayList<>(Collections.nCopies(structure.words().size(), ""));
        names.set(0, "total");
        List<String> totals = row(names, structure.totals());
        List<List<String>> all = new ArrayList<>(headings);
        all.addAll(rows);
        all.add(totals);
        StructureTable table = new StructureTable(structure, all, width);
        table.text.append("  ").append(structure.title()).append(of).append('\n');
        for (List<String> row : all) table.add(row);
        return table.text.toString();
    }

    private static List<String> row(List<String> words, List<Long> counts) {
        List<String> row = new ArrayList<>(words);
        for (long count : counts) row.add(Long.toString(count));
        return row;
    }

    /** The names in words, on as many lines as the longest takes. */
    private static List<List<String>> headings(Structure structure) {
        List<String> names = new ArrayList<>(structure.words());
        names.addAll(structure.counts());
        List<List<String>> columns = names.stream()
                .map(name -> Wrapping.lines(spaced(name), HEADING))
                .toList();
        int most = columns.stream().mapToInt(List::size).max().orElse(0);
        List<List<String>> lines = new ArrayList<>();
        for (int line = 0; line < most; line++) {
            int at = line;
            lines.add(columns.stream()
                    .map(column -> at < column.size() ? column.get(at) : "")
                    .toList());
        }
        return lines;
    }

    /** {@code multiplyAdds} as {@code multiply adds}. */
    private static String spaced(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (Character.isUpperCase(name.charAt(i))) words.append(' ');
            words.append(name.charAt(i));
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    /** What does not fit goes on below itself. */
    private void add(List<String> row) {
        List<List<String>> cells = new ArrayList<>();
        int lines = 1;
        for (int column = 0; column < row.size(); column++) {
            List<String> cell = Wrapping.lines(row.get(column), widths.get(column));
            cells.add(cell);
            lines = Math.max(lines, cell.size());
        }
        for (int line = 0; line < lines; line++) {
            StringBuilder all = new StringBuilder(INDENT);
            for (int column = 0; column < cells.size(); column++) {
                List<String> cell = cells.get(column);
                String piece = line < cell.size() ? cell.get(line) : "";
                String blank = " ".repeat(Math.max(0, widths.get(column) - piece.length()));
                if (column > 0) all.append(" ".repeat(GAP));
                all.append(column < words ? piece + blank : blank + piece);
            }
            text.append(all.toString().stripTrailing()).append('\n');
        }
    }
}
