// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;
import java.util.Locale;

/** The manual page, all commands on one, in the man macros: {@code man ./sextant.1}. */
public final class RoffManual {
    private final StringBuilder text = new StringBuilder();

    private RoffManual() {}

    /** The whole file, without version and date, so that it changes only where the command line does. */
    public static String of(Manual manual) {
        RoffManual roff = new RoffManual();
        roff.write(manual);
        return roff.text.toString();
    }

    private void write(Manual manual) {
        CommandPage top = manual.top();
        String program = top.name();
        line(".\\\" Generated from the program's own help: ./sextant manual studies/docs writes it again.");
        line(".TH " + program.toUpperCase(Locale.ROOT) + " 1 \"\" \"Sextant\" \"Sextant manual\"");
        line(".SH NAME");
        line(escaped(program) + " \\- " + escaped(top.summary()));
        line(".SH SYNOPSIS");
        synopsis(top);
        line(".SH DESCRIPTION");
        paragraphs(top.description());
        line(".SH COMMANDS");
        for (CommandPage command : top.commands()) command(command);
        line(".SH OPTIONS OF EVERY COMMAND");
        arguments(top.options());
        line(".SH EXIT STATUS");
        exits(manual.exits());
        line(".SH ENVIRONMENT");
        facts(manual.variables());
        line(".SH FILES");
        facts(manual.files());
        if (top.examples().isEmpty()) return;
        line(".SH EXAMPLES");
        examples(top.examples());
    }

    private void synopsis(CommandPage page) {
        line(".B " + escaped(page.name()));
        line(escaped(page.synopsis().substring(page.name().length()).strip()));
    }

    private void command(CommandPage page) {
        line(".SS " + escaped(page.name()));
        line(escaped(page.summary()) + ".");
        line(".PP");
        synopsis(page);
        paragraphs(page.description());
        arguments(page.parameters());
        arguments(page.options().stream().filter(option -> !option.everywhere()).toList());
        if (!page.exits().isEmpty()) {
            line(".PP");
            line("Exit status:");
            exits(page.exits());
        }
        if (!page.examples().isEmpty()) {
            line(".PP");
            line(page.examples().size() == 1 ? "Example:" : "Examples:");
            examples(page.examples());
        }
        paragraphs(page.notes());
        for (CommandPage command : page.commands()) command(command);
    }

    private void paragraphs(List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            if (paragraph.isBlank()) continue;
            if (paragraph.startsWith(" ")) {
                examples(List.of(paragraph.strip()));
                continue;
            }
            line(".PP");
            line(escaped(paragraph));
        }
    }

    private void arguments(List<Argument> arguments) {
        for (Argument argument : arguments) tagged(argument.text(), argument.description());
    }

    private void exits(List<CommandPage.Exit> exits) {
        for (CommandPage.Exit exit : exits) tagged(Integer.toString(exit.code()), exit.meaning());
    }

    private void facts(List<Manual.Fact> facts) {
        for (Manual.Fact fact : facts) tagged(fact.name(), fact.meaning());
    }

    private void tagged(String tag, String words) {
        line(".TP");
        line(".B " + escaped(tag));
        line(escaped(words));
    }

    private void examples(List<String> lines) {
        line(".PP");
        line(".RS 4");
        line(".nf");
        for (String example : lines) line(escaped(example));
        line(".fi");
        line(".RE");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** A dash stays a dash, a backslash a backslash, and a line never begins a request. */
    static String escaped(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        if (words.startsWith(".") || words.startsWith("'")) escaped.append("\\&");
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '"' -> escaped.append("\\(dq");
                default -> {
                    if (c < 0x80) escaped.append(c);
                    else escaped.append("\\[u%04X]".formatted((int) c));
                }
            }
        }
        return escaped.toString();
    }
}
