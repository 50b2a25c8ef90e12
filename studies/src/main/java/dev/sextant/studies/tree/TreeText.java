// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes, JSON or YAML, to a tree in which every value knows its place. Whatever the notation, the same values
 * give the same tree, a key that stands twice in one object is a problem, and so is what is beyond the limits below,
 * which no study comes near.
 *
 * <p>Cost: O(n) time and memory for n bytes.
 */
public final class TreeText {
    /** The longest file, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** Objects and arrays within one another. */
    public static final int MAX_DEPTH = 64;

    /** The longest key, in characters. Messages show the keys above a value; they must not come to megabytes. */
    public static final int MAX_KEY = 256;

    /** The keys above a value, in characters together; every value is known by them. */
    static final int MAX_PATH = 1024;

    /** The longest string, in characters. */
    static final int MAX_STRING = 64 << 10;

    /** The longest number, in characters. */
    static final int MAX_NUMBER = 100;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private TreeText() {}

    /**
     * The tree, or null where there is none; what is wrong goes to the problems. The root may be any value, not only an
     * object.
     *
     * @param name the file as the person typed it; its ending tells the notation, see {@link Notation}
     */
    public static @Nullable Node read(String name, byte[] bytes, Problems problems) {
        if (bytes.length <= MAX_BYTES) return readAny(name, bytes, problems);
        tooLarge(name, bytes.length + " bytes", problems);
        return null;
    }

    /** As {@link #read}, of any size: for what no person wrote. */
    public static @Nullable Node readAny(String name, byte[] bytes, Problems problems) {
        if (wide(bytes)) {
            problems.error(
                    new Position(new Source(Source.FILE, name, ""), 1, 1),
                    "",
                    "the file is text in UTF-16, not in UTF-8",
                    "save it as UTF-8: iconv -f UTF-16 -t UTF-8 OLD > NEW");
            return null;
        }
        CharBuffer read = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), read, true);
        if (!end.isError()) end = decoder.flush(read);
        String text = unmarked(read.flip().toString());
        Source source = new Source(Source.FILE, name, text);
        if (end.isError()) {
            problems.error(source.at(text.length()), "", "the file is not text in UTF-8", "save it as UTF-8");
            return null;
        }
        int zero = text.indexOf(0);
        if (zero >= 0) {
            problems.error(
                    source.at(zero), "", "the file is not text: it holds a zero byte", "is this the right file?");
            return null;
        }
        return switch (Notation.of(name, text)) {
            case JSON -> JsonTree.read(source, text, 0, problems);
            case YAML -> YamlTree.read(source, problems);
        };
    }

    /** Two bytes a character: a mark says so, or the first character, which is one of ASCII. */
    private static boolean wide(byte[] bytes) {
        if (bytes.length < 2) return false;
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return first == 0xfeff || first == 0xfffe || (bytes[0] == 0) != (bytes[1] == 0);
    }

    /**
     * Tells of a file that has more than {@link #MAX_BYTES}.
     *
     * @param size of it, in words
     */
    public static void tooLarge(String name, String size, Problems problems) {
        problems.error(
                new Position(new Source(Source.FILE, name, ""), 1, 1),
                "",
                "the file has " + size + ", at most " + MAX_BYTES + " are read",
                "is this the right file?");
    }

    /** In what {@link #read} took such a file to be written. */
    public static Notation notation(String name, byte[] bytes) {
        return Notation.of(name, unmarked(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Tells of a text without any value. */
    static void empty(Position at, Problems problems) {
        problems.error(at, "", "there is nothing in it", "is this the right file?");
    }

    /** Tells of what is larger or deeper than the limits. */
    static void beyond(Position at, Problems problems) {
        problems.error(
                at,
                "",
                "this is beyond the limits of what is read",
                "at most " + MAX_DEPTH + " levels, keys of " + MAX_KEY + " characters and " + MAX_PATH
                        + " above one another, strings of " + MAX_STRING + " characters, numbers of " + MAX_NUMBER
                        + " digits");
    }

    /** Tells of a string with an escape that is half of a pair: no file could hold it again. */
    static void whole(String text, Position at, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            problems.error(
                    at,
                    "",
                    String.format(Locale.ROOT, "this string holds half a character, \\u%04x", (int) c),
                    "write both halves, as in \\ud83d\\ude00, or the character itself");
            return;
        }
    }

    /** Tells of a key that stands in its object already. */
    static void twice(Position at, String key, Node.Field first, Problems problems) {
        problems.error(
                at,
                "",
                "the key \"" + key + "\" stands twice in one object",
                "delete one of the two; the other stands in line " + first.key().line());
    }
}
