// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a console, and what the page says that comes of it.
 *
 * @param line where it stands, counted from the block's fence
 * @param typed behind the {@code $}; lines that end in a backslash are joined, a comment at the end is not there
 * @param exit 0, or N where the comment is {@code # exits with N}
 * @param output nothing is compared where it is empty
 */
record Step(int line, String typed, int exit, ShownOutput output) {
    private static final Pattern EXIT = Pattern.compile("exits with (\\d+)");
    private static final Pattern COMMENT = Pattern.compile("\\s+#\\s.*$");

    /** Those of a block, in order. */
    static List<Step> of(Block block) {
        List<Step> steps = new ArrayList<>();
        List<String> lines = block.text().lines().toList();
        for (int i = 0; i < lines.size(); ) {
            int begun = i + 1;
            if (!lines.get(i).startsWith("$ "))
                throw new AssertionError(
                        "%s: a console begins with a line \"$ …\": %s".formatted(block.place(), lines.get(i)));
            String typed = lines.get(i++).substring(2);
            while (typed.endsWith("\\") && i < lines.size())
                typed = typed.substring(0, typed.length() - 1) + lines.get(i++).stripLeading();
            StringBuilder output = new StringBuilder();
            while (i < lines.size() && !lines.get(i).startsWith("$ "))
                output.append(lines.get(i++)).append('\n');
            Matcher comment = COMMENT.matcher(typed);
            int exit = 0;
            if (comment.find()) {
                Matcher says = EXIT.matcher(comment.group());
                if (says.find()) exit = Integer.parseInt(says.group(1));
                typed = typed.substring(0, comment.start());
            }
            steps.add(new Step(begun, typed.strip(), exit, ShownOutput.of(output.toString())));
        }
        return steps;
    }

    /** The words that a shell would make of it; empty where it would do more than to split it into words. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        char quote = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (quote != 0) {
                if (c == quote) quote = 0;
                else if (quote == '"' && (c == '$' || c == '\\' || c == '`')) return List.of();
                else word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                within = true;
            } else if (c == ' ') {
                if (within) words.add(word.toString());
                word.setLength(0);
                within = false;
            } else if ("|&;<>()$`\\*?~#".indexOf(c) >= 0) {
                return List.of();
            } else {
                word.append(c);
                within = true;
            }
        }
        if (within) words.add(word.toString());
        return words;
    }
}
