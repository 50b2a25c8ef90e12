// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;

/**
 * Everything there is to say about the command line.
 *
 * @param top the page of the program itself, with those of all commands below it
 * @param exits every exit code
 * @param variables what is read from the environment
 * @param files where things are found
 */
public record Manual(CommandPage top, List<CommandPage.Exit> exits, List<Fact> variables, List<Fact> files) {
    /** A name and what it is. */
    public record Fact(String name, String meaning) {}

    public Manual {
        exits = List.copyOf(exits);
        variables = List.copyOf(variables);
        files = List.copyOf(files);
    }
}
