// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.util.ArrayList;
import java.util.List;

/** One line of a terminal, made of pieces in styles. Whatever is put into it, it moves no cursor. */
public final class Line {
    private record Piece(String text, Style style) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int width;

    public static Line of(String text) {
        return new Line().add(text);
    }

    public Line add(String text) {
        return add(text, Style.PLAIN);
    }

    public Line add(String text, Style style) {
        String printable = Cells.printable(text);
        if (printable.isEmpty()) return this;
        pieces.add(new Piece(printable, style));
        width += Cells.width(printable);
        return this;
    }

    /** The pieces of another line. */
    public Line add(Line other) {
        for (Piece piece : other.pieces) add(piece.text(), piece.style());
        return this;
    }

    /** Spaces up to this cell. */
    public Line to(int cell) {
        return add(" ".repeat(Math.max(0, cell - width)));
    }

    /** In cells. */
    public int width() {
        return width;
    }

    /** The line in at most so many cells. */
    public Line cut(int cells, Glyphs glyphs) {
        if (width <= cells) return this;
        Line cut = new Line();
        for (Piece piece : pieces) {
            int room = cells - cut.width;
            if (room <= 0) break;
            boolean fits = Cells.width(piece.text()) < room;
            cut.add(fits ? piece.text() : Cells.cut(piece.text() + " ", room, glyphs), piece.style());
        }
        return cut;
    }

    /** As it is written, without what is blank at its end. */
    public String text(boolean color) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) text.append(color ? piece.style().around(piece.text()) : piece.text());
        return text.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return text(false);
    }
}
