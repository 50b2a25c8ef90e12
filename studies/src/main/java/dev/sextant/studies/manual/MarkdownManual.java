// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;
import java.util.Locale;

/** The reference of the command line in Markdown: one section for each command. */
public final class MarkdownManual {
    private final StringBuilder text = new StringBuilder();

    private MarkdownManual() {}

    /** The whole file. A function of the manual alone. */
    public static String of(Manual manual) {
        MarkdownManual markdown = new MarkdownManual();
        markdown.write(manual);
        return markdown.text.toString();
    }

    private void write(Manual manual) {
        CommandPage top = manual.top();
        line("# Commands");
        line("");
        line("This file is generated from the program's own help: `./sextant manual studies/docs` writes it again.");
        line("");
        block(List.of(top.synopsis()));
        paragraphs(top.description());
        String group = "";
        for (CommandPage command : top.commands()) {
            if (!command.group().equals(group)) {
                line("");
                line("**" + command.group() + "**");
                line("");
            }
            group = command.group();
            line("- [`" + command.word() + "`](#" + anchor(command) + ") " + escaped(command.summary()));
        }
        for (CommandPage command : top.commands()) section(command);
        line("");
        line("## Options of every command");
        arguments(top.options());
        line("");
        line("## Exit codes");
        exits(manual.exits());
        line("");
        line("## Environment variables");
        facts(manual.variables());
        line("");
        line("## Files");
        facts(manual.files());
    }

    private static String anchor(CommandPage page) {
        return page.name().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void section(CommandPage page) {
        line("");
        line("## " + page.name());
        line("");
        line(escaped(page.summary()) + ".");
        line("");
        block(List.of(page.synopsis()));
        paragraphs(page.description());
        arguments(page.parameters());
        arguments(page.options().stream().filter(option -> !option.everywhere()).toList());
        if (!page.exits().isEmpty()) {
            line("");
            line("Exit codes:");
            exits(page.exits());
        }
        if (!page.examples().isEmpty()) {
            line("");
            block(page.examples());
        }
        paragraphs(page.notes());
        for (CommandPage command : page.commands()) section(command);
    }

    /** A line that begins with a space belongs to a block, and so does the line before it where it is an example. */
    private void paragraphs(List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            if (paragraph.isBlank()) continue;
            line("");
            line(paragraph.startsWith(" ") ? "    " + paragraph.strip() : escaped(paragraph));
        }
    }

    private void arguments(List<Argument> arguments) {
        if (arguments.isEmpty()) return;
        line("");
        for (Argument argument : arguments) line("- `" + argument.text() + "` " + escaped(argument.description()));
    }

    private void exits(List<CommandPage.Exit> exits) {
        line("");
        for (CommandPage.Exit exit : exits) line("- `" + exit.code() + "` " + escaped(exit.meaning()));
    }

    private void facts(List<Manual.Fact> facts) {
        line("");
        for (Manual.Fact fact : facts) line("- `" + fact.name() + "` " + escaped(fact.meaning()));
    }

    private void block(List<String> lines) {
        line("```");
        lines.forEach(this::line);
        line("```");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** What would be taken for HTML, emphasis or a link is meant as it stands. */
    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace("<", "\\<")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("[", "\\[");
    }
}
