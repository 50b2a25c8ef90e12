// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.studies.report.Figures;
import dev.sextant.studies.terminal.Glyphs;
import dev.sextant.studies.terminal.Line;
import dev.sextant.studies.terminal.Screen.Size;
import dev.sextant.studies.terminal.Sparkline;
import dev.sextant.studies.terminal.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of a running study in the lines of a terminal: how far it is, the best so far, and as far as there is room
 * what runs, the leaders and the schedules. Never as high as the terminal, and never up to its last column.
 *
 * <p>Threads: any; it is a function of the picture and the size.
 */
public final class LiveView {
    /** Narrower than this there are no tables, and words are short. */
    private static final int NARROW = 36;

    /** Narrower than this there is one line. */
    private static final int SLIM = 16;

    private static final int LABEL = 8;
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 6;
    private static final int SPARKLINE = 32;

    /** Rows of the tables where there is room enough. */
    private static final int SLOTS = 8;

    private static final int LEADERS = 10;

    private final WatchedStudy study;
    private final Glyphs glyphs;
    private final Tables tables;

    public LiveView(WatchedStudy study, Glyphs glyphs) {
        this.study = study;
        this.glyphs = glyphs;
        this.tables = new Tables(study, glyphs);
    }

    public List<Line> lines(Picture picture, Size size) {
        int width = Math.max(1, size.columns() - 1);
        int height = Math.max(1, size.rows() - 1);
        if (width < SLIM || height == 1) return List.of(inOneLine(picture, width));
        List<Line> lines = new ArrayList<>();
        boolean narrow = width < NARROW;
        lines.add(progress(picture, width));
        lines.addAll(bests(picture, width));
        lines.add(1, counts(picture, width));
        List<Line> shown = new ArrayList<>();
        for (Line line : lines.subList(0, Math.min(lines.size(), height))) shown.add(line.cut(width, glyphs));
        if (!narrow) blocks(shown, picture, width, height);
        return shown;
    }

    /** As many of these as there is room for: how far, the best, time left. */
    private Line inOneLine(Picture picture, int width) {
        Line line = Line.of(amount(picture));
        if (known(picture)) add(line, Figures.number(picture.bests().getFirst().value(), 4), Style.GOOD, width);
        if (picture.left() != null) add(line, Figures.duration(picture.left()) + " left", Style.PLAIN, width);
        return line.cut(width, glyphs);
    }

    private static void add(Line line, String word, Style style, int width) {
        if (line.width() + 1 + word.length() <= width) line.add(" ").add(word, style);
    }

    private static String amount(Picture picture) {
        return picture.done() + "/" + picture.total();
    }

    private static boolean known(Picture picture) {
        return !Double.isNaN(picture.bests().getFirst().value());
    }

    private static String name(Phase phase) {
        return switch (phase) {
            case SEARCH -> "search";
            case CONFIRMATION -> "confirm";
            case TEST -> "test";
        };
    }

    private Line progress(Picture picture, int width) {
        Line line = new Line().add(name(picture.phase()), Style.STRONG).to(LABEL);
        String left = picture.left() == null ? "" : "  " + Figures.duration(picture.left()) + " left";
        int words = LABEL + amount(picture).length() + left.length();
        if (words > width) return inOneLine(picture, width);
        int bar = Math.min(LONGEST_BAR, width - words - 2);
        if (bar >= SHORTEST_BAR) {
            bar(line, picture, bar);
            line.add("  ");
        }
        return line.add(amount(picture)).add(left);
    }

    private void bar(Line line, Picture picture, int cells) {
        int parts = glyphs.bar().length();
        double share = picture.total() == 0 ? 0 : Math.clamp(picture.done() / (double) picture.total(), 0, 1);
        int filled = (int) (share * cells * parts);
        String full = glyphs.bar().substring(parts - 1).repeat(filled / parts);
        if (filled % parts > 0) full += glyphs.bar().charAt(filled % parts - 1);
        line.add(full, Style.CURVE).add(Character.toString(glyphs.empty()).repeat(cells - full.length()), Style.FAINT);
    }

