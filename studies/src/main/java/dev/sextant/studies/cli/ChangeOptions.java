// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that change the study before it begins. */
final class ChangeOptions {
    @Option(names = "--seed", paramLabel = "S", description = "The study's seed. Default: the file's.")
    private @Nullable String seed;

    @Option(names = "--trials", paramLabel = "N", description = "How many search trials. Default: the file's.")
    private @Nullable String trials;

    @Option(
            names = "--set",
            paramLabel = "path=value",
            description = {"Changes a value of the study, as in", "--set search.searcher=random; may be repeated."})
    private List<String> sets = new ArrayList<>();

    List<Argument> arguments(@Nullable CommandSpec spec) {
        List<Argument> arguments = new ArrayList<>();
        try {
            for (String set : sets) arguments.add(Argument.set(set));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(WorkerOptions.commandLine(spec), e.getMessage(), e);
        }
        if (trials != null) arguments.add(Argument.option("--trials", "search.trials", trials));
        if (seed != null) arguments.add(Argument.option("--seed", "seed", seed));
        return arguments;
    }
}
