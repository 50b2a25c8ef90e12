// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;

/** A page for the terminal: what {@code --help} prints. */
public final class HelpText {
    /** Narrower terminals break the lines themselves. */
    private static final int NARROWEST = 20;

    /** Longer lines are hard to read. */
    private static final int WIDEST = 100;

    /** Room for a short name and what leads to its description. */
    private static final int LEFT = 16;

    private static final int INDENT = 2;
    private static final int GAP = 2;

    private final StringBuilder text = new StringBuilder();
    private final int width;

    private HelpText(int width) {
        this.width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /**
     * The page, ending in a line feed.
     *
     * @param columns the terminal's width
     */
    public static String of(CommandPage page, int columns) {
        HelpText help = new HelpText(columns);
        help.write(page);
        return help.text.toString();
    }

    private void write(CommandPage page) {
        paragraph("Usage: " + page.synopsis());
        for (String paragraph : page.description()) paragraph(paragraph);
        String group = null;
        for (CommandPage command : page.commands()) {
            if (!command.group().equals(group)) heading(command.group().isEmpty() ? "Commands" : command.group());
            group = command.group();
            item(command.word(), command.summary(), left(page));
        }
        arguments("", page.parameters(), page);
        arguments("Options", page.options(), page);
        if (!page.exits().isEmpty()) {
            heading("Exit codes");
            for (CommandPage.Exit exit : page.exits())
                item(Integer.toString(exit.code()), exit.meaning(), INDENT + 3 + GAP);
        }
        if (!page.examples().isEmpty()) {
            heading(page.examples().size() == 1 ? "Example" : "Examples");
            // Typed as they stand, so they are not broken.
            for (String example : page.examples())
                text.append(" ".repeat(INDENT)).append(example).append('\n');
        }
        for (String note : page.notes()) {
            text.append('\n');
            paragraph(note);
        }
    }

    private void arguments(String heading, List<Argument> arguments, CommandPage page) {
        if (arguments.isEmpty()) return;
        if (heading.isEmpty()) text.append('\n');
        else heading(heading);
        for (Argument argument : arguments) item(argument.text(), argument.description(), left(page));
    }

    /** Where the descriptions begin: behind the longest that is not too long; where it is narrow, on lines below. */
    private int left(CommandPage page) {
        if (width < 2 * LEFT) return 3 * INDENT;
        int most = Math.max(LEFT, width / 3);
        int longest = 0;
        for (CommandPage command : page.commands())
            longest = Math.max(longest, command.word().length());
        for (List<Argument> arguments : List.of(page.parameters(), page.options()))
            for (Argument argument : arguments)
                if (argument.text().length() + INDENT + GAP <= most)
                    longest = Math.max(longest, argument.text().length());
        return Math.min(most, INDENT + longest + GAP);
    }

    private void item(String what, String description, int left) {
        String head = " ".repeat(INDENT) + what;
        text.append(head);
        int at = head.length();
        if (at + GAP > left) {
            text.append('\n');
            at = 0;
        }
        for (String line : Wrapping.lines(description, width - left)) {
            text.append(" ".repeat(left - at)).append(line).append('\n');
            at = 0;
        }
    }

    private void heading(String words) {
        text.append('\n').append(words).append(":\n");
    }

    private void paragraph(String paragraph) {
        for (String line : Wrapping.lines(paragraph, width)) text.append(line).append('\n');
    }
}