    private Line counts(Picture picture, int width) {
        Picture.Counts counts = picture.counts();
        List<String> words = List.of(" completed", " pruned", " diverged", " failed", " running");
        Line line = new Line().to(LABEL);
        counts(line, counts, picture.running(), words, glyphs.separator());
        if (line.width() <= width) return line;
        line = new Line();
        counts(line, counts, picture.running(), List.of(" done", " prun", " div", " fail", " run"), ", ");
        return line.width() + LABEL <= width ? new Line().to(LABEL).add(line) : line;
    }

    private static void counts(Line line, Picture.Counts counts, long running, List<String> words, String separator) {
        line.add(counts.completed() + words.get(0));
        if (counts.pruned() > 0) line.add(separator).add(counts.pruned() + words.get(1));
        if (counts.diverged() > 0) line.add(separator).add(counts.diverged() + words.get(2), Style.DOUBTFUL);
        if (counts.failed() > 0) line.add(separator).add(counts.failed() + words.get(3), Style.BAD);
        line.add(separator).add(running + words.get(4));
    }

    /** One line for each objective, and one for the front. */
    private List<Line> bests(Picture picture, int width) {
        List<Line> facts = new ArrayList<>();
        int longest = 0;
        for (Picture.Best best : picture.bests()) {
            Line line = best(best, facts.isEmpty() ? "best" : "", width);
            longest = Math.max(longest, line.width());
            facts.add(line);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            int room = Math.min(SPARKLINE, width - longest - 2);
            String curve = Sparkline.of(told(picture.bests().get(i).history()), room, glyphs);
            lines.add(facts.get(i).to(longest + 2).add(curve, Style.CURVE));
        }
        if (study.goals().several() && known(picture))
            lines.add(new Line().to(LABEL).add(picture.front() + " on the front"));
        return lines;
    }

    /** The value; its trial and what it is where there is room. */
    private Line best(Picture.Best best, String label, int width) {
        Line line = new Line().add(label, Style.STRONG).to(width < NARROW ? LABEL - 3 : LABEL);
        boolean several = study.goals().several();
        if (Double.isNaN(best.value()))
            return line.add(several ? best.metric() + " " : "").add("none yet");
        String value = Figures.number(best.value(), 4);
        String trial = " (trial " + best.trial() + ")";
        int room = width - line.width() - value.length();
        if (room >= trial.length() + best.metric().length() + 1 || several) line.add(best.metric() + " ");
        line.add(value, Style.GOOD);
        return line.width() + trial.length() <= width ? line.add(trial) : line;
    }

    /** Without the places before the first value. */
    private static double[] told(double[] history) {
        int first = 0;
        while (first < history.length && Double.isNaN(history[first])) first++;
        return Arrays.copyOfRange(history, first, history.length);
    }

    /** What runs, the leaders and the schedules, each after an empty line, in what room there is. */
    private void blocks(List<Line> shown, Picture picture, int width, int height) {
        int[] wanted = {
            Math.min(SLOTS, picture.slots().size()),
            Math.min(LEADERS, picture.leaders().size()),
            picture.counts().all() == 0 ? 0 : picture.schedules().size()
        };
        int room = height - shown.size();
        int[] rows = new int[wanted.length];
        for (int i = 0; i < rows.length; i++) {
            if (wanted[i] == 0 || room < 3) continue;
            rows[i] = 1;
            room -= 3;
        }
        // Row by row to the smallest, so that none starves.
        while (room > 0) {
            int next = -1;
            for (int i = 0; i < rows.length; i++)
                if (rows[i] > 0 && rows[i] < wanted[i] && (next < 0 || rows[i] < rows[next])) next = i;
            if (next < 0) break;
            rows[next]++;
            room--;
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 0) continue;
            shown.add(new Line());
            shown.addAll(
                    switch (i) {
                        case 0 -> tables.running(picture, rows[i], width);
                        case 1 -> tables.leaders(picture, rows[i], width);
                        default -> tables.schedules(picture, rows[i], width);
                    });
        }
    }
}
