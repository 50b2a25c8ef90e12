// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.cluster.ClusterCheck;
import dev.sextant.studies.cluster.ClusterFile;
import dev.sextant.studies.cluster.Finding;
import dev.sextant.studies.wiring.RefusedException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that join a cluster. */
final class ClusterOptions {
    private static final String TRUST = "--i-trust-this-network";

    @Option(
            names = "--cluster",
            paramLabel = "FILE",
            description =
                    "The cluster's file, as sextant cluster init makes it: other machines train, too, those on which"
                            + " sextant worker runs. Default: none, and this machine trains alone; a worker needs one.")
    private @Nullable String file;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "This machine's address in the cluster, or the network that it lies in. Default: as the file says.")
    private @Nullable String bind;

    @Option(
            names = TRUST,
            description = "Listen at an address that is not private. Whoever reaches it can join the cluster.")
    private boolean trusted;

    boolean given() {
        return file != null;
    }

    /**
     * The way into the cluster; null where none was named.
     *
     * @param quiet whether warnings are left out
     */
    @Nullable
    ClusterSettings settings(Console console, boolean quiet, @Nullable CommandSpec spec) throws RefusedException {
        if (file == null) {
            if (bind != null || trusted)
                throw new ParameterException(
                        WorkerOptions.commandLine(spec), (bind != null ? "--bind" : TRUST) + " needs --cluster");
            return null;
        }
        ClusterSettings settings = ClusterFile.read(console.current(), file).settings(bind, trusted);
        for (Finding warning :
                ClusterCheck.beforeJoining(settings, InstantSource.system().instant()))
            if (!quiet)
                console.err()
                        .println("warning: " + warning.message()
                                + (warning.help().isEmpty() ? "" : "\n  " + warning.help()));
        return settings;
    }
}
