// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tables of {@link #ROWS} rows in the order of a column t, of which a study that divides by time holds the last quarter
 * for validation.
 */
final class LearntRows {
    static final int ROWS = 120;
    private static final int HELD = ROWS / 4;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private LearntRows() {}

    /** How a study divides it: {@code "data": {…}}, to which more keys may be added. */
    static String data(String keys) {
        return "'data': {'time': 't', 'test': 0, 'validation': 0.25%s}".formatted(keys.isEmpty() ? "" : ", " + keys);
    }

    /** The head and the last quarter. */
    static String held(String csv) {
        return last(csv, HELD);
    }

    /** The head and the last rows. */
    static String last(String csv, int rows) {
        List<String> lines = csv.lines().toList();
        return lines.getFirst() + "\n"
                + lines.subList(lines.size() - rows, lines.size()).stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static DrawSequence random() {
        return new Draws(3, 0).of("rows");
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    /** Two numbers, a colour, some cells empty where asked for; y a number, kind a class, big and warm yes or no. */
    static String mixed(boolean gaps) {
        DrawSequence random = random();
        StringBuilder csv = new StringBuilder("t,a,b,colour,y,kind,big,warm\n");
        for (int t = 0; t < ROWS; t++) {
            double a = random.normal();
            double b = 50 + 20 * random.normal();
            int colour = random.below(COLOURS.size());
            double y = 3 * a + b / 10 + colour;
            boolean empty = gaps && t % 11 == 4;
            csv.append("%d,%s,%s,%s,%s,%s,%d,%d\n"
                    .formatted(
                            t,
                            empty ? "" : number(a),
                            number(b),
                            gaps && t % 13 == 5 ? "" : COLOURS.get(colour),
                            number(y),
                            y > 6 ? "high" : "low",
                            b > 50 ? 1 : 0,
                            colour == 0 ? 1 : 0));
        }
        return csv.toString();
    }

    /** Images of 2 channels of 4×4 pixels, brighter in one half or the other. */
    static String images() {
        DrawSequence random = random();
        StringBuilder csv = new StringBuilder("t");
        for (int pixel = 0; pixel < 32; pixel++) csv.append(",p").append(pixel);
        csv.append(",side\n");
        for (int t = 0; t < ROWS; t++) {
            int side = random.below(2);
            csv.append(t);
            for (int pixel = 0; pixel < 32; pixel++)
                csv.append(',').append(random.below(100) + (pixel % 4 / 2 == side ? 80 : 0));
            csv.append(side == 0 ? ",left\n" : ",right\n");
        }
        return csv.toString();
    }

    /** Sequences of up to 6 steps of two numbers each in one row, told is the sum. */
    static String wide() {
        DrawSequence random = random();
        StringBuilder csv = new StringBuilder("t");
        for (int step = 1; step <= 6; step++) csv.append(",u%d,v%d".formatted(step, step));
        csv.append(",sum\n");
        for (int t = 0; t < ROWS; t++) {
            int length = t % 30 == 29 ? 6 : 2 + random.below(5);
            double sum = 0;
            csv.append(t);
            for (int step = 0; step < 6; step++) {
                double u = random.normal();
                double v = random.normal();
                if (step < length) sum += u - v;
                csv.append(step < length ? "," + number(u) + "," + number(v) : ",,");
            }
            csv.append(',').append(number(sum)).append('\n');
        }
        return csv.toString();
    }

    /** Sequences of 3 or 4 words, a row each word. */
    static String words() {
        DrawSequence random = random();
        StringBuilder csv = new StringBuilder("t,id,word,first\n");
        for (int id = 0, t = 0; id < ROWS; id++) {
            int length = id % 5 == 0 ? 4 : 3;
            int first = random.below(2);
            for (int step = 0; step < length; step++)
                csv.append("%d,s%d,%s,%s\n"
                        .formatted(
                                t++,
                                id,
                                step == 0 ? (first == 0 ? "cat" : "dog") : "w" + random.below(5),
                                first == 0 ? "cat" : "dog"));
        }
        return csv.toString();
    }

    /** The rows of the last quarter of the sequences. */
    static String heldWords(String csv) {
        int rows = 0;
        for (int id = ROWS - HELD; id < ROWS; id++) rows += id % 5 == 0 ? 4 : 3;
        return last(csv, rows);
    }
}
