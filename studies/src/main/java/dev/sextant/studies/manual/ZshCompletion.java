// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.ArrayList;
import java.util.List;

/** Completion for zsh: a call of {@code _arguments} for each command, which shows descriptions, too. */
public final class ZshCompletion {
    private final StringBuilder text = new StringBuilder();
    private final String program;

    private ZshCompletion(String program) {
        this.program = program;
    }

    /** The script: for {@code eval}, or as the file {@code _sextant} in a folder of the function path. */
    public static String of(CommandPage top) {
        ZshCompletion zsh = new ZshCompletion(top.name());
        zsh.write(top);
        return zsh.text.toString();
    }

    private void write(CommandPage top) {
        line("#compdef " + program);
        line("# Completion of " + program + " for zsh, written by: " + program + " completion zsh");
        line("");
        line("# The names of the runs here; what has a slash is a directory anywhere.");
        line("_" + program + "_runs() {");
        line("  local -a runs expl");
        line("  runs=(runs/*(/N:t) latest)");
        line("  if [[ $PREFIX == */* ]]; then _files -/; else _wanted runs expl run compadd -a runs; fi");
        line("}");
        for (CommandPage page : top.all()) function(page);
        line("");
        line("if [[ $funcstack[1] == _" + program + " ]]; then _" + program + " \"$@\"; else compdef _" + program + " "
                + program + "; fi");
    }

    private String name(CommandPage page) {
        return "_" + page.name().replace(' ', '_');
    }

    private void function(CommandPage page) {
        List<String> specs = new ArrayList<>();
        for (Argument option : page.options())
            for (String name : option.names()) specs.add(quoted(option(option, name)));
        int place = 1;
        for (Argument parameter : page.parameters()) {
            String where = parameter.repeated() ? "*" : Integer.toString(place++);
            specs.add(quoted(where + ":" + plain(parameter.label()) + ":" + action(parameter)));
        }
        line("");
        line(name(page) + "() {");
        if (page.commands().isEmpty()) {
            arguments("_arguments", specs);
            line("}");
            return;
        }
        line("  local curcontext=$curcontext state line");
        line("  local -A opt_args");
        line("  local -a commands");
        specs.add("'1: :->command'");
        specs.add("'*:: :->rest'");
        arguments("_arguments -C", specs);
        line("  case $state in");
        line("    command)");
        line("      commands=(");
        for (CommandPage command : page.commands())
            line("        " + quoted(plain(command.word()) + ":" + command.summary()));
        line("      )");
        line("      _describe -t commands command commands ;;");
        line("    rest)");
        line("      case $line[1] in");
        for (CommandPage command : page.commands()) line("        " + command.word() + ") " + name(command) + " ;;");
        line("      esac ;;");
        line("  esac");
        line("}");
    }

    private void arguments(String call, List<String> specs) {
        text.append("  ").append(call);
        for (String spec : specs) text.append(" \\\n    ").append(spec);
        text.append('\n');
    }

    private String option(Argument option, String name) {
        String before = option.repeated() ? "*" : "";
        String explained =
                "[" + option.brief().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") + "]";
        if (!option.valued()) return before + name + explained;
        return before + name + "=" + explained + ":" + plain(option.label()) + ":" + action(option);
    }

    private static String plain(String words) {
        return words.replace("\\", "\\\\").replace(":", "\\:");
    }

    private String action(Argument argument) {
        return switch (argument.offer()) {
            case NOTHING -> " ";
            case VALUES -> "(" + String.join(" ", argument.values()) + ")";
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            case RUN -> "_" + program + "_runs";
        };
    }

    private static String quoted(String words) {
        return "'" + words.replace("'", "'\\''") + "'";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
