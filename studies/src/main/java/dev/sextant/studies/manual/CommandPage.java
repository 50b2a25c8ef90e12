// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to say about one command.
 *
 * @param name as typed: {@code sextant store check}
 * @param group the heading under which the command above lists it; may be empty
 * @param summary one line without a full stop
 * @param description paragraphs; a line that begins with a space, and the line before it, stay as they are
 * @param exits exit codes beyond those of every command
 * @param examples lines to type
 * @param notes paragraphs that stand last
 * @param commands those below it, in the order in which they are used
 * @param hidden whether it is left out of help, manual and completion
 */
public record CommandPage(
        String name,
        String group,
        String summary,
        List<String> description,
        List<Argument> parameters,
        List<Argument> options,
        List<Exit> exits,
        List<String> examples,
        List<String> notes,
        List<CommandPage> commands,
        boolean hidden) {
    /** An exit code and when it comes. */
    public record Exit(int code, String meaning) {}

    public CommandPage {
        description = List.copyOf(description);
        parameters = List.copyOf(parameters);
        options = List.copyOf(options);
        exits = List.copyOf(exits);
        examples = List.copyOf(examples);
        notes = List.copyOf(notes);
        commands = commands.stream().filter(command -> !command.hidden()).toList();
    }

    /** How it is typed. */
    public String synopsis() {
        StringBuilder text = new StringBuilder(name);
        if (!commands.isEmpty()) text.append(" COMMAND");
        if (!options.isEmpty()) text.append(" [OPTION...]");
        for (Argument parameter : parameters)
            text.append(parameter.required() ? " " + parameter.text() : " [" + parameter.text() + "]");
        return text.toString();
    }

    /** The words behind the program's name: {@code store check}; empty for the program itself. */
    public String path() {
        int space = name.indexOf(' ');
        return space < 0 ? "" : name.substring(space + 1);
    }

    /** This page and all below it, a command before those that follow it. */
    public List<CommandPage> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(command -> command.all().stream()))
                .toList();
    }

    /** Its own word: {@code check}. */
    public String word() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
