// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with what was typed, in one sentence and a way out. */
final class UsageErrors {
    /** Of a longer word, no more is shown. */
    private static final int SHOWN = 60;

    private UsageErrors() {}

    /** Tells a person on standard error; the exit code. */
    static int tell(ParameterException failure, Console console) {
        CommandLine command = failure.getCommandLine();
        String help = "Try: " + command.getCommandSpec().qualifiedName() + " --help";
        String said = String.valueOf(failure.getMessage());
        String message;
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            message = unknown(first, command);
            help = suggestion(first, command);
        } else if (failure instanceof OverwrittenOptionException twice) {
            message = name(twice.getOverwritten()) + " is given twice";
        } else if (failure instanceof MissingParameterException missing) {
            message = missing(missing);
        } else if (said.startsWith("Missing required subcommand")) {
            message = "a command is missing after " + command.getCommandSpec().qualifiedName();
            help = "It is one of " + String.join(", ", commands(command)) + ".";
        } else {
            ArgSpec argument = failure.getArgSpec();
            String value = failure.getValue();
            List<String> known = argument == null ? List.of() : values(argument);
            if (argument != null && value != null && !known.isEmpty()) {
                message = name(argument) + " " + shown(value) + ": must be one of " + String.join(", ", known);
                String near = Suggestion.near(value, known);
                if (near != null) help = "did you mean \"" + near + "\"?";
            } else if (argument != null && value != null && kind(argument) != null)
                message = name(argument) + " " + shown(value) + ": must be " + kind(argument);
            else if (argument instanceof OptionSpec option && option.arity().max() == 0)
                message = name(option) + " takes no value";
            else message = said;
        }
        console.err().println(console.colors().failure("sextant:") + " " + message);
        console.err().println("  " + help);
        return ExitCode.USAGE;
    }

    private static String unknown(String word, CommandLine command) {
        if (word.startsWith("-") && word.length() > 1) return "there is no option " + shown(word);
        if (holdsCommands(command)) return "there is no command " + shown(word);
        return "\"" + shown(word) + "\" is one argument too many";
    }

    private static String suggestion(String word, CommandLine command) {
        if (!word.startsWith("-") && holdsCommands(command)) return Suggestion.of(word, commands(command));
        String near = Suggestion.near(
                word.contains("=") ? word.substring(0, word.indexOf('=')) : word,
                command.getCommandSpec().optionsMap().keySet());
        return near == null
                ? "Try: " + command.getCommandSpec().qualifiedName() + " --help"
                : "did you mean \"" + near + "\"?";
    }

    private static boolean holdsCommands(CommandLine command) {
        return command.getParent() == null || !command.getSubcommands().isEmpty();
    }

    /** Of the program all, though only the one that was typed is made. */
    private static List<String> commands(CommandLine command) {
        return command.getParent() == null
                ? Commands.names()
                : List.copyOf(command.getSubcommands().keySet());
    }

    private static String missing(MissingParameterException missing) {
        List<ArgSpec> arguments = missing.getMissing();
        ArgSpec first = arguments.isEmpty() ? missing.getArgSpec() : arguments.getFirst();
        if (first == null) return String.valueOf(missing.getMessage());
        if (first instanceof OptionSpec option && !option.required())
            return name(option) + " needs a value: " + name(option) + " " + option.paramLabel();
        List<String> names = new ArrayList<>();
        for (ArgSpec argument : arguments) names.add(name(argument));
        return String.join(" and ", names.isEmpty() ? List.of(name(first)) : names)
                + (names.size() > 1 ? " are missing" : " is missing");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static List<String> values(ArgSpec argument) {
        Object[] constants = argument.typeInfo().getType().getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants).map(Object::toString).toList();
    }

    private static @Nullable String kind(ArgSpec argument) {
        Class<?> type = argument.typeInfo().getType();
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class)
            return "a whole number";
        if (type == double.class || type == Double.class) return "a number";
        return null;
    }

    /** What was typed may be anything; what controls a terminal must not reach it, nor more than a line. */
    static String shown(String word) {
        if (word.isBlank()) return "\"" + word + "\"";
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < word.length() && i < SHOWN; i++)
            shown.append(Character.isISOControl(word.charAt(i)) ? '\ufffd' : word.charAt(i));
        return word.length() > SHOWN ? shown + "…" : shown.toString();
    }
}
