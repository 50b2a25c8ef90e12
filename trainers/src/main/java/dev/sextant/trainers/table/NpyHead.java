// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an NPY file says. It is the literal of a Python dictionary; only this of Python is understood, and
 * nothing is ever evaluated:
 *
 * <pre>
 *  head  = "{" pair ("," pair)* [","] "}"          each of the three keys exactly once
 *  pair  = "'descr'" ":" text | "'fortran_order'" ":" ("True" | "False") | "'shape'" ":" tuple
 *  tuple = "(" [size ("," size)* [","]] ")"        a size: digits, perhaps followed by L
 *  text  = quoted by ' or ", without backslashes
 * </pre>
 *
 * @param descr byte order and type, at least two characters: {@code <f4}
 */
record NpyHead(String descr, boolean fortranOrder, long[] shape) {
    static NpyHead parse(Bytes file, String text) throws TrainingException {
        return new Parser(file, text).head();
    }

    /** Reads from left to right, never back. */
    private static final class Parser {
        private final Bytes file;
        private final String text;
        private int at;

        Parser(Bytes file, String text) {
            this.file = file;
            this.text = text;
        }

        NpyHead head() throws TrainingException {
            String descr = null;
            Boolean fortranOrder = null;
            long[] shape = null;
            expect('{');
            while (!next('}')) {
                String key = quoted();
                expect(':');
                switch (key) {
                    case "descr" -> {
                        if (descr != null) throw wrong("descr a second time");
                        descr = descr();
                    }
                    case "fortran_order" -> {
                        if (fortranOrder != null) throw wrong("fortran_order a second time");
                        fortranOrder = flag();
                    }
                    case "shape" -> {
                        if (shape != null) throw wrong("shape a second time");
                        shape = tuple();
                    }
                    default -> throw wrong("the key \"%s\"".formatted(shortened(key)));
                }
                if (next('}')) break;
                expect(',');
            }
            blanks();
            if (at < text.length()) throw wrong("text after the head");
            if (descr == null || fortranOrder == null || shape == null)
                throw wrong("no %s".formatted(descr == null ? "descr" : shape == null ? "shape" : "fortran_order"));
            return new NpyHead(descr, fortranOrder, shape);
        }

        private String descr() throws TrainingException {
            blanks();
            if (at < text.length() && text.charAt(at) == '[')
                throw new TrainingException(
                        file.path(),
                        "%s holds records of named fields".formatted(file.name()),
                        "save a plain array, with numpy.lib.recfunctions.structured_to_unstructured for one");
            String descr = quoted();
            if (descr.length() < 2) throw wrong("descr \"%s\"".formatted(descr));
            return shortened(descr);
        }

        private boolean flag() throws TrainingException {
            blanks();
            for (String word : new String[] {"True", "False"})
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            throw wrong("neither True nor False");
        }

        private long[] tuple() throws TrainingException {
            long[] sizes = new long[4];
            int count = 0;
            expect('(');
            while (!next(')')) {
                if (count == sizes.length) sizes = Arrays.copyOf(sizes, count * 2);
                sizes[count++] = size();
                if (next(')')) break;
                expect(',');
            }
            return Arrays.copyOf(sizes, count);
        }

        private long size() throws TrainingException {
            blanks();
            int begin = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
            if (begin == at) throw wrong("no whole number that is at least 0");
            if (at - begin > 18) throw wrong("a size of %d digits".formatted(at - begin));
            long size = Long.parseLong(text, begin, at, 10);
            if (at < text.length() && text.charAt(at) == 'L') at++; // Python 2
            return size;
        }

        private String quoted() throws TrainingException {
            blanks();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            if (quote != '\'' && quote != '"') throw wrong("no text in quotes");
            int end = text.indexOf(quote, at + 1);
            if (end < 0) throw wrong("an unclosed quote");
            String quoted = text.substring(at + 1, end);
            if (quoted.indexOf('\\') >= 0) throw wrong("a backslash");
            at = end + 1;
            return quoted;
        }

        private void expect(char wanted) throws TrainingException {
            if (!next(wanted)) throw wrong("no \"%s\"".formatted(wanted));
        }

        private boolean next(char wanted) {
            blanks();
            if (at >= text.length() || text.charAt(at) != wanted) return false;
            at++;
            return true;
        }

        private void blanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) at++;
        }

        private static String shortened(String text) {
            return text.length() <= 20 ? text : text.substring(0, 20) + "…";
        }

        private TrainingException wrong(@Nullable String found) {
            return new TrainingException(
                    file.path(),
                    "%s is no NPY file: %s at character %d of its head".formatted(file.name(), found, at + 1),
                    "save it again with numpy.save");
        }
    }
}
