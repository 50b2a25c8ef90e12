// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.dashboard.MetricsServer;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that serves metrics. */
final class MetricsOptions {
    private static final int MOST = 65_535;

    @Option(
            names = "--metrics",
            paramLabel = "[PORT]",
            parameterConsumer = PortConsumer.class,
            description = "Serve metrics to Prometheus on 127.0.0.1 while the study runs. Default port: "
                    + MetricsServer.DEFAULT_PORT + "; 0 takes any that is free. The token it takes is shown and kept in"
                    + " metrics.token in the run's directory.")
    @Nullable
    Integer port;

    /** Takes the next word if it is a number: the study's name may follow the bare option. */
    static final class PortConsumer implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            if (words.isEmpty() || !words.peek().matches("-?[0-9]+")) {
                option.setValue(MetricsServer.DEFAULT_PORT);
                return;
            }
            String word = words.pop();
            int port = word.length() > 5 || word.startsWith("-") ? -1 : Integer.parseInt(word);
            if (port < 0 || port > MOST)
                throw new ParameterException(
                        command.commandLine(), "--metrics " + word + ": must be from 0 to " + MOST);
            option.setValue(port);
        }
    }
}
