// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.manual.Argument;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command has. */
final class Everywhere {
    static final String HELP = "--help";
    static final String HELP_SHORT = "-h";
    static final String VERSION = "--version";
    static final String COLOR = "--color";

    private static final Argument COLORS = option(
            List.of(COLOR),
            "WHEN",
            Arrays.stream(Colors.When.values()).map(Enum::name).toList(),
            "Color messages and tables: one of auto (on a terminal, the default), always, never.");
    private static final Argument HELPS = option(List.of(HELP_SHORT, HELP), "", List.of(), "Print this help and exit.");
    private static final Argument VERSIONS = option(List.of(VERSION), "", List.of(), "Print the version and exit.");

    /** Those of the program itself. */
    static final List<Argument> OPTIONS = List.of(COLORS, HELPS, VERSIONS);

    /** Every name of them. */
    static final Set<String> NAMES = names();

    private Everywhere() {}

    private static Argument option(List<String> names, String label, List<String> values, String description) {
        return new Argument(names, label, false, false, values, description, true);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Argument option : OPTIONS) names.addAll(option.names());
        return names;
    }

    /** Gives them to a command. */
    static void add(CommandSpec spec, Console console, String version) {
        ISetter colors = new ISetter() {
            @Override
            @SuppressWarnings("TypeParameterUnusedInFormals") // as picocli has it
            public <T> T set(T value) {
                if (value instanceof Colors.When when) console.colors().choose(when);
                return value;
            }
        };
        spec.addOption(builder(COLORS).type(Colors.When.class).setter(colors).build());
        spec.addOption(builder(HELPS).usageHelp(true).build());
        if (spec.parent() == null)
            spec.addOption(builder(VERSIONS).versionHelp(true).build());
        spec.version(version);
    }

    private static OptionSpec.Builder builder(Argument option) {
        OptionSpec.Builder builder =
                OptionSpec.builder(option.names().toArray(String[]::new)).description(option.description());
        return option.label().isEmpty()
                ? builder
                : builder.paramLabel(option.label()).arity("1");
    }
}
