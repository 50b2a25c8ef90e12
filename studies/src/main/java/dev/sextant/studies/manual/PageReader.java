// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads pages from the annotations of commands, as picocli has read them. */
public final class PageReader {
    private static final String EXAMPLE = "  ";

    private PageReader() {}

    /**
     * The command's page, without the commands below it.
     *
     * @param summary one line
     * @param everywhere names of the options that every command has
     */
    public static CommandPage read(CommandSpec spec, String group, String summary, Set<String> everywhere) {
        return read(spec, group, summary, everywhere, List.of());
    }

    /** With pages below it. */
    public static CommandPage read(
            CommandSpec spec, String group, String summary, Set<String> everywhere, List<CommandPage> below) {
        var usage = spec.usageMessage();
        List<String> examples = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String line : usage.footer()) {
            if (line.startsWith(EXAMPLE)) examples.add(line.strip());
            else if (!line.isBlank() && !line.matches("Examples?:")) notes.add(line);
        }
        List<CommandPage.Exit> exits = new ArrayList<>();
        for (Map.Entry<String, String> exit : usage.exitCodeList().entrySet())
            exits.add(new CommandPage.Exit(Integer.parseInt(exit.getKey().strip()), exit.getValue()));
        List<Argument> parameters = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters())
            if (!parameter.hidden()) parameters.add(argument(parameter, List.of(), false));
        List<Argument> options = new ArrayList<>();
        for (OptionSpec option : spec.options()) if (!option.hidden()) options.add(option(option, everywhere));
        // Those of every command last, where they are not in the way.
        options.sort((a, b) -> Boolean.compare(a.everywhere(), b.everywhere()));
        return new CommandPage(
                spec.qualifiedName(" "),
                group,
                summary,
                List.of(usage.description()),
                parameters,
                options,
                exits,
                examples,
                notes,
                below,
                usage.hidden());
    }

    private static Argument option(OptionSpec option, Set<String> everywhere) {
        List<String> names = List.of(option.names());
        return argument(option, names, names.stream().anyMatch(everywhere::contains));
    }

    private static Argument argument(ArgSpec argument, List<String> names, boolean everywhere) {
        boolean flag = names.isEmpty() || argument.arity().max() > 0 || argument.parameterConsumer() != null;
        List<String> values = new ArrayList<>();
        if (argument.completionCandidates() != null)
            argument.completionCandidates().forEach(values::add);
        else if (argument.type().isEnum())
            for (Object value : argument.type().getEnumConstants()) values.add(value.toString());
        return new Argument(
                names,
                flag ? argument.paramLabel() : "",
                argument.required(),
                argument.isMultiValue(),
                values,
                String.join(" ", argument.description()),
                everywhere);
    }
}
