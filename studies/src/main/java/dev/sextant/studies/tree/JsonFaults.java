// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in words for people why a text is not JSON.
 *
 * @param at where the parser stopped
 * @param token where what it was reading begins
 * @param within where the innermost object or array begins that is open; null where none is
 * @param problems where it is told
 */
record JsonFaults(Position at, Position token, @Nullable Position within, Problems problems) {
    private static final String QUOTES = "strings and keys stand in double quotes";
    private static final String VALUE =
            "a value is expected: a string in double quotes, a number, true, false, null, an object or an array";
    private static final Pattern CODE = Pattern.compile("code ([0-9]{1,5})");
    /** A message shows no more characters of a word. */
    private static final int LONGEST = 40;

    void tell(JsonProcessingException fault) {
        String message = fault.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
        if (fault instanceof StreamConstraintsException) TreeText.beyond(token, problems);
        else if (message.contains("end-of-input in a comment"))
            error(at, "this comment is not closed", "close it with */");
        else if (fault instanceof JsonEOFException) ended();
        else if (message.startsWith("Unrecognized token '")) word(quoted(message), "value", QUOTES);
        else if (message.startsWith("Non-standard token '")) word(quoted(message), "number", "write a finite number");
        else if (message.startsWith("Unexpected close marker"))
            error(at, found() + " is unexpected here", "a " + (here() == ']' ? '}' : ']') + " is missing before it");
        else if (message.startsWith("Illegal unquoted character"))
            error(
                    at,
                    "a string holds a line end or another control character",
                    "close the string with a double quote, or write the character as \\n, \\t or \\u001b");
        else if (message.startsWith("Unrecognized character escape"))
            error(at, "a backslash begins an escape, and this is none", "write \\\\ for a backslash");
        else if (message.contains("Leading zeroes"))
            error(at, "a number does not begin with 0 and another digit", "delete the 0");
        else if (message.startsWith("Unexpected character") || message.startsWith("Illegal character"))
            new JsonFaults(exact(message), token, within, problems).unexpected(message);
        else error(at, message, "");
    }

    private void unexpected(String message) {
        error(at, found() + " is unexpected here", advice(message));
    }

    /** The parser may have stopped before the character that its message names, or behind it. */
    private Position exact(String message) {
        Matcher code = CODE.matcher(message);
        if (!code.find()) return at;
        String line = at.source().line(at.line());
        for (int column : new int[] {at.column(), at.column() + 1, at.column() - 1})
            if (column >= 1 && column <= line.length() && line.charAt(column - 1) == Integer.parseInt(code.group(1)))
                return new Position(at.source(), at.line(), column);
        return at;
    }

    private void ended() {
        if (within == null) {
            error(at, "the text ends in the midst of a value", VALUE);
            return;
        }
        boolean object = within.source().line(within.line()).startsWith("{", within.column() - 1);
        error(
                within,
                "the text ends before this " + (object ? "object" : "array") + " does",
                "a " + (object ? "}" : "]") + " is missing");
    }

    /** The parser may have stopped before the word or behind it. */
    private void word(String word, String kind, String help) {
        String line = at.source().line(at.line());
        int begin = line.lastIndexOf(word, at.column() - 1);
        Position place = begin < 0 ? at : new Position(at.source(), at.line(), begin + 1);
        String shown = word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "…";
        error(
                place,
                shown + " is not a " + kind + (kind.equals("number") ? " there" : ""),
                within == null && place.source().isFile() ? help + "; YAML stands in a file named .yaml" : help);
    }

    /** What stands between the first two single quotes. */
    private static String quoted(String message) {
        int begin = message.indexOf('\'') + 1;
        return message.substring(begin, Math.max(begin, message.indexOf('\'', begin)));
    }

    private String advice(String message) {
        if (message.contains("comma to separate")) return "a comma is missing before it";
        if (message.contains("double-quote to start")) return "a key in double quotes is expected";
        if (message.contains("colon to separate")) return "a colon is missing between a key and its value";
        if (message.contains("a digit") || message.contains("digit (0-9)")) return "a digit is missing before it";
        if (message.contains("hex-digit")) return "four hexadecimal digits follow \\u";
        return switch (here()) {
            case '#' -> "a comment begins with //";
            case '+' -> "a number has no sign, or a minus";
            case '.' -> "a number begins with a digit: 0.5";
            case '/' -> "a comment begins with // or /*";
            default -> Character.isISOControl(here()) ? "delete it" : VALUE;
        };
    }

    /** The character at which the parser stopped; a line feed at the end of a line. */
    private int here() {
        String line = at.source().line(at.line());
        return at.column() > line.length() ? '\n' : line.codePointAt(at.column() - 1);
    }

    private String found() {
        int here = here();
        if (here == '\n') return "the end of the line";
        return Character.isISOControl(here)
                ? String.format(Locale.ROOT, "the character U+%04X", here)
                : "'" + Character.toString(here) + "'";
    }

    private void error(Position place, String message, String help) {
        problems.error(place, "", "not JSON: " + message, help);
    }
}
