// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.dashboard.MetricsServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that serves metrics. */
final class MetricsOptions {
    @Option(
            names = "--metrics",
            paramLabel = "[PORT]",
            parameterConsumer = Port.class,
            description = "Serve metrics to Prometheus on 127.0.0.1 while the study runs. Default port: "
                    + MetricsServer.DEFAULT_PORT + "; 0 takes any that is free. The token it takes is shown and kept in"
                    + " metrics.token in the run's directory.")
    @Nullable
    Integer port;

    static final class Port extends PortConsumer {
        Port() {
            super("--metrics", MetricsServer.DEFAULT_PORT);
        }
    }
}
